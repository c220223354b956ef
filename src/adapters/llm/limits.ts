/** How long each stage of a call may take. Milliseconds; `bytes` bounds the answer's characters. */
export type Limits = { connect: number; firstToken: number; betweenTokens: number; total: number; bytes: number }

/** A slow local model, or a person answering by hand, gets as long as the operator is patient. */
export const limitsFor = (patienceMs: number): Limits => ({
  connect: 3000,
  firstToken: Math.max(15_000, patienceMs),
  betweenTokens: 10_000,
  total: Math.max(60_000, patienceMs * 2),
  bytes: 200_000,
})

/** A deadline that can be pushed back; when it passes, `onExpire` is told which it was. */
export class Watch {
  #timer: NodeJS.Timeout | undefined
  readonly #onExpire: (stage: string) => void

  constructor(onExpire: (stage: string) => void) {
    this.#onExpire = onExpire
  }

  set(stage: string, ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#onExpire(stage), ms)
  }

  clear(): void {
    clearTimeout(this.#timer)
  }
}
