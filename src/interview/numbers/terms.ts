import type { Span } from '../words.ts'
import { type Amount, amountsIn } from './amounts.ts'
import { type Lexeme, lex, wordAt } from './lex.ts'
import { type Measured, measure } from './measure.ts'

/** A number of a turn as a term of a sum: what it measures, or nothing but itself. Places are indexes of pieces. */
export type Term = Omit<Measured, 'kind'> & { kind: Measured['kind'] | 'bare' }

/** A turn as terms, and the pieces to look between them. */
export type Sum = { text: string; pieces: Lexeme[]; terms: Term[] }

export function sumOf(text: string): Sum {
  const pieces = lex(text)
  const terms = amountsIn(pieces).map((amount) => measure(pieces, amount) ?? bare(amount))
  return { text, pieces, terms: withShares(pieces, terms) }
}

const bare = ({ low, high, from, to }: Amount): Term => ({
  kind: 'bare',
  low,
  high,
  per: null,
  about: '',
  each: false,
  from,
  to,
})

/** "One in five of": two numbers that are one share. */
function withShares(pieces: Lexeme[], terms: Term[]): Term[] {
  const joined: Term[] = []
  for (const term of terms) {
    const one = joined.at(-1)
    const isShare =
      one?.kind === 'bare' && one.low === 1 && between(pieces, one, term) === 'in' && wordAt(pieces, term.to) === 'of'
    if (!one || !isShare || term.kind !== 'bare') joined.push(term)
    else joined.splice(-1, 1, { ...term, kind: 'share', low: 1 / term.high, high: 1 / term.low, from: one.from })
  }
  return joined
}

/** The pieces between two terms, one space between them. */
export const between = (pieces: Lexeme[], first: Term, next: Term): string =>
  pieces
    .slice(first.to, next.from)
    .map((piece) => piece.text)
    .join(' ')

/** Where a turn says it, from one term to another. */
export const spanOf = ({ pieces }: Sum, first: Term, last: Term): Span => ({
  start: pieces[first.from]?.start ?? 0,
  end: pieces[last.to - 1]?.end ?? 0,
})

const ENDS = /^[.,;:()!?—–]$|^(?:but|so|because|and|which|while)$/

/** A tail is read no further. */
export const MOST_TAIL = 8

/** What still belongs to a term: its clause from there on, and the word after the comma that ends it. */
export function tailOf(pieces: Lexeme[], term: Term): { words: string[]; next: string } {
  const words: string[] = []
  let at = term.to
  for (; at < term.to + MOST_TAIL && at < pieces.length && !ENDS.test(wordAt(pieces, at)); at++)
    words.push(wordAt(pieces, at))
  return { words, next: wordAt(pieces, at) === ',' ? wordAt(pieces, at + 1) : '' }
}
