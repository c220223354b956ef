import { recogniseAll } from '../interview/hearing/recognise.ts'
import type { Interview } from '../interview/interview.ts'
import type { RedFlag } from '../interview/rubric.ts'
import type { Flag, Quote } from './grade.ts'

/** Red flags that can be heard by phrase, each with the words that raised it. */
export function hearFlags(interview: Interview, redFlags: RedFlag[]): Flag[] {
  const heard = recogniseAll(
    redFlags.map((flag) => ({ ...flag, asked: false })),
    interview,
  )
  return redFlags.flatMap((flag): Flag[] => {
    const quotes = heard
      .filter((it) => it.id === flag.id)
      .map(({ turn, start, end, quote }): Quote => ({ turn, start, end, text: quote }))
    return quotes.length > 0 ? [{ id: flag.id, by: 'phrases', quotes }] : []
  })
}
