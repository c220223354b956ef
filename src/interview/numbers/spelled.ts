import { type Lexeme, wordAt } from './lex.ts'
import { SCALES, TENS, UNITS } from './number-words.ts'

/** A number as read from its pieces, low and high; it ends before `to`. */
export type Read = { low: number; high: number; to: number; unsure?: boolean }

/** One value, low and high alike. */
export const exactly = (value: number, to: number): Read => ({ low: value, high: value, to })

export const ARTICLE = /^an?$/

/** Does "between" stand before? Then "and" parts two numbers. */
export const isBetween = (pieces: Lexeme[], at: number): boolean => wordAt(pieces, at - 1) === 'between'

/** "Nine hundred thousand", "twenty-five", "two and a half million", "ninety-nine point nine". */
export function wordsAt(pieces: Lexeme[], at: number): Read | null {
  const start = groupAt(pieces, at)
  if (!start) return null
  let [total, group, to] = [0, start.value, start.to]
  let ceiling = Number.POSITIVE_INFINITY
  for (;;) {
    const scale = SCALES.get(wordAt(pieces, to))
    if (scale === undefined || scale < 1e3 || scale >= ceiling) break
    total += group * scale
    ceiling = scale
    group = 0
    to += 1
    const skip = wordAt(pieces, to) === 'and' ? to + 1 : to
    const next = groupAt(pieces, skip)
    // "Between a thousand and two thousand" is two numbers.
    const following = next && SCALES.get(wordAt(pieces, next.to))
    if (!next || next.isArticle || (following ?? 0) >= ceiling || (skip > to && isBetween(pieces, at))) break
    group = next.value
    to = next.to
  }
  const value = total + group
  return start.isArticle && to === start.to ? null : halved(pieces, value, ceiling, to)
}

/** "A million and a half". */
function halved(pieces: Lexeme[], value: number, scale: number, to: number): Read {
  const and = [0, 1, 2].map((i) => wordAt(pieces, to + i)).join(' ')
  if (!Number.isFinite(scale) || and !== 'and a half') return exactly(value, to)
  return exactly(value + scale / 2, to + 3)
}

type Group = { value: number; to: number; isArticle: boolean }

/** What is said before "thousand": up to 999, or "one point five", or "two and a half", or "a". */
function groupAt(pieces: Lexeme[], at: number): Group | null {
  const first = belowHundred(pieces, at)
  if (!first) {
    const isArticle = ARTICLE.test(wordAt(pieces, at)) && SCALES.has(wordAt(pieces, at + 1))
    if (!isArticle) return null
    if (wordAt(pieces, at + 1) !== 'hundred') return { value: 1, to: at + 1, isArticle }
    return hundredsAt(pieces, 1, at + 1, at)
  }
  if (wordAt(pieces, first.to) === 'hundred') return hundredsAt(pieces, first.value, first.to, at)
  return fractionAt(pieces, first)
}

/** "Hundred", "hundred and fifty"; but "a hundred and two hundred" is two numbers. */
function hundredsAt(pieces: Lexeme[], count: number, at: number, start: number): Group {
  const skip = wordAt(pieces, at + 1) === 'and' ? at + 2 : at + 1
  const rest = isBetween(pieces, start) ? null : belowHundred(pieces, skip)
  if (!rest || wordAt(pieces, rest.to) === 'hundred') return { value: count * 100, to: at + 1, isArticle: false }
  return { value: count * 100 + rest.value, to: rest.to, isArticle: false }
}

function belowHundred(pieces: Lexeme[], at: number): Group | null {
  const tens = TENS.get(wordAt(pieces, at))
  const unit = UNITS.get(wordAt(pieces, at))
  if (unit !== undefined) return { value: unit, to: at + 1, isArticle: false }
  if (tens === undefined) return null
  const skip = wordAt(pieces, at + 1) === '-' ? at + 2 : at + 1
  const below = UNITS.get(wordAt(pieces, skip))
  const joins = below !== undefined && below > 0 && below < 10
  return { value: joins ? tens + below : tens, to: joins ? skip + 1 : at + 1, isArticle: false }
}

const MOST_DECIMALS = 4

/** "One point five", "ninety-nine point nine five", "two and a half". */
function fractionAt(pieces: Lexeme[], whole: Group): Group {
  const next = [0, 1, 2].map((i) => wordAt(pieces, whole.to + i))
  if (next.join(' ') === 'and a half') return { ...whole, value: whole.value + 0.5, to: whole.to + 3 }
  if (next[0] !== 'point') return whole
  let [digits, to] = ['', whole.to + 1]
  while (digits.length < MOST_DECIMALS) {
    const read = belowHundred(pieces, to)
    if (!read || (read.value > 9 && digits !== '')) break
    digits += read.value
    to = read.to
  }
  return digits === '' ? whole : { ...whole, value: Number(`${whole.value}.${digits}`), to }
}
