import { setTimeout as sleep } from 'node:timers/promises'
import OpenAI from 'openai'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Config } from '../../config.ts'
import { type AnswerDelta, type LanguageModel, type Log, ModelFault, type ModelRequest } from '../../ports.ts'
import { bodyOf, type Dialect, FIRST_DIALECT, stepDown } from './body.ts'
import { faultOf } from './faults.ts'
import { type Limits, limitsFor } from './limits.ts'
import { readAnswer } from './read-answer.ts'

type Options = { log: Log; fetch?: typeof globalThis.fetch; limits?: Partial<Limits> }
type Request = ModelRequest & { speak?: string }

const RETRIES = 2
const LONGEST_WAIT_S = 5
const CONNECTIONS = 128

/** Chat Completions of any OpenAI-compatible server. */
export function openModel(
  config: NonNullable<Config['model']>,
  options: Options,
): LanguageModel & { close(): Promise<void> } {
  const limits = { ...limitsFor(config.patienceMs), ...options.limits }
  const agent = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: limits.connect },
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const pooled = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher: agent })
  const client = new OpenAI({
    baseURL: config.baseUrl,
    apiKey: config.apiKey,
    maxRetries: 0,
    // Our own limits are finer; the client's would only end with the headers.
    timeout: limits.total + 1000,
    fetch: options.fetch ?? (pooled as unknown as typeof globalThis.fetch),
  })
  const dialects = new Map<string, Dialect>()
  const stream = (request: Request) =>
    withRetries(request.signal, () => attempt(client, config[request.role], dialects, limits, request), options.log)
  return {
    stream,
    async generate(request) {
      for await (const delta of stream(request)) if (delta.type === 'end') return delta
      throw new ModelFault('cut', 'the answer did not end')
    },
    close: () => agent.close(),
  }
}

/** Tries again only while nothing was yielded, twice at most, where it may help, after a short and jittered wait. */
async function* withRetries(
  signal: AbortSignal | undefined,
  make: () => AsyncIterable<AnswerDelta>,
  log: Log,
): AsyncGenerator<AnswerDelta> {
  for (let tries = 0; ; tries++) {
    let yielded = false
    try {
      for await (const delta of make()) {
        yielded = true
        yield delta
      }
      return
    } catch (error) {
      const fault = faultOf(error)
      const wait = fault.retryAfter ?? 0.2 * 2 ** tries
      if (yielded || !fault.retryable || tries >= RETRIES || wait > LONGEST_WAIT_S || signal?.aborted) throw fault
      log.info({ fault: fault.kind, tries: tries + 1 }, 'asking the model again')
      await sleep(wait * 1000 * (1 + Math.random() / 4), undefined, signal ? { signal } : {}).catch(
        (cause: unknown) => {
          throw new ModelFault('aborted', 'the call was given up', { cause })
        },
      )
    }
  }
}

/** One answer, in whatever dialect the endpoint takes; refusals of a parameter are learned from on the way. */
async function* attempt(
  client: OpenAI,
  model: string,
  dialects: Map<string, Dialect>,
  limits: Limits,
  request: Request,
): AsyncGenerator<AnswerDelta> {
  for (;;) {
    const dialect = dialects.get(model) ?? FIRST_DIALECT
    const ask = (signal: AbortSignal) =>
      client.chat.completions.create(bodyOf(request, model, dialect), { signal }).asResponse()
    try {
      yield* readAnswer(ask, { request, limits, mode: dialect.mode, model })
      return
    } catch (error) {
      const cause = error instanceof ModelFault ? error.cause : error
      const next = stepDown(dialect, cause)
      if (!next) throw error
      dialects.set(model, next)
    }
  }
}
