import { type AnswerDelta, ModelFault } from '../../ports.ts'

/**
 * Endpoints that asked to be left alone, by model, for as long as the process lives. What nobody waits for keeps away
 * until then, whichever interview it is about; a turn, for which somebody waits, may still try.
 */
export class Rests {
  readonly #until = new Map<string, number>()
  readonly #now: () => number

  /** @param now milliseconds on a clock that only goes forward */
  constructor(now = () => performance.now()) {
    this.#now = now
  }

  /** @throws ModelFault 'rate-limited' with the seconds that are left */
  check(model: string): void {
    const left = (this.#until.get(model) ?? 0) - this.#now()
    if (left <= 0) return
    const seconds = Math.ceil(left / 1000)
    throw new ModelFault('rate-limited', 'the endpoint asked to be left alone for a while', {
      retryable: true,
      retryAfter: seconds,
    })
  }

  /** An attempt whose fault, should it name a time, is remembered. */
  async *heed(model: string, attempt: AsyncIterable<AnswerDelta>): AsyncGenerator<AnswerDelta> {
    try {
      yield* attempt
    } catch (error) {
      if (error instanceof ModelFault && error.retryAfter !== null)
        this.#until.set(model, Math.max(this.#until.get(model) ?? 0, this.#now() + error.retryAfter * 1000))
      throw error
    }
  }
}
