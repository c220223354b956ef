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
