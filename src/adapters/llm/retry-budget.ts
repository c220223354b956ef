const MOST = 10
const PER_SUCCESS = 0.1

/**
 * How much may be asked again: each failure takes one, each success gives a tenth back, and below half nothing is retried.
 * Whatever share of the calls fails, retries add a tenth to the traffic at most, beside five to begin with. (The
 * throttle of gRPC: github.com/grpc/proposal, A6.)
 */
export class RetryBudget {
  #left = MOST

  get isLeft(): boolean {
    return this.#left > MOST / 2
  }

  failed(): void {
    this.#left = Math.max(0, this.#left - 1)
  }

  succeeded(): void {
    this.#left = Math.min(MOST, this.#left + PER_SUCCESS)
  }
}
