import { ModelFault } from '../../ports/model.ts'

/** How long each stage of a call may take, in milliseconds; `bytes` bounds the answer. */
export type Limits = {
  connect: number
  firstToken: number
  betweenTokens: number
  /** How long an answer that has come to its end waits for the token counts. */
  afterFinish: number
  total: number
  bytes: number
}

/** A slow local model, or a person answering by hand, gets as long as the operator is patient. */
export const limitsFor = (patienceMs: number): Limits => ({
  connect: 3000,
  firstToken: Math.max(15_000, patienceMs),
  betweenTokens: Math.max(10_000, patienceMs),
  afterFinish: 1000,
  total: Math.max(60_000, patienceMs * 2),
  bytes: 1_000_000,
})

/** Watches one call, with all its attempts, and stops it when a limit passes. Only content counts as a sign of life. */
export class Watch {
  readonly #limits: Limits
  readonly #stop: AbortController
  readonly #began = performance.now()
  readonly #total: NodeJS.Timeout
  #next: NodeJS.Timeout | undefined

  constructor(limits: Limits, stop: AbortController) {
    this.#limits = limits
    this.#stop = stop
    this.#total = setTimeout(() => this.#expire('timeout', 'the whole answer took too long'), limits.total)
  }

  get elapsed(): number {
    return performance.now() - this.#began
  }

  /** An attempt begins; the first token is counted from the first attempt. */
  awaitFirst(): void {
    clearTimeout(this.#next)
    const left = Math.max(0, this.#limits.firstToken - this.elapsed)
    this.#next = setTimeout(() => this.#expire('timeout', 'the first word did not come in time'), left)
  }

  awaitNext(): void {
    clearTimeout(this.#next)
    this.#next = setTimeout(() => this.#expire('stalled', 'the answer stopped coming'), this.#limits.betweenTokens)
  }

  /** The reader is busy with what came: its time is not the endpoint's. */
  pause(): void {
    clearTimeout(this.#next)
  }

  end(): void {
    clearTimeout(this.#next)
    clearTimeout(this.#total)
  }

  #expire(kind: 'timeout' | 'stalled', sentence: string): void {
    this.#stop.abort(new ModelFault(kind, sentence))
  }
}
