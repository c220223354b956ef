import { reasonOf } from '../errors.ts'
import type { LegalMove, Observed } from '../interview/events.ts'
import type { Rubric } from '../interview/rubric.ts'
import type { Ledger } from '../interview/speaking/ledger.ts'
import { choose, ReplySchema } from '../interview/speaking/reply.ts'
import { Speech } from '../interview/speaking/speech.ts'
import type { Spoken } from '../interview/speaking/spoken.ts'
import { type AnswerDelta, type LanguageModel, ModelFault } from '../ports/model.ts'
import type { World } from '../ports/world.ts'

type Needs = Pick<World, 'log' | 'patienceMs' | 'clock'> & { model: LanguageModel }

const MOST_TOKENS = 500
const AFTERWARDS_MS = 2000
const ILLEGAL = 'refused:illegal-move'

/**
 * One model call, its sentences released through the guards as they come. Whatever goes wrong, the turn ends with the
 * authored words of a legal pair: an illegal proposal, a refused sentence, a fault, or a model slower than patience.
 */
export async function speakByModel(
  world: Needs,
  rubric: Rubric,
  ledger: Ledger,
  release: (sentence: string) => void,
  signal: AbortSignal | undefined,
): Promise<Spoken> {
  const turn = new ModelTurn(rubric, ledger, release)
  const patience = new AbortController()
  const giveUp = () => patience.abort(new ModelFault('timeout', 'the first sentence did not come in time'))
  let timer = setTimeout(giveUp, world.patienceMs)
  const stop = AbortSignal.any([patience.signal, ...(signal ? [signal] : [])])
  let cause: string | null = null
  try {
    const request = {
      role: 'interviewer' as const,
      messages: ledger.messages,
      schema: { name: 'interviewer_turn', shape: ReplySchema },
      maxTokens: MOST_TOKENS,
      speak: 'say',
      signal: stop,
    }
    for await (const delta of world.model.stream(request)) {
      const wasOver = turn.isOver
      if (turn.take(delta)) clearTimeout(timer)
      // Nothing more is spoken, but what the model observed and what it cost is still to come.
      if (turn.isOver && !wasOver) {
        clearTimeout(timer)
        timer = setTimeout(() => patience.abort(), AFTERWARDS_MS)
      }
    }
    turn.finish()
  } catch (error) {
    cause = reasonOf(error)
    if (!turn.isOver)
      turn.fail(!(error instanceof ModelFault) ? 'internal' : patience.signal.aborted ? 'patience' : error.kind)
  } finally {
    clearTimeout(timer)
  }
  const spoken = turn.spoken()
  const { fault } = spoken
  if (fault !== null) world.log.warn({ interview: ledger.interview.id, fault, cause }, 'the model did not speak')
  return spoken
}

/** The state of one reply as it arrives. */
class ModelTurn {
  readonly #ledger: Ledger
  readonly #rubric: Rubric
  readonly #release: (sentence: string) => void
  #fields = new Map<string, unknown>()
  #pair: LegalMove | null = null
  #speech: Speech | null = null
  #observed: Observed[] = []
  #call: Spoken['call'] = null
  #fault: string | null = null

  constructor(rubric: Rubric, ledger: Ledger, release: (sentence: string) => void) {
    this.#rubric = rubric
    this.#ledger = ledger
    this.#release = release
  }

  /** Refused: nothing more of this reply is spoken. */
  get isOver(): boolean {
    return this.#fault !== null
  }

  /** @returns whether something was released */
  take(delta: AnswerDelta): boolean {
    const before = this.#speech?.released.length ?? 0
    if (delta.type === 'field') this.#fields.set(delta.name, delta.value)
    if (delta.type === 'text') this.#say(delta.text)
    if (delta.type === 'end') {
      const reply = ReplySchema.safeParse(delta.value)
      // What comes with a proposal that was not legal is dropped with it.
      if (reply.success && this.#fault !== ILLEGAL) this.#observed = reply.data.observed
      this.#call = delta.call
    }
    return (this.#speech?.released.length ?? 0) > before
  }

  finish(): void {
    if (this.#fault !== null) return
    if (!this.#speech) this.fail('refused:no-pair')
    else this.#send(this.#speech.finish())
  }

  fail(fault: string): void {
    this.#fault ??= fault
    this.#speech ??= this.#begin(this.#pair ?? this.#top())
    this.#send(this.#speech.giveWay(fault))
  }

  spoken(): Spoken {
    const speech = this.#speech
    if (!speech || !this.#pair) throw new Error('the turn was not finished')
    const refused = speech.refusal !== null && this.#fault === null ? `refused:${speech.refusal}` : null
    const fault = this.#fault ?? refused
    return {
      pair: this.#pair,
      text: speech.text,
      by: fault === null ? 'model' : 'script',
      observed: this.#observed,
      fault,
      call: this.#call,
    }
  }

  #say(text: string): void {
    const pair = this.#pair ?? choose(this.#ledger.legal, this.#fields.get('move'), this.#fields.get('target'))
    if (!pair) {
      this.fail(ILLEGAL)
      return
    }
    this.#speech ??= this.#begin(pair)
    this.#send(this.#speech.add(text))
    if (this.#speech.refusal !== null) this.#fault ??= `refused:${this.#speech.refusal}`
  }

  #begin(pair: LegalMove): Speech {
    this.#pair = pair
    const { interview, messages } = this.#ledger
    return new Speech({ rubric: this.#rubric, interview, pair, prompt: messages[0]?.content ?? '' })
  }

  #top(): LegalMove {
    const [top] = this.#ledger.legal
    if (!top) throw new Error('there is no legal move')
    return top
  }

  #send(sentences: string[]): void {
    for (const sentence of sentences) this.#release(sentence)
  }
}
