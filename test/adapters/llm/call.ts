import { setTimeout as sleep } from 'node:timers/promises'
import type { Budget } from '../../../src/adapters/llm/budget.ts'
import type { Limits } from '../../../src/adapters/llm/limits.ts'
import { openModel } from '../../../src/adapters/llm/open-model.ts'
import type { Rests } from '../../../src/adapters/llm/rests.ts'
import { ReplySchema } from '../../../src/interview/speaking/reply.ts'
import type { Meter } from '../../../src/ports/meter.ts'
import { type AnswerDelta, ModelFault, type ModelRequest } from '../../../src/ports/model.ts'
import type { Log } from '../../../src/ports/world.ts'
import { startFakeModel } from '../../support/fake-model/start-fake-model.ts'

/** Limits in which a test can wait for all of them. */
const LIMITS: Limits = {
  connect: 500,
  firstToken: 1500,
  betweenTokens: 500,
  afterFinish: 200,
  total: 4000,
  bytes: 200_000,
}

export const GOOD = {
  move: 'probe',
  target: 'retries',
  say: 'You said “at least once” 🙂. What happens when the worker runs twice?',
  observed: [{ probe: 'queue', answered: 'partly', quote: 'a queue' }],
}

export const REQUEST: ModelRequest & { speak: string } = {
  role: 'interviewer',
  messages: [
    { role: 'system', content: 'You interview.' },
    { role: 'user', content: 'I would use a queue.' },
  ],
  schema: { name: 'interviewer_turn', shape: ReplySchema },
  maxTokens: 300,
  speak: 'say',
}

type Options = {
  limits?: Partial<Limits>
  log?: Log
  fetch?: typeof globalThis.fetch
  interviewer?: string
  grader?: string
  fallback?: string
  meter?: Meter
  rests?: Rests
  budget?: Budget
}

export const modelAt = (baseUrl: string, { limits, interviewer, fallback, grader, ...options }: Options = {}) =>
  openModel(
    {
      baseUrl,
      apiKey: 'the-key',
      interviewer: interviewer ?? 'small-model',
      fallback: fallback ?? null,
      grader: grader ?? 'large-model',
      candidate: 'other-model',
      patienceMs: 1000,
    },
    { ...options, limits: { ...LIMITS, ...limits } },
  )

type Respond = Parameters<typeof startFakeModel>[0]['respond']

/** A fake endpoint and a model that asks it, both taken down with the test. */
export async function setUp(respond: Respond, options: Options & { paceMs?: number; chunk?: number } = {}) {
  const { paceMs, chunk, ...rest } = options
  const endpoint = await startFakeModel({
    respond,
    ...(paceMs === undefined ? {} : { paceMs }),
    ...(chunk === undefined ? {} : { chunk }),
  })
  const model = modelAt(endpoint.baseUrl, rest)
  return {
    endpoint,
    model,
    async [Symbol.asyncDispose]() {
      await model.close()
      await endpoint.close()
    },
  }
}

const BOUND_MS = 8000

export type Heard = { deltas: AnswerDelta[]; fault: ModelFault | null; ms: number; text: string; end: EndDelta | null }
type EndDelta = Extract<AnswerDelta, { type: 'end' }>

/** Everything that comes of a call, its fault included. A call that hangs, or throws anything else, fails the test. */
export async function hear(stream: AsyncIterable<AnswerDelta>): Promise<Heard> {
  const began = performance.now()
  const deltas: AnswerDelta[] = []
  const read = async (): Promise<ModelFault | null> => {
    try {
      for await (const delta of stream) deltas.push(delta)
      return null
    } catch (error) {
      if (error instanceof ModelFault) return error
      throw error
    }
  }
  const timer = new AbortController()
  const late = sleep(BOUND_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error('the call hangs')
  })
  late.catch(() => {})
  try {
    const fault = await Promise.race([read(), late])
    const text = deltas.map((it) => (it.type === 'text' ? it.text : '')).join('')
    const last = deltas.at(-1)
    return { deltas, fault, ms: performance.now() - began, text, end: last?.type === 'end' ? last : null }
  } finally {
    timer.abort()
  }
}

/** Waits until `isSo`, at most `ms`. */
export async function until(isSo: () => boolean, ms = 2000): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end && !isSo(); ) await sleep(10)
  return isSo()
}

export type LogLine = { level: string; fields: Record<string, unknown>; sentence: string }

export function recordingLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = []
  const at = (level: string) => (fields: Record<string, unknown>, sentence: string) => {
    lines.push({ level, fields, sentence })
  }
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines }
}
