import type { CandidateSpoke, LegalMove, Move } from '../events.ts'
import type { Interview } from '../interview.ts'
import { phaseAt } from '../phases.ts'
import { isDrawn } from '../probes.ts'
import type { Rubric } from '../rubric.ts'
import { closing, RULES } from './rules.ts'
import { type Situation, situationOf } from './situation.ts'

const MOST = 4

/**
 * The legal moves of this turn, best first: at least one, at most four. Deterministic: the same rubric, interview and
 * turn rank alike for ever.
 *
 * @param at when the candidate's latest turn was spoken, or the interview opened
 */
export function rank(rubric: Rubric, interview: Interview, heard: CandidateSpoke | null, at: number): LegalMove[] {
  const situation = situationOf(rubric, interview, heard, at)
  if (situation.timeOver && heard !== null) return closing(situation)
  const ranked = legal(situation)
  if (ranked.length > 0) return ranked
  // An empty phase is passed over, and the old question stays behind.
  return rank(
    rubric,
    { ...interview, phase: interview.phase + 1, phaseEndsAt: phaseEndOf(rubric, interview), current: null },
    heard,
    at,
  )
}

function legal(situation: Situation): LegalMove[] {
  const all = RULES.flatMap((rule) => rule(situation)).map((it) => ({ ...it, because: reasonOf(situation, it) }))
  const first = all[0]
  if (!first) return []
  // These leave no choice; closing is only for the end.
  if (ALONE.has(first.move)) return [first]
  const unique = all.filter((it, i) => all.findIndex((other) => isSame(it, other)) === i)
  const free = unique.filter((it) => it === first || (it.move !== 'close' && !ALONE.has(it.move)))
  // What the format plans for now is not passed over; only a question of the candidate's goes before it.
  const planned = free.findIndex((it) => PLANNED.has(it.move))
  return free.slice(0, planned === -1 ? MOST : planned + 1)
}

/** Taken by their worth, in which what the candidate gave has a say. */
const WEIGHED = new Set<Move>(['probe', 'nudge-time'])

function reasonOf({ interview, rubric, turn }: Situation, { move, target, because }: LegalMove): string {
  if (!WEIGHED.has(move) || target === null) return because
  const probe = rubric.problem.probes.find((it) => it.id === target)
  const drawn = turn && probe && isDrawn(interview, turn.seq, probe) ? [', and it was just drawn'] : []
  const favoured = interview.favours.includes(target) ? [', and the job or the résumé speaks of it'] : []
  return [because, ...drawn, ...favoured].join('')
}

/** The same question under two moves is one pair: the first stands. */
const isSame = (a: LegalMove, b: LegalMove): boolean =>
  a.target === b.target && (a.move === b.move || (QUESTIONS.has(a.move) && QUESTIONS.has(b.move)))

const QUESTIONS = new Set<Move>(['probe', 'deepen', 'nudge-time'])

/** Of the clock and the format, which no wording of the moment may put off. */
const PLANNED = new Set<Move>(['nudge-time', 'change-constraint'])

const ALONE = new Set<Move>(['open', 'wait', 'redirect'])

const phaseEndOf = (rubric: Rubric, interview: Interview): number =>
  Math.min(interview.endsAt, interview.phaseEndsAt + phaseAt(rubric.format, interview.phase + 1).minutes * 60_000)
