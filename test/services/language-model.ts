import type { Reply } from '../../src/interview/speaking/reply.ts'
import { type AnswerDelta, type LanguageModel, ModelFault, type ModelRequest } from '../../src/ports/model.ts'

/** A language model that a test plays: what was asked of it, and what it answers. */
export type FakeLanguageModel = LanguageModel & {
  /** Requests for the interviewer's turns, for verdicts, for what was heard, for a candidate's turns, and for debriefs. */
  asked: ModelRequest[]
  graded: ModelRequest[]
  heard: ModelRequest[]
  played: ModelRequest[]
  debriefed: ModelRequest[]
}

export type Answers = {
  /** The reply; the best pair in its authored words unless told otherwise. */
  reply?: (request: ModelRequest, n: number) => Reply | Promise<Reply>
  /** Waited for before each piece of what is said, and once more, for an empty one, before the end. */
  beforePiece?: (piece: string, signal: AbortSignal | undefined) => Promise<void>
  verdict?: (request: ModelRequest, n: number) => unknown
  /** The debrief; without it the model fails at writing one. */
  debrief?: (request: ModelRequest) => unknown
  /** What it hears across an interview; nothing unless told otherwise. */
  hearing?: (request: ModelRequest) => unknown
  /** What a candidate that it plays says. */
  candidate?: (request: ModelRequest, n: number) => string | Promise<string>
}

const CALL = {
  model: 'fake-model-1',
  promptTokens: 100,
  cachedTokens: 90,
  outputTokens: 10,
  firstTokenMs: 1,
  totalMs: 2,
  mode: 'strict',
} as const

/** Speaks in pieces of one sentence each. */
export function makeLanguageModel({
  reply = topPair,
  beforePiece,
  verdict,
  debrief,
  hearing = () => ({ attempts: [], flags: [] }),
  candidate,
}: Answers = {}): FakeLanguageModel {
  const asked: ModelRequest[] = []
  const graded: ModelRequest[] = []
  const heard: ModelRequest[] = []
  const played: ModelRequest[] = []
  const debriefed: ModelRequest[] = []
  return {
    asked,
    graded,
    heard,
    played,
    debriefed,
    async *stream(request): AsyncGenerator<AnswerDelta> {
      const n = asked.push(request) - 1
      const value = await reply(request, n)
      yield { type: 'field', name: 'move', value: value.move }
      yield { type: 'field', name: 'target', value: value.target }
      for (const piece of value.say.split(/(?<=[.?!] )/)) {
        await beforePiece?.(piece, request.signal)
        yield { type: 'text', text: piece }
      }
      await beforePiece?.('', request.signal)
      yield { type: 'field', name: 'say', value: value.say }
      yield { type: 'field', name: 'observed', value: value.observed }
      yield { type: 'end', value, raw: JSON.stringify(value), call: CALL }
    },
    async generate(request) {
      if (request.role === 'candidate') {
        const n = played.push(request) - 1
        if (!candidate) throw new Error('no candidate was expected')
        const value = { say: await candidate(request, n) }
        return { value, raw: JSON.stringify(value), call: CALL }
      }
      if (request.schema.name === 'debrief') {
        debriefed.push(request)
        if (!debrief) throw new ModelFault('unreachable', 'no debrief was expected')
        const value = await debrief(request)
        return { value, raw: JSON.stringify(value), call: CALL }
      }
      if (request.schema.name === 'hearing') {
        heard.push(request)
        const value = await hearing(request)
        return { value, raw: JSON.stringify(value), call: CALL }
      }
      const n = graded.push(request) - 1
      if (!verdict) throw new Error('no verdict was expected')
      const value = await verdict(request, n)
      return { value, raw: JSON.stringify(value), call: CALL }
    },
  }
}

/** The pairs of the note that a request ends with, best first. */
export function pairsOf({ messages }: ModelRequest): Pick<Reply, 'move' | 'target' | 'say'>[] {
  const note = messages.at(-1)?.content.split('\nlegal:\n').at(-1) ?? ''
  return [...note.matchAll(/^- ([a-z-]+) (\S+): (.*)$/gm)].map(([, move, target, say]) => ({
    move: move as Reply['move'],
    target: target ?? '',
    say: say ?? '',
  }))
}

export function topPair(request: ModelRequest): Reply {
  const [pair] = pairsOf(request)
  if (!pair) throw new Error('the note names no pair')
  return { ...pair, observed: [] }
}

/** A gate that stays shut until opened; for a reply that takes as long as the test needs. */
export function makeGate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { passed: promise, open: resolve }
}
