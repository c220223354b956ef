/** What a model's tokens cost, each per million; cached ones as fresh ones unless told otherwise. */
export type Price = { input: number; cached?: number | undefined; output: number }

/** Tokens of a call; the cached ones are part of the prompt. */
export type Tokens = { prompt: number; cached: number; output: number }

const PER_MILLION = 1_000_000

/** In the currency of the price. */
export const costOf = (price: Price, { prompt, cached, output }: Tokens): number =>
  ((prompt - cached) * price.input + cached * (price.cached ?? price.input) + output * price.output) / PER_MILLION
