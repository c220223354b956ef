import { z } from 'zod'
import { partSteering } from '../interview/hearing/steering.ts'
import type { Interview } from '../interview/interview.ts'
import type { RedFlag, Rubric } from '../interview/rubric.ts'
import { sentences } from '../interview/words.ts'
import { hearFlags } from './flags.ts'
import type { Attempt, Dropped, Flag, Heard, Quote } from './grade.ts'
import { mergeQuotes, placeQuotes } from './place-quotes.ts'

const Quotes = z.array(z.object({ turn: z.int(), text: z.string() }))

/** What a model answers about an interview as a whole. */
export const HearingSchema = z.object({
  attempts: Quotes,
  flags: z.array(z.object({ id: z.string(), quotes: Quotes })),
})
export type Hearing = z.infer<typeof HearingSchema>

/** The red flags as a model is asked about them. */
export const flagsFor = (redFlags: RedFlag[]): string =>
  redFlags.map(({ id, title, says }) => `- ${id}: ${title}. ${says}`).join('\n')

/** What phrases hear. */
export const hearByPhrases = ({ redFlags }: Pick<Rubric, 'redFlags'>, interview: Interview): Heard => ({
  by: 'phrases',
  flags: hearFlags(interview, redFlags),
  attempts: interview.turns
    .filter((turn) => turn.by === 'candidate')
    .flatMap(({ seq, text }) =>
      partSteering(text).steering.map(
        ({ start, end }): Attempt => ({ turn: seq, start, end, text: text.slice(start, end), by: 'phrases' }),
      ),
    ),
  dropped: [],
  failure: null,
  raw: [],
  calls: [],
})

/**
 * What a model heard, by its quotes that stand, beside the attempts that phrases heard. Where there is an attempt at all,
 * flags that phrases heard stay too: a model may have been talked out of them.
 */
export function settleHeard(
  { redFlags }: Pick<Rubric, 'redFlags'>,
  interview: Interview,
  hearing: Hearing,
  phrases: Pick<Heard, 'flags' | 'attempts'>,
): Pick<Heard, 'by' | 'flags' | 'attempts' | 'dropped'> {
  const placed = placeQuotes(interview, hearing.attempts)
  const read = mergeQuotes(
    placed.standing.map((quote) => wholeSentences(interview, quote)),
    interview,
  ).filter((quote) => !phrases.attempts.some((it) => isWithin(quote, it)))
  const attempts = [...phrases.attempts, ...read.map((quote): Attempt => ({ ...quote, by: 'model' }))]
  const { flags, dropped } = settleFlags(redFlags, interview, hearing.flags)
  const missed = attempts.length > 0 ? phrases.flags.filter((it) => !flags.some((flag) => flag.id === it.id)) : []
  return { by: 'model', flags: [...flags, ...missed], attempts, dropped: [...placed.dropped, ...dropped] }
}

function settleFlags(redFlags: RedFlag[], interview: Interview, claims: Hearing['flags']) {
  const dropped: Dropped[] = claims
    .filter((claim) => !redFlags.some((flag) => flag.id === claim.id))
    .map(({ id }) => ({ text: id, because: 'the rubric has no such flag' }))
  const flags = redFlags.flatMap(({ id, title }): Flag[] => {
    const claimed = claims.filter((claim) => claim.id === id)
    if (claimed.length === 0) return []
    const placed = placeQuotes(
      interview,
      claimed.flatMap((claim) => claim.quotes),
    )
    dropped.push(...placed.dropped)
    const quotes = mergeQuotes(placed.standing, interview)
    if (quotes.length > 0) return [{ id, by: 'model', quotes }]
    dropped.push({ text: title, because: 'no quote of this flag stands in the transcript' })
    return []
  })
  return { flags, dropped }
}

/** An attempt is set aside by sentences, so that a few words quoted of it leave no rest to stand. */
function wholeSentences(interview: Interview, quote: Quote): Quote {
  const text = interview.turns.find((it) => it.seq === quote.turn)?.text ?? ''
  const touched = sentences(text).filter((it) => it.start < quote.end && it.end > quote.start)
  const start = Math.min(quote.start, ...touched.map((it) => it.start))
  const end = Math.max(quote.end, ...touched.map((it) => it.end))
  return { turn: quote.turn, start, end, text: text.slice(start, end) }
}

const isWithin = (quote: Quote, other: Quote): boolean =>
  quote.turn === other.turn && quote.start >= other.start && quote.end <= other.end
