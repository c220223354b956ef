import { type Lexeme, wordAt } from './lex.ts'
import { LOOSE, PLURAL_REACH, PLURALS, SCALES, SUFFIXES, UNSURE } from './number-words.ts'
import { ARTICLE, exactly, type Read } from './spelled.ts'

/** Numbers in digits, and those that are said by the handful. */

/** "2,000,000", "10k", "1.5 million", "5 hundred thousand". */
export function digitsAt(pieces: Lexeme[], at: number): Read | null {
  const piece = pieces[at]
  if (piece?.kind !== 'number' || piece.value === null) return null
  const next = pieces[at + 1]
  const suffix = SUFFIXES.get(next?.text ?? '')
  if (suffix !== undefined) return { ...exactly(piece.value * suffix, at + 2), unsure: UNSURE.has(next?.raw ?? '') }
  return scaled(pieces, exactly(piece.value, at + 1))
}

/** Multiplies by the scales that follow, at most "hundred" and one larger. */
function scaled(pieces: Lexeme[], read: Read): Read {
  const first = SCALES.get(wordAt(pieces, read.to))
  if (first === undefined) return read
  const second = first === 100 ? SCALES.get(wordAt(pieces, read.to + 1)) : undefined
  const scale = first * (second ?? 1)
  return { low: read.low * scale, high: read.high * scale, to: read.to + (second === undefined ? 1 : 2) }
}

/** Halves are said of these as well: "half an hour", "half a second". */
const HALVED = /^(?:second|minute|hour|day|year|percent|gigabyte|megabyte|terabyte|kilobyte)$/

/** "Half a million", "a quarter of a million". */
export function halfAt(pieces: Lexeme[], at: number): Read | null {
  const word = wordAt(pieces, at)
  const part = word === 'half' ? 0.5 : word === 'quarter' ? 0.25 : null
  if (part === null) return null
  const of = wordAt(pieces, at + 1) === 'of' ? at + 2 : at + 1
  const to = ARTICLE.test(wordAt(pieces, of)) ? of + 1 : part === 0.5 ? of : -1
  const scale = SCALES.get(wordAt(pieces, to))
  if (scale !== undefined && scale > 100) return exactly(part * scale, to + 1)
  return to !== -1 && HALVED.test(wordAt(pieces, to)) ? exactly(part, to) : null
}

/** "A couple of thousand", "a few milliseconds", "several hundred". */
export function looseAt(pieces: Lexeme[], at: number): Read | null {
  const skip = ARTICLE.test(wordAt(pieces, at)) ? at + 1 : at
  const loose = LOOSE.get(wordAt(pieces, skip))
  if (!loose) return null
  const to = wordAt(pieces, skip + 1) === 'of' ? skip + 2 : skip + 1
  return scaled(pieces, { low: loose[0], high: loose[1], to })
}

const TIMED = /^(?:second|minute|hour|day|week|month|year)$/
const BOUNDS = /^(?:within|under|below|than|takes)$/

/** "Within a second"; elsewhere "a second" tells a rate, or one more. */
export function singleAt(pieces: Lexeme[], at: number): Read | null {
  const isSingle = ARTICLE.test(wordAt(pieces, at)) && TIMED.test(wordAt(pieces, at + 1))
  return isSingle && BOUNDS.test(wordAt(pieces, at - 1)) ? exactly(1, at + 1) : null
}

/** "Thousands of", "hundreds of thousands of". */
export function pluralAt(pieces: Lexeme[], at: number): Read | null {
  const first = PLURALS.get(wordAt(pieces, at))
  if (first === undefined) return null
  const second = wordAt(pieces, at + 1) === 'of' ? PLURALS.get(wordAt(pieces, at + 2)) : undefined
  const low = first * (second ?? 1)
  const to = second === undefined ? at + 1 : at + 3
  return { low, high: low * PLURAL_REACH, to: wordAt(pieces, to) === 'of' ? to + 1 : to }
}
