import type { Quote, Scorecard, Turn } from '../api.ts'
import type { Span } from './spans.ts'

/** A quote that stands in the transcript, and the mark or flag it stands for. */
export type Evidence = Span & {
  turn: number
  /** Element to go back to. */
  target: string
  /** Drawn beside the words: the criterion's number, or a flag. */
  number: string
  title: string
}

export const criterionTarget = (criterion: string) => `criterion-${criterion}`
export const flagTarget = (flag: string) => `flag-${flag}`
export const quoteId = (target: string, index: number) => `${target}-quote-${index}`

/** Does the quote stand where it says it stands? A scorecard may claim it; the page looks for itself. */
export function stands(quote: Quote, turns: Turn[]): boolean {
  const turn = turns.find((it) => it.seq === quote.turn)
  const inside = quote.start >= 0 && quote.start < quote.end
  return turn?.by === 'candidate' && inside && turn.text.slice(quote.start, quote.end) === quote.text
}

export function gatherEvidence(scorecard: Scorecard, turns: Turn[]): Evidence[] {
  const claims = [
    ...scorecard.grades.map((it, index) => ({
      target: criterionTarget(it.criterion),
      number: String(index + 1),
      title: it.asks,
      quotes: it.quotes,
    })),
    ...(scorecard.heard?.flags ?? []).map((it) => ({
      target: flagTarget(it.id),
      number: '⚑',
      title: it.title,
      quotes: it.quotes,
    })),
  ]
  return claims.flatMap(({ quotes, ...claim }) =>
    quotes.flatMap((quote, index) => {
      if (!stands(quote, turns)) return []
      const { turn, start, end } = quote
      return [{ ...claim, id: quoteId(claim.target, index), turn, start, end }]
    }),
  )
}
