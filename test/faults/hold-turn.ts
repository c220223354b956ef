import { setTimeout as sleep } from 'node:timers/promises'
import { createParser } from 'eventsource-parser'
import type { Limits } from '../../src/adapters/llm/limits.ts'
import { openModel } from '../../src/adapters/llm/open-model.ts'
import { answerRequest } from '../../src/fake-model/answer-request.ts'
import type { ChatRequest } from '../../src/fake-model/answer-wire.ts'
import { openEndpoint } from '../../src/fake-model/open-endpoint.ts'
import type { Meter } from '../../src/ports/meter.ts'
import type { LanguageModel } from '../../src/ports/model.ts'
import { type Case, SILENT } from './cases.ts'

/** Long enough for a busy machine where a fault is none of time; shorter where waiting is what is tested. */
const LIMITS: Limits = {
  ...{ connect: 10_000, firstToken: 20_000, betweenTokens: 20_000 },
  ...{ afterFinish: 500, total: 40_000, bytes: 200_000 },
}
const SHORT: Partial<Limits> = { firstToken: 5000, betweenTokens: 4000, total: 12_000 }

export const FIRST = 'I would make the queue durable and keep a copy of each message on three machines.'
export const SECOND = 'Each worker writes down the number of every message that it has taken.'
/** What the model says when nothing goes wrong; not the authored words, and of characters of several bytes. */
export const SAYS = 'Stay with that — one “naïve” moment. What would you look at before anything else?'

export type Reply = { status: number; text: string; said: string[]; firstMs: number; ms: number }
export type Held = { id: string; first: Reply; second: Reply; calls: number; released: boolean }

/** The model for a case while it is held; the servers are the same for all. */
export type Models = Map<number, LanguageModel>

export const markOf = ({ n }: Pick<Case, 'n'>): string => `Case ${n}.`
export const caseIn = (text: string): number => Number(/Case (\d+)\./.exec(text)?.[1] ?? -1)

/** An endpoint that plays one case after another. */
export type Player = { play(it: Case): void; baseUrl: string; calls(): number; busy(): number; close(): Promise<void> }

export async function openPlayer(): Promise<Player> {
  let [now, calls]: [Case | null, number] = [null, 0]
  const endpoint = await openEndpoint({
    chunk: () => 4 + ((now?.seed ?? 0) % 21),
    respond: ({ body }) => {
      calls++
      const answer = { ...answerRequest(body), say: SAYS }
      if (!now || isSecond(body)) return answer
      return { fault: now.fault, variant: now.variant, seed: now.seed, answer }
    },
  })
  const play = (it: Case) => {
    now = it
    calls = 0
  }
  return { ...endpoint, play, calls: () => calls }
}

/** Where the turn with the fault goes, and where the one after it. */
export type Bases = [string, string]
type Needs = { models: Models; meter: Meter }

/** An interview whose first answer from the model meets the fault, and whose second does not. */
export async function holdTurn(
  it: Case,
  [base, patient]: Bases,
  { models, meter }: Needs,
  player: Player,
): Promise<Held> {
  player.play(it)
  const { baseUrl } = it.endpoint === 'fake' ? player : it.endpoint
  const names = { interviewer: 'fake-model', fallback: null, grader: 'fake-model', candidate: 'fake-model' }
  const limits = SILENT.has(it.fault) ? { ...LIMITS, ...SHORT } : LIMITS
  const model = openModel({ baseUrl, apiKey: 'none', patienceMs: 0, ...names }, { limits, meter })
  models.set(it.n, model)
  try {
    const id = await begin(base)
    const first = await say(base, id, `${markOf(it)} ${FIRST}`, it)
    const released = await until(() => player.busy() === 0)
    const second = await say(patient, id, SECOND, it)
    return { id, first, second, calls: player.calls(), released }
  } finally {
    models.delete(it.n)
    await model.close()
  }
}

const isSecond = ({ messages }: ChatRequest): boolean => messages.at(-1)?.content.startsWith(SECOND) ?? false

async function begin(base: string): Promise<string> {
  const response = await fetch(`${base}/api/interviews`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ problem: 'queue-loss', interviewer: 'model' }),
  })
  return ((await response.json()) as { id: string }).id
}

/** Sends a turn and takes its whole reply, in pieces where it is a stream. */
async function say(base: string, id: string, text: string, { streamed }: Case): Promise<Reply> {
  const began = performance.now()
  const response = await fetch(`${base}/api/interviews/${id}/turns`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: streamed ? 'text/event-stream' : 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ text }),
  })
  const said: string[] = []
  let [firstMs, whole] = [0, '']
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== 'say') return
      firstMs ||= performance.now() - began
      said.push((JSON.parse(data) as { text: string }).text)
    },
  })
  const decoder = new TextDecoder()
  for await (const bytes of response.body ?? []) {
    const piece = decoder.decode(bytes, { stream: true })
    whole += piece
    if (streamed) parser.feed(piece)
  }
  const ms = performance.now() - began
  return { status: response.status, text: whole, said, firstMs: firstMs || ms, ms }
}

const RELEASE_MS = 5000

async function until(isSo: () => boolean): Promise<boolean> {
  for (const end = performance.now() + RELEASE_MS; performance.now() < end && !isSo(); ) await sleep(10)
  return isSo()
}
