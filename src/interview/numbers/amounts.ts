import { type Lexeme, wordAt } from './lex.ts'
import { digitsAt, halfAt, looseAt, pluralAt, singleAt } from './loose.ts'
import { SCALES, SUFFIXES } from './number-words.ts'
import { isBetween, type Read, wordsAt } from './spelled.ts'

/** A number or a range of numbers, and the pieces it is said in: from `from` to before `to`. */
export type Amount = { low: number; high: number; from: number; to: number; unsure: boolean }

/** All amounts of a turn, in order. Numbers that stand side by side ("1 1 1") are a list or a code, and no amount. */
export function amountsIn(pieces: Lexeme[]): Amount[] {
  const found: Amount[] = []
  let refused = -1
  for (let at = 0; at < pieces.length; ) {
    const read = rangeAt(pieces, at)
    if (!read) {
      if (pieces[at]?.kind === 'number') refused = at + 1
      at += 1
      continue
    }
    const isSideBySide = refused === at || pieces[read.to]?.kind === 'number'
    if (!isSideBySide && read.low <= read.high) found.push({ unsure: false, ...read, from: at })
    if (isSideBySide) refused = read.to
    at = read.to
  }
  return found
}

/** "5 to 10 thousand", "between two and three", "10-20k"; a range that falls is none that we know how to read. */
function rangeAt(pieces: Lexeme[], at: number): Read | null {
  const low = amountAt(pieces, at)
  if (!low) return null
  const joins = wordAt(pieces, low.to)
  const isRange =
    joins === 'to' || joins === 'or' || isDash(pieces, low.to) || (joins === 'and' && isBetween(pieces, at))
  const high = isRange ? amountAt(pieces, low.to + 1) : null
  if (!high) return low
  // "5 to 10 thousand" shares its scale; "500 to 2 thousand" does not.
  const scale = scaleOf(pieces, low.to + 1, high.to)
  const shares = low.high < scale && low.low * scale <= high.low
  const from = shares ? low.low * scale : low.low
  return { low: from, high: high.high, to: high.to, unsure: low.unsure || high.unsure || false }
}

const isDash = (pieces: Lexeme[], at: number): boolean =>
  /^[-–]$/.test(wordAt(pieces, at)) && pieces[at]?.glued === true && pieces[at + 1]?.kind === 'number'

/** The scale said last within an amount, 1 when there is none. */
function scaleOf(pieces: Lexeme[], from: number, to: number): number {
  const last = wordAt(pieces, to - 1)
  if (to - from < 2) return 1
  return SUFFIXES.get(last) ?? SCALES.get(last) ?? 1
}

const amountAt = (pieces: Lexeme[], at: number): Read | null =>
  digitsAt(pieces, at) ??
  halfAt(pieces, at) ??
  looseAt(pieces, at) ??
  pluralAt(pieces, at) ??
  singleAt(pieces, at) ??
  wordsAt(pieces, at)
