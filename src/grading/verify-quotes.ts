import type { Flaw } from '../interview/check-rubric.ts'
import type { Interview } from '../interview/interview.ts'
import type { Quote } from './grade.ts'

/** Every quote must be the candidate's own words, at the place it names. */
export const verifyQuotes = (interview: Interview, quotes: Quote[], path: string): Flaw[] =>
  quotes.flatMap((quote, i): Flaw[] => {
    const turn = interview.turns.find((it) => it.seq === quote.turn)
    const at = `${path}.${i}`
    if (turn?.by !== 'candidate')
      return [{ path: `${at}.turn`, says: `Turn ${quote.turn} is none of the candidate's.` }]
    if (quote.start < quote.end && turn.text.slice(quote.start, quote.end) === quote.text) return []
    return [
      { path: `${at}.text`, says: `These words do not stand at ${quote.start}–${quote.end} of turn ${quote.turn}.` },
    ]
  })
