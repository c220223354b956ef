import type { Interview } from '../interview/interview.ts'
import { locate } from '../interview/quotes.ts'
import { tokens } from '../interview/words.ts'
import type { Dropped, Quote, Quoted } from './grade.ts'

/** One word stands anywhere. */
const LEAST_WORDS = 2

/** Do these words show anything by themselves? */
export const isEnough = (text: string): boolean => tokens(text).length >= LEAST_WORDS

/**
 * What a grader quoted, looked up in the candidate's own turns.
 * @returns quotes that stand, in the candidate's own writing, and those that do not with the reason
 */
export function placeQuotes(interview: Interview, quotes: Quoted[]): { standing: Quote[]; dropped: Dropped[] } {
  const placed = quotes.map((quote) => place(interview, quote))
  return {
    standing: placed.filter((it) => 'start' in it),
    dropped: placed.filter((it) => 'because' in it),
  }
}

function place(interview: Interview, { turn: seq, text }: Quoted): Quote | Dropped {
  const turn = interview.turns.find((it) => it.seq === seq)
  if (!turn) return { text, because: `there is no turn ${seq}` }
  if (turn.by !== 'candidate') return { text, because: `turn ${seq} is the interviewer's` }
  if (!isEnough(text)) return { text, because: 'too few words to show anything' }
  const span = locate(text, turn.text)
  if (!span) return { text, because: `these words do not stand in turn ${seq}` }
  return { turn: seq, ...span, text: turn.text.slice(span.start, span.end) }
}

/** Quotes that overlap become one, so that no word is evidence twice; in the order said. */
export function mergeQuotes(quotes: Quote[], interview: Interview): Quote[] {
  const spans: Omit<Quote, 'text'>[] = []
  for (const { turn, start, end } of quotes.toSorted((a, b) => a.turn - b.turn || a.start - b.start)) {
    const last = spans.at(-1)
    if (last?.turn === turn && start <= last.end) last.end = Math.max(last.end, end)
    else spans.push({ turn, start, end })
  }
  const textOf = (turn: number) => interview.turns.find((it) => it.seq === turn)?.text ?? ''
  return spans.map((it) => ({ ...it, text: textOf(it.turn).slice(it.start, it.end) }))
}

/**
 * Quotes without what of them stands in others: a quote that reaches beyond keeps the rest of itself where that says
 * enough.
 * @returns the quotes that are left, and those that lost words
 */
export function setAside(quotes: Quote[], others: Quote[]): { left: Quote[]; lost: Quote[] } {
  const parted = quotes.map((quote) => ({ quote, left: others.reduce(without, [quote]) }))
  return {
    left: parted.flatMap((it) => it.left),
    lost: parted.flatMap(({ quote, left }) => (left[0] === quote ? [] : quote)),
  }
}

const without = (pieces: Quote[], other: Quote): Quote[] =>
  pieces.flatMap((piece) => {
    if (piece.turn !== other.turn || other.end <= piece.start || other.start >= piece.end) return piece
    return [cut(piece, piece.start, other.start), cut(piece, other.end, piece.end)].filter((it) => isEnough(it.text))
  })

function cut({ turn, start, text }: Quote, from: number, to: number): Quote {
  const slice = text.slice(Math.max(0, from - start), Math.max(0, to - start))
  const lead = slice.length - slice.trimStart().length
  return { turn, start: from + lead, end: from + lead + slice.trim().length, text: slice.trim() }
}
