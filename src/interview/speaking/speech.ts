import type { LegalMove } from '../events.ts'
import { sentences, tokens } from '../words.ts'
import { type Guarded, refuse } from './guards.ts'

/** Moves that must leave the candidate with a question. */
const ASKS = new Set(['probe', 'deepen', 'be-specific', 'change-constraint', 'advance', 'nudge-time', 'redirect'])
/** Moves that owe the candidate the words of their pair: a fact asked for, a hint that costs them something. */
const PASSES_ON = new Set(['answer', 'hint'])

/** A question, or a request that is one but for its mark ("walk me through that second time"). */
export const asksFor = (sentence: string): boolean =>
  sentence.includes('?') ||
  /\b(?:walk|take|talk) me through\b|\b(?:tell|show) me\b|\bdescribe\b|\btake it from there\b/i.test(sentence)

/** Fewer words only lead over ("Back to your queue."). */
const LEAST_SITUATION = 6

/** Does a text hold most of the words of another? */
function carries(text: string, says: string): boolean {
  const given = new Set(tokens(text).map((token) => token.word))
  const owed = new Set(tokens(says).map((token) => token.word))
  return owed.intersection(given).size * 2 > owed.size
}

/**
 * Turns a model's growing `say` into sentences that may be spoken. Pure state in the hands of the caller: feed it text,
 * it returns what is released now. The first refusal ends it: the authored words of the pair follow instead.
 */
export class Speech {
  readonly released: string[] = []
  /** Why a sentence was refused, once one was. */
  refusal: string | null = null
  #pending = ''
  readonly #guarded: Omit<Guarded, 'released'>

  constructor(guarded: Omit<Guarded, 'released'>) {
    this.#guarded = guarded
  }

  /** Adds text as it arrives; a sentence is whole once something follows it. */
  add(text: string): string[] {
    if (this.refusal !== null) return []
    this.#pending += text
    const spans = sentences(this.#pending)
    const last = spans.at(-1)
    if (!last || spans.length < 2) return []
    const whole = spans.slice(0, -1).map((span) => this.#pending.slice(span.start, span.end))
    this.#pending = this.#pending.slice(last.start)
    return this.#release(whole)
  }

  /** The model is done: what is pending is a sentence, and a move that asks must have asked. */
  finish(): string[] {
    if (this.refusal !== null) return []
    const rest = this.#pending.trim()
    this.#pending = ''
    const now = rest ? this.#release([rest]) : []
    const asked = this.released.some(asksFor)
    if (this.refusal !== null || (this.released.length > 0 && (asked || !ASKS.has(this.#guarded.pair.move)))) return now
    this.refusal = this.released.length === 0 ? 'nothing-said' : 'no-question'
    return [...now, ...this.#fallBack()]
  }

  /** The model failed or may not go on: the authored words, unless a question already stands. */
  giveWay(reason: string): string[] {
    if (this.refusal !== null) return []
    this.refusal = reason
    return this.#fallBack()
  }

  get text(): string {
    return this.released.join(' ')
  }

  #release(whole: string[]): string[] {
    const now: string[] = []
    for (const sentence of whole) {
      const refusal = refuse({ ...this.#guarded, released: this.released }, sentence)
      if (refusal !== null) {
        this.refusal = refusal
        return [...now, ...this.#fallBack()]
      }
      this.released.push(sentence)
      now.push(sentence)
    }
    return now
  }

  #fallBack(): string[] {
    const { pair } = this.#guarded
    const asks = ASKS.has(pair.move)
    const asked = this.released.some(asksFor)
    const owes = PASSES_ON.has(pair.move) && !carries(this.text, pair.says)
    if ((asks ? asked : this.released.length > 0) && !owes) return []
    const authored = authoredSentences(pair)
    // Where the model's own words may have told the situation already, the authored question alone.
    const isTold = tokens(this.text).length >= LEAST_SITUATION
    const question = isTold && asks ? authored.filter((it) => it.includes('?')).slice(-1) : []
    const now = question.length > 0 ? question : authored.filter((it) => !asked || !it.includes('?'))
    this.released.push(...now)
    return now
  }
}

/** The authored words of a pair, sentence by sentence. */
export const authoredSentences = (pair: LegalMove): string[] =>
  sentences(pair.says).map((span) => pair.says.slice(span.start, span.end))
