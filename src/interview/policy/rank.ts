import type { CandidateSpoke, LegalMove, Move } from '../events.ts'
import type { Interview } from '../interview.ts'
import { phaseAt } from '../phases.ts'
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
  // An empty phase is passed over.
  return rank(
    rubric,
    { ...interview, phase: interview.phase + 1, phaseEndsAt: phaseEndOf(rubric, interview) },
    heard,
    at,
  )
}

function legal(situation: Situation): LegalMove[] {
  const all = RULES.flatMap((rule) => rule(situation))
  const first = all[0]
  if (!first) return []
  // These leave no choice; closing is only for the end.
  if (ALONE.has(first.move)) return [first]
  const unique = all.filter((it, i) => all.findIndex((other) => isSame(it, other)) === i)
  return unique.filter((it) => it === first || (it.move !== 'close' && !ALONE.has(it.move))).slice(0, MOST)
}

/** The same question under two moves is one pair: the first stands. */
const isSame = (a: LegalMove, b: LegalMove): boolean =>
  a.target === b.target && (a.move === b.move || (QUESTIONS.has(a.move) && QUESTIONS.has(b.move)))

const QUESTIONS = new Set<Move>(['probe', 'deepen', 'nudge-time'])

const ALONE = new Set<Move>(['open', 'wait', 'redirect'])

const phaseEndOf = (rubric: Rubric, interview: Interview): number =>
  Math.min(interview.endsAt, interview.phaseEndsAt + phaseAt(rubric.format, interview.phase + 1).minutes * 60_000)
