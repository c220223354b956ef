import type { Amount } from './amounts.ts'
import { type Lexeme, wordAt } from './lex.ts'
import { eachAt, nounAt, nounBefore, perAfter, perAt } from './nouns.ts'
import type { Measure } from './stated.ts'
import { subjectOf } from './subjects.ts'
import { BYTE_RATES, BYTES, EITHER_SIZE, RATES, SECONDS } from './units.ts'

/** An amount with what it measures: low and high in bytes, seconds or shares, for `per` seconds when it is a rate. */
export type Measured = {
  kind: Measure
  low: number
  high: number
  per: number | null
  about: string
  each: boolean
  /** Its pieces: from `from` to before `to`. */
  from: number
  to: number
}

/** The unit a number was said in; `unit` is what it is multiplied by. */
type Unit = { kind: Measure; unit: number; per?: number; about?: string; each?: boolean; from?: number; to: number }
type Reader = (pieces: Lexeme[], amount: Amount, at: number) => Unit | null

/** What an amount measures, by the words beside it; null when they don't say, or could say two things. */
export function measure(pieces: Lexeme[], amount: Amount): Measured | null {
  if (amount.low <= 0) return null
  const isHyphened = wordAt(pieces, amount.to) === '-' && pieces[amount.to]?.glued
  const at = isHyphened ? amount.to + 1 : amount.to
  const readers = amount.unsure ? [counted] : [nines, share, size, duration, factor, counted]
  const found = readers.reduce<Unit | null>((unit, read) => unit ?? read(pieces, amount, at), null)
  if (!found) return null
  const { kind, unit, per = null, about = '', to } = found
  const isNines = kind === 'share' && about !== ''
  const [low, high] = [amount.low, amount.high].map((value) => (isNines ? 1 - 10 ** -value : value * unit))
  const each = eachAt(pieces, to)
  const isOdd = (each === 'window' && kind !== 'duration') || (kind === 'share' && (high ?? 0) > 1)
  if (isOdd || low === undefined || high === undefined) return null
  return {
    kind,
    low,
    high,
    per,
    about,
    each: each === 'each' || found.each === true,
    from: found.from ?? amount.from,
    to,
  }
}

const MOST_NINES = 9

/** "Four nines". */
const nines: Reader = (pieces, { low, high }, at) =>
  wordAt(pieces, at) === 'nines' && Number.isInteger(low) && low > 1 && high <= MOST_NINES
    ? { kind: 'share', unit: 1, about: 'availability', to: at + 1 }
    : null

const share: Reader = (pieces, _, at) => {
  const [word, next] = [wordAt(pieces, at), wordAt(pieces, at + 1)]
  const to = word === '%' || word === 'percent' ? at + 1 : word === 'per' && next === 'cent' ? at + 2 : null
  return to === null || wordAt(pieces, to).startsWith('point') ? null : { kind: 'share', unit: 0.01, to }
}

/** "500 bytes", "5 TB of orders", "2 GB a second", "10 Gbps". */
const size: Reader = (pieces, amount, at) => {
  const bits = BYTE_RATES.get(wordAt(pieces, at))
  if (bits !== undefined) return { kind: 'rate', unit: bits, per: 1, about: 'bytes', to: at + 1 }
  const bytes = BYTES.get(wordAt(pieces, at))
  if (bytes === undefined) return null
  const per = perAt(pieces, at + 1)
  const isEither = EITHER_SIZE.has(pieces[at]?.raw ?? '')
  if (per) return { kind: 'rate', unit: isEither ? bytes / 8 : bytes, per: per.seconds, about: 'bytes', to: per.to }
  if (isEither) return null
  const of = wordAt(pieces, at + 1) === 'of' ? nounAt(pieces, at + 2) : null
  const one = /^(?:per|an?|\/)$/.test(wordAt(pieces, at + 1)) ? subjectOf(wordAt(pieces, at + 2)) : null
  if (one !== null) return { kind: 'size', unit: bytes, about: one, each: true, to: at + 3 }
  const before = of ? null : nounBefore(pieces, amount.from)
  const { each = false, from = amount.from } = before ?? {}
  return { kind: 'size', unit: bytes, about: (of ?? before)?.about ?? '', each, from, to: of?.to ?? at + 1 }
}

/** HTTP statuses: "the 404s". */
const isStatus = (value: number): boolean => value >= 200 && value < 600

/** "Give me one second" and "per ten seconds" tell no duration. */
const NO_LENGTH = new Set(['me', 'just', 'on', 'per'])

/** "800 ms", "two days", "a 30-minute hold". */
const duration: Reader = (pieces, amount, at) => {
  const piece = pieces[at]
  const seconds = SECONDS.get(piece?.text ?? '')
  if (!piece || seconds === undefined || NO_LENGTH.has(wordAt(pieces, amount.from - 1))) return null
  const isShort = piece.text === 's' || piece.text === 'us'
  if (isShort && (!piece.glued || isStatus(amount.low) || wordAt(pieces, amount.from - 1) === 'the')) return null
  return { kind: 'duration', unit: seconds, to: at + 1 }
}

const MULTIPLIED = /^(?:that|this|the|our|as|more|higher|bigger|larger|average|normal|today's|what)$/

/** "10x", "ten times the average"; "ten times a day" and "we try three times" are none. */
const factor: Reader = (pieces, _, at) => {
  const [word, next] = [wordAt(pieces, at), pieces[at + 1]]
  const isTimes = word === 'times' && MULTIPLIED.test(next?.text ?? '')
  const isX = (word === 'x' || word === '×') && next?.kind !== 'number'
  return isTimes || isX || word === 'fold' ? { kind: 'factor', unit: 1, to: at + 1 } : null
}

/** "10 orders a second", "10/s", "10 rps", "10 million users". */
const counted: Reader = (pieces, amount, at) => {
  const named = RATES.get(wordAt(pieces, at))
  if (named !== undefined) return { kind: 'rate', unit: 1, per: 1, about: named, to: at + 1 }
  const noun = nounAt(pieces, at)
  const per = noun ? perAfter(pieces, noun.to) : perAt(pieces, at)
  if (!per) return noun ? { kind: 'count', unit: 1, about: noun.about, to: noun.to } : null
  const before = noun ? null : nounBefore(pieces, amount.from)
  const about = (noun ?? before)?.about ?? ''
  return { kind: 'rate', unit: 1, per: per.seconds, about, from: before?.from ?? amount.from, to: per.to }
}
