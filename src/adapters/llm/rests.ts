import { type AnswerDelta, ModelFault } from '../../ports.ts'

/**
 * Endpoints that asked to be left alone, by model, for as long as the process lives. What nobody waits for keeps away
 * until then, whichever interview it is about; a turn, for which somebody waits, may still try.
 */
export class Rests {
  readonly #rests = new Map<string, { until: number; says: string }>()
  readonly #now: () => number

  /** @param now milliseconds on a clock that only goes forward */
  constructor(now = () => performance.now()) {
    this.#now = now
  }

  /** @throws ModelFault 'rate-limited' with the seconds that are left, and what the endpoint had said */
  check(model: string): void {
    const rest = this.#rests.get(model)
    const left = (rest?.until ?? 0) - this.#now()
    if (rest && left > 0)
      throw new ModelFault('rate-limited', rest.says, { retryable: true, retryAfter: Math.ceil(left / 1000) })
  }

  /** An attempt whose fault, should it name a time, is remembered. */
  async *heed(model: string, attempt: AsyncIterable<AnswerDelta>): AsyncGenerator<AnswerDelta> {
    try {
      yield* attempt
    } catch (error) {
      if (error instanceof ModelFault && error.retryAfter !== null) this.#note(model, error.retryAfter, error.message)
      throw error
    }
  }

  #note(model: string, seconds: number, says: string): void {
    const until = this.#now() + seconds * 1000
    if (until > (this.#rests.get(model)?.until ?? 0)) this.#rests.set(model, { until, says })
  }
}
