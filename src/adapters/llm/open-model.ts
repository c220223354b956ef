import OpenAI from 'openai'
import type { Config } from '../../config.ts'
import type { Meter } from '../../ports/meter.ts'
import { type AnswerDelta, type LanguageModel, ModelFault } from '../../ports/model.ts'
import type { Log } from '../../ports/world.ts'
import { bodyOf, type Request } from './body.ts'
import type { Budget } from './budget.ts'
import { Dialects } from './dialect.ts'
import { firstToAnswer } from './fall-back.ts'
import { openPool, withPlainErrors } from './fetch.ts'
import { type Limits, limitsFor, Watch } from './limits.ts'
import { measured } from './measure.ts'
import { readAnswer } from './read-answer.ts'
import { Rests } from './rests.ts'
import { stopped, withRetries } from './retry.ts'

type Options = {
  log?: Log
  meter?: Meter
  /** Replaces the pooled one; tests of request shapes bring theirs. */
  fetch?: typeof globalThis.fetch
  limits?: Partial<Limits>
  rests?: Rests
  /** Every attempt is paid from it. */
  budget?: Budget | null
}
type Parts = {
  client: OpenAI
  dialects: Dialects
  rests: Rests
  limits: Limits
  log: Log | undefined
  meter: Meter | undefined
  budget: Budget | null
}

/** Chat Completions of any OpenAI-compatible server. `close` gives up the calls that are under way. */
export function openModel(
  config: NonNullable<Config['model']>,
  options: Options = {},
): LanguageModel & { close(): Promise<void> } {
  const limits = { ...limitsFor(config.patienceMs), ...options.limits }
  const pool = openPool(limits.connect)
  const client = clientFor(config, limits, withPlainErrors(options.fetch ?? pool.fetch))
  const { log, meter, rests = new Rests(), budget = null } = options
  rests.onChange = (model, isOpen) => {
    meter?.note({ type: 'circuit', model, isOpen })
    if (isOpen) log?.warn({ model }, 'the model is away; it is left alone for a while')
    else log?.info({ model }, 'the model is back')
  }
  const parts = { client, dialects: new Dialects(), rests, limits, log, meter, budget }
  const live = new Set<AbortController>()
  const modelsFor = ({ role, model }: Request): string[] => {
    const named = model ?? config[role]
    return role === 'interviewer' && !model && config.fallback !== null ? [named, config.fallback] : [named]
  }
  const stream = (request: Request) =>
    firstToAnswer(modelsFor(request), (model) => answerTo(request, model, parts, live), request.signal)
  const { interviewer, grader, candidate } = config
  return {
    names: { interviewer, grader, candidate },
    stream,
    async generate(request) {
      for await (const delta of stream(request))
        if (delta.type === 'end') return { value: delta.value, raw: delta.raw, call: delta.call }
      throw new ModelFault('cut', 'the answer did not end')
    },
    async close() {
      for (const stop of live) stop.abort(new ModelFault('aborted', 'the model is being closed'))
      await pool.destroy()
      await budget?.read()
    },
  }
}

const clientFor = (config: NonNullable<Config['model']>, limits: Limits, fetch: typeof globalThis.fetch): OpenAI =>
  new OpenAI({
    baseURL: config.baseUrl,
    apiKey: config.apiKey,
    // Not from the environment: the endpoint may be anybody's.
    organization: null,
    project: null,
    maxRetries: 0,
    // Our own limits are finer; the client's would only end with the headers.
    timeout: limits.total + 1000,
    // At `debug` the client would write prompts into the log.
    logLevel: 'off',
    fetch,
  })

/** One call with all its attempts, until its end, a limit, or somebody's stop. */
async function* answerTo(
  request: Request,
  model: string,
  parts: Parts,
  live: Set<AbortController>,
): AsyncGenerator<AnswerDelta> {
  const stop = new AbortController()
  const giveUp = () => stop.abort(reasonOf(request.signal))
  const watch = new Watch(parts.limits, stop)
  live.add(stop)
  request.signal?.addEventListener('abort', giveUp, { once: true })
  if (request.signal?.aborted) giveUp()
  try {
    const { rests, limits, log, meter, budget } = parts
    let requests = 0
    const ask = () => {
      requests++
      return rests.heed(model, inDialect(request, model, parts, watch, stop.signal))
    }
    const attempt = () => {
      stop.signal.throwIfAborted()
      rests.check(model)
      return budget ? budget.pay(request, model, ask) : ask()
    }
    const call = { watch, limits, stop: stop.signal, log, mayRetry: () => rests.mayRetry(model) }
    yield* measured(withRetries(attempt, call), { role: request.role, model, requests: () => requests }, meter)
  } finally {
    watch.end()
    live.delete(stop)
    request.signal?.removeEventListener('abort', giveUp)
  }
}

/** Who gives up may say of what the endpoint is guilty; otherwise it is of nothing. */
const reasonOf = (signal: AbortSignal | undefined): ModelFault =>
  signal?.reason instanceof ModelFault ? signal.reason : new ModelFault('aborted', 'the call was given up')

/** One attempt, in whatever dialect the endpoint takes; refusals of a parameter are learned from on the way. */
async function* inDialect(
  request: Request,
  model: string,
  { client, dialects, limits, log }: Parts,
  watch: Watch,
  signal: AbortSignal,
): AsyncGenerator<AnswerDelta> {
  const key = `${model} ${request.schema.name}`
  let dialect = dialects.of(key, model)
  for (;;) {
    const spoken = dialect
    const ask = async () => {
      signal.throwIfAborted()
      const response = await client.chat.completions.create(bodyOf(request, model, spoken), { signal }).asResponse()
      dialects.prove(key, spoken)
      return response
    }
    let hasYielded = false
    try {
      for await (const delta of readAnswer(ask, { request, mode: spoken.mode, model }, limits, watch)) {
        // Without a listener for words, only the whole is given out: until then the call may be made again.
        if (request.speak === undefined && delta.type !== 'end') continue
        hasYielded = true
        yield delta
      }
      return
    } catch (error) {
      const fault = signal.aborted ? stopped(signal, error as ModelFault) : (error as ModelFault)
      const next = hasYielded || signal.aborted ? null : dialects.next(key, dialect, fault)
      if (!next) throw fault
      log?.info({ model, mode: next.mode, fault: fault.message }, 'the endpoint refused a parameter; asking without it')
      dialect = next
    }
  }
}
