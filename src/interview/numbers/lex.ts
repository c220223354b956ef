import type { Span } from '../words.ts'

/** A piece of a turn: a word in lower case, a number in digits, or any other character. */
export type Lexeme = Span & {
  kind: 'number' | 'word' | 'other'
  text: string
  /** As it stands in the turn: "Mb" is not "MB". */
  raw: string
  /** Of a number; null when its digits can't be read for certain ("1,2", "10.0.0.1", "$5"). */
  value: number | null
  /** Nothing stands between it and the piece before. */
  glued: boolean
}

/** Each alternative reads on without going back over what it has read. */
const PIECE = /\d(?:[\d.,_]*\d)?|\p{L}[\p{L}\p{M}\p{N}_]*(?:['’]\p{L}+)*|\S/gu

const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,3}(?:_\d{3})+$/
const POINTED = /^\d{1,3}(?:\.\d{3}){2,}$/
/** "1.000" is one or a thousand. */
const PLAIN = /^\d+(?:\.(?!000$)\d+)?$/
/** Before a number in digits, these make it a name, a price, a time or a part of something else. */
const JOINED = /[\p{L}\p{N}$€£#@:._/\\-]$/u
/** After it, these make it half of something: "10:30", "24/7". */
const PARTED = /^[:/^]\d/
/** The low end of a range. */
const RANGE = /\d(?:[kmb%]|bn|ms)?-$/i
/** Numbers beyond are nobody's estimate. */
const MOST = 1e21

/** The pieces of a text, in order; spaces are none. */
export function lex(text: string): Lexeme[] {
  let end = -1
  return [...text.matchAll(PIECE)].map((match) => {
    const [raw, start] = [match[0], match.index]
    const glued = start === end
    end = start + raw.length
    const kind = /^\d/.test(raw) ? 'number' : /^\p{L}/u.test(raw) ? 'word' : 'other'
    const isWhole = kind === 'number' && !PARTED.test(text.slice(end, end + 2))
    const value = isWhole ? readDigits(raw, text.slice(Math.max(0, start - 4), start)) : null
    return { kind, text: raw.toLowerCase().replaceAll('’', "'"), raw, value, glued, start, end }
  })
}

/** The text of a piece; empty beyond the ends. */
export const wordAt = (pieces: Lexeme[], at: number): string => pieces[at]?.text ?? ''

function readDigits(raw: string, before: string): number | null {
  if (JOINED.test(before) && !RANGE.test(before)) return null
  const digits = [PLAIN, THOUSANDS, POINTED].find((form) => form.test(raw))
  if (!digits) return null
  const value = Number(digits === POINTED ? raw.replaceAll('.', '') : raw.replace(/[,_]/g, ''))
  return value > MOST ? null : value
}
