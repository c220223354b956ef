import type { Interview } from '../interview/interview.ts'
import { bringsOf, isReached } from '../interview/probes.ts'
import type { Criterion, Problem } from '../interview/rubric.ts'
import type { Exposure } from './grade.ts'

/** Was a criterion reached, and with how much help? Not asked is never failed. */
export function exposureOf(problem: Problem, interview: Interview, criterion: Criterion): Exposure {
  const shown = criterion.points.flatMap((point) => interview.coverage[point.id]?.how ?? [])
  if (!isReached(problem, interview, criterion)) return 'not_reached'
  if (shown.includes('hinted') || helpOf(problem, interview, criterion) > 0) return 'hinted'
  return shown.length > 0 && shown.every((how) => how === 'volunteered') ? 'volunteered' : 'prompted'
}

/** The highest level left after so many steps of a hint ladder: none, reframe, narrow, concrete, told. */
const CAPS = [4, 3, 3, 2, 2] as const

/** Each step of help on a criterion caps its level. */
export const capOf = (problem: Problem, interview: Interview, criterion: Criterion): number =>
  CAPS[Math.min(helpOf(problem, interview, criterion), CAPS.length - 1)] ?? 2

/** Most steps of help given on any probe that asks for this criterion first of all. */
function helpOf(problem: Problem, interview: Interview, criterion: Criterion): number {
  const points = new Set(criterion.points.map((point) => point.id))
  const steps = interview.asked
    .filter((asked) => points.has(bringsOf(problem, asked.probe)[0] ?? ''))
    .map((asked) => asked.hints)
  return Math.max(0, ...steps)
}
