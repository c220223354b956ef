import type { ModelCall } from '../interview/events.ts'
import type { Interview } from '../interview/interview.ts'
import { askedFor } from '../interview/probes.ts'
import type { Criterion, Problem } from '../interview/rubric.ts'
import { capOf, exposureOf } from './exposure.ts'
import type { Abstention, Attempt, Grade, Verdict } from './grade.ts'
import { mergeQuotes, placeQuotes, setAside } from './place-quotes.ts'

/** One sampling: the verdict with what it cost, and the model's own words. */
export type Sample = { verdict: Verdict; raw: string; call: ModelCall | null }

/** Samples that differ by so much give no level: the reading is not stable. */
const UNSTABLE = 2

/**
 * Verdicts → grade, by code: quotes are looked up in the candidate's own turns, a level above the lowest needs one that
 * stands, the median is taken, the help given caps it.
 *
 * Words of an attempt to sway the grader are no evidence for anything. An attempt changes no level that stands without
 * it; where readings rested on nothing else, and so no level is left, a person has to look.
 *
 * What phrases did not hear, and nobody asked for, may still have been said, in other words: then it was volunteered. A
 * criterion of which readings find nothing either was not reached.
 */
export function settle(
  problem: Problem,
  interview: Interview,
  criterion: Criterion,
  samples: Sample[],
  attempts: Attempt[] = [],
): Grade {
  const read = samples.map((sample) => check(interview, criterion, sample.verdict, attempts))
  const standing = read.filter((it) => it.stands)
  const levels = standing.map((it) => it.level)
  const isSwayed = read.some((it) => !it.stands && it.wasQuoted)
  const blank = abstain(problem, interview, criterion, isSwayed ? 'suspected_manipulation' : 'low_confidence')
  const common = {
    ...blank,
    quotes: mergeQuotes(
      standing.flatMap((it) => it.quotes),
      interview,
    ),
    points: blank.points.map(({ id, how }) => {
      const shown = how !== 'told' && isMajority(standing.map((it) => it.shown.has(id)))
      return {
        id,
        shown,
        how: shown ? (how ?? (askedFor(problem, interview).includes(id) ? 'prompted' : 'volunteered')) : told(how),
      }
    }),
    samples: levels,
    spread: spreadOf(levels),
    dropped: read.flatMap((it) => it.dropped),
    raw: samples.map((sample) => sample.raw),
    calls: samples.flatMap((sample) => sample.call ?? []),
  }
  const level = levelOf(levels, samples.length, common.cap)
  if (blank.exposure === 'not_reached') {
    const { raw, calls } = common
    return level !== null && common.points.some((it) => it.shown)
      ? { ...common, level, abstained: null, exposure: 'volunteered' }
      : { ...blank, abstained: 'not_reached', raw, calls }
  }
  return level === null ? common : { ...common, level, abstained: null }
}

/** Does a reading find anything that the criterion asks for? */
export const findsSomething = ({ verdict }: Sample): boolean =>
  verdict.quotes.length > 0 && verdict.points.some((it) => it.shown)

/**
 * The level that sampled levels give under a cap, or null: most of the `taken` readings must stand on evidence, and they
 * must agree.
 */
export const levelOf = (levels: number[], taken: number, cap: number): number | null =>
  levels.length * 2 <= taken || spreadOf(levels) >= UNSTABLE ? null : Math.min(median(levels), cap)

/** The distance of the lowest level from the highest; 0 for none. */
export const spreadOf = (levels: number[]): number =>
  levels.length > 0 ? Math.max(...levels) - Math.min(...levels) : 0

/** A grade that says why there is none. */
export function abstain(problem: Problem, interview: Interview, criterion: Criterion, abstained: Abstention): Grade {
  return {
    criterion: criterion.id,
    level: null,
    abstained,
    exposure: exposureOf(problem, interview, criterion),
    cap: capOf(problem, interview, criterion),
    quotes: [],
    points: criterion.points.map((point) => ({
      id: point.id,
      shown: false,
      how: interview.coverage[point.id]?.how ?? null,
    })),
    samples: [],
    spread: 0,
    dropped: [],
    raw: [],
    calls: [],
  }
}

function check(interview: Interview, criterion: Criterion, verdict: Verdict, attempts: Attempt[]) {
  const { standing, dropped } = placeQuotes(interview, verdict.quotes)
  const { left: quotes, lost } = setAside(standing, attempts)
  dropped.push(...lost.map(({ text }) => ({ text, because: 'words that try to sway the grader are no evidence' })))
  const known = new Set(criterion.points.map((point) => point.id))
  for (const { id } of verdict.points)
    if (!known.has(id)) dropped.push({ text: `point ${id}`, because: 'this criterion has no such point' })
  const shown = new Set(
    quotes.length === 0 ? [] : verdict.points.filter((it) => it.shown && known.has(it.id)).map((it) => it.id),
  )
  const stands = verdict.level === 1 || quotes.length > 0
  if (!stands)
    dropped.push({ text: `level ${verdict.level}`, because: 'no quote of this sample stands in the transcript' })
  return { quotes, dropped, shown, stands, level: verdict.level, wasQuoted: standing.length > 0 }
}

const told = (how: Grade['points'][number]['how']) => (how === 'told' ? how : null)

const isMajority = (votes: boolean[]): boolean => votes.filter(Boolean).length * 2 > votes.length

/** The lower middle, so that a tie never raises a level. */
export function median(levels: number[]): number {
  const sorted = levels.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 1
}

/** Do these samples call for more? When they differ. */
export const needsMore = (samples: Sample[]): boolean => new Set(samples.map((it) => it.verdict.level)).size > 1
