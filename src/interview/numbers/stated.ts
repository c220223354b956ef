import type { Span } from '../words.ts'

export type Measure = 'count' | 'rate' | 'size' | 'duration' | 'share' | 'factor'

/**
 * What the words around a statement make of it. Two numbers are compared only where these agree, so that whatever may
 * explain a difference is a mark.
 */
export type Mark =
  /** Which load it speaks of. */
  | 'average'
  | 'peak'
  /** "at most", "under"; "at least", "over". */
  | 'most'
  | 'least'
  /** What something bears, not what it gets: "can take", "limited to". */
  | 'limit'
  /** Of one of many: "per node", "each order". */
  | 'each'
  /** Said among words that may narrow it: "from mobile", "in the first year". */
  | 'qualified'
  /** Said as what follows from the sentence before: "so", "that's". */
  | 'derived'
  /** Said after a supposition, or after somebody else's number. */
  | 'supposed'
  /** Said in a turn that takes something back: "sorry, I meant". */
  | 'corrected'
  /** A time that an answer may take; a time that the caller waits. */
  | 'target'
  | 'synchronous'
  /** Of a machine: a small one; of many: more than one. */
  | 'small'
  | 'redundant'

type Said = Span & {
  /** What it counts or promises, as a small key ("orders", "active users"); empty when it does not say. */
  about: string
  /** text.slice(start, end) of the turn it was said in. */
  quote: string
  scope: Mark[]
}

/** Rates per second, sizes in bytes, durations in seconds, shares from 0 to 1. */
export type Quantity = Said & {
  kind: Measure
  /** Null for a range. */
  value: number | null
  range: [low: number, high: number] | null
  /** The seconds it was said for, 86,400 for "a day"; null for what is no rate. */
  per: number | null
  /** How many numbers that may bear on it the interviewer had named by then. */
  told: number
}

/** One machine as the design's choice; `value` is null for more than one. */
export type Capacity = Said & { kind: 'capacity'; value: 1 | null }

/** What the design will always do (or, when it does not hold, need not do), by the id of PROMISES. */
export type Promised = Said & { kind: 'promise'; value: null; promise: string; holds: boolean }

/** Something a candidate said that later words can be held against. Plain data, to be stored as JSON. */
export type Stated = Quantity | Capacity | Promised

/** A statement with the turn it was made in. */
export type SeqStated = Stated & { seq: number }

/** Low and high of a quantity, the same twice when it is no range. */
export function boundsOf(quantity: Quantity): [low: number, high: number] {
  const value = quantity.value ?? 0
  return quantity.range ?? [value, value]
}

export const isQuantity = <T extends Stated>(stated: T): stated is T & Quantity =>
  stated.kind !== 'capacity' && stated.kind !== 'promise'

export const has = (stated: Stated, ...marks: Mark[]): boolean => marks.some((mark) => stated.scope.includes(mark))
