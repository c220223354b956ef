import type { ModelCall } from '../interview/events.ts'
import type { Interview } from '../interview/interview.ts'
import { bringsOf } from '../interview/probes.ts'
import type { Criterion, Problem } from '../interview/rubric.ts'
import { capOf, exposureOf } from './exposure.ts'
import type { Abstention, Grade, Quote, Verdict } from './grade.ts'
import { placeQuotes } from './place-quotes.ts'

/** One sampling: the verdict with what it cost, and the model's own words. */
export type Sample = { verdict: Verdict; raw: string; call: ModelCall | null }

/** Samples that differ by so much give no level: the reading is not stable. */
const UNSTABLE = 2

/**
 * Verdicts → grade, by code: quotes are looked up in the candidate's own turns, a level above the lowest needs one that
 * stands, the median is taken, the help given caps it.
 */
export function settle(problem: Problem, interview: Interview, criterion: Criterion, samples: Sample[]): Grade {
  const read = samples.map((sample) => check(interview, criterion, sample.verdict))
  const standing = read.filter((it) => it.stands)
  const levels = standing.map((it) => it.level)
  const blank = abstain(problem, interview, criterion, 'low_confidence')
  const common = {
    ...blank,
    quotes: merged(
      standing.flatMap((it) => it.quotes),
      interview,
    ),
    points: blank.points.map(({ id, how }) => {
      const shown = how !== 'told' && isMajority(standing.map((it) => it.shown.has(id)))
      return {
        id,
        shown,
        how: shown ? (how ?? (wasAskedFor(problem, interview, id) ? 'prompted' : 'volunteered')) : told(how),
      }
    }),
    samples: levels,
    spread: spreadOf(levels),
    dropped: read.flatMap((it) => it.dropped),
    raw: samples.map((sample) => sample.raw),
    calls: samples.flatMap((sample) => sample.call ?? []),
  }
  const level = levelOf(levels, samples.length, common.cap)
  return level === null ? common : { ...common, level, abstained: null }
}

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

function check(interview: Interview, criterion: Criterion, verdict: Verdict) {
  const { standing: quotes, dropped } = placeQuotes(interview, verdict.quotes)
  const known = new Set(criterion.points.map((point) => point.id))
  for (const { id } of verdict.points)
    if (!known.has(id)) dropped.push({ text: `point ${id}`, because: 'this criterion has no such point' })
  const shown = new Set(
    quotes.length === 0 ? [] : verdict.points.filter((it) => it.shown && known.has(it.id)).map((it) => it.id),
  )
  const stands = verdict.level === 1 || quotes.length > 0
  if (!stands)
    dropped.push({ text: `level ${verdict.level}`, because: 'no quote of this sample stands in the transcript' })
  return { quotes, dropped, shown, stands, level: verdict.level }
}

/** Quotes that overlap become one, so that no word is evidence twice. */
function merged(quotes: Quote[], interview: Interview): Quote[] {
  const inOrder = quotes.toSorted((a, b) => a.turn - b.turn || a.start - b.start)
  const spans: Omit<Quote, 'text'>[] = []
  for (const { turn, start, end } of inOrder) {
    const last = spans.at(-1)
    if (last?.turn === turn && start <= last.end) last.end = Math.max(last.end, end)
    else spans.push({ turn, start, end })
  }
  const textOf = (turn: number) => interview.turns.find((it) => it.seq === turn)?.text ?? ''
  return spans.map((it) => ({ ...it, text: textOf(it.turn).slice(it.start, it.end) }))
}

const told = (how: Grade['points'][number]['how']) => (how === 'told' ? how : null)

const wasAskedFor = (problem: Problem, interview: Interview, point: string): boolean =>
  interview.asked.some((asked) => bringsOf(problem, asked.probe).includes(point))

const isMajority = (votes: boolean[]): boolean => votes.filter(Boolean).length * 2 > votes.length

/** The lower middle, so that a tie never raises a level. */
export function median(levels: number[]): number {
  const sorted = levels.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 1
}

/** Do these samples call for more? When they differ. */
export const needsMore = (samples: Sample[]): boolean => new Set(samples.map((it) => it.verdict.level)).size > 1
