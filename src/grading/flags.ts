import { recognise } from '../interview/hearing/recognise.ts'
import type { Interview } from '../interview/interview.ts'
import type { RedFlag } from '../interview/rubric.ts'
import type { Flag } from './grade.ts'

/** Red flags that can be heard by phrase, each with the words that raised it. */
export function hearFlags(interview: Interview, redFlags: RedFlag[]): Flag[] {
  const heard = interview.turns
    .filter((turn) => turn.by === 'candidate')
    .flatMap((turn) =>
      recognise(
        redFlags.map((flag) => ({ ...flag, asked: false })),
        turn.text,
        interview.turns.flatMap((it) => (it.by === 'interviewer' && it.seq < turn.seq ? it.text : [])),
      ).map((it) => ({
        id: it.id,
        quote: { turn: turn.seq, start: it.start, end: it.end, text: it.quote },
      })),
    )
  return redFlags.flatMap((flag): Flag[] => {
    const quotes = heard.filter((it) => it.id === flag.id).map((it) => it.quote)
    return quotes.length > 0 ? [{ id: flag.id, by: 'phrases', quotes }] : []
  })
}
