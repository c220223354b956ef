import { isHedged } from '../hearing/denial.ts'
import { clauses, type Span, sentences } from '../words.ts'
import { doubtOf } from './doubt.ts'
import { has, isQuantity, type Quantity, type Stated } from './stated.ts'
import { type Found, RULES, type SumKind } from './sums.ts'
import { type Sum, spanOf, sumOf, type Term } from './terms.ts'

/** A sum that comes out otherwise than it was said. */
export type Mismatch = {
  kind: SumKind
  /** What was reckoned with, and what it was said to be. */
  quotes: [reckoned: string, said: string]
  /** What it comes to, in the measure of what was said: per second, bytes, seconds or a plain number. */
  gives: number
  /** For the record, not for the candidate. */
  because: string
}

/** A turn with more numbers than these reckons nothing. */
const MOST_TERMS = 100

/**
 * Sums that a candidate's turn makes and that come out otherwise, by more than rounding explains: rates told for two
 * times, products and quotients, multiples of the number before or of the average stated. Where the words allow another
 * sum, nothing is said.
 *
 * @param before what the candidate stated since the last change of a constraint, this turn included; used only where the
 *   turn says "the average"
 */
export function recompute(text: string, before: Stated[] = []): Mismatch[] {
  const sum = sumOf(text)
  if (sum.terms.length > MOST_TERMS) return []
  const averages = averagesOf(before)
  const doubtful = doubtfulIn(text)
  const found = sum.terms.flatMap((_, at) => RULES.flatMap((rule) => rule(sum, at, averages) ?? []))
  return found
    .filter((it) => !it.fits && !doubtful.some((span) => placesOf(sum, it).some((place) => overlap(place, span))))
    .map((it) => mismatchOf(sum, it))
}

/** Rates stated as the average, since the interviewer last named a number that bears on them. */
function averagesOf(before: Stated[]): Quantity[] {
  const rates = before.filter(isQuantity).filter((it) => it.kind === 'rate')
  const told = Math.max(...rates.map((it) => it.told))
  return rates.filter((it) => it.told === told && has(it, 'average') && !has(it, 'each', 'supposed', 'peak'))
}

const overlap = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end

/** Sentences that state nothing, and hedged clauses. */
function doubtfulIn(text: string): Span[] {
  return sentences(text).flatMap((span) => {
    if (doubtOf(text.slice(span.start, span.end)) !== null) return [span]
    return clauses(text, span)
      .filter(isHedged)
      .map((clause) => ({ start: clause[0]?.start ?? 0, end: clause.at(-1)?.end ?? 0 }))
  })
}

const placesOf = (sum: Sum, { reckoned, said }: Found): Span[] => [
  ...(typeof reckoned === 'string' ? [] : [spanOf(sum, ...reckoned)]),
  spanOf(sum, ...said),
]

function mismatchOf(sum: Sum, { kind, reckoned, said, gives }: Found): Mismatch {
  const quote = (first: Term, last: Term) => {
    const { start, end } = spanOf(sum, first, last)
    return sum.text.slice(start, end)
  }
  const rounded = Number(gives.toPrecision(3))
  const quotes: Mismatch['quotes'] = [typeof reckoned === 'string' ? reckoned : quote(...reckoned), quote(...said)]
  return { kind, quotes, gives: rounded, because: `recomputed, "${quotes[0]}" gives ${rounded}, not "${quotes[1]}"` }
}
