import { LEVELS, type Level } from '../grading/agreement/rows.ts'
import type { Grade } from '../grading/grade.ts'
import { median } from '../grading/settle.ts'
import type { Criterion } from '../interview/rubric.ts'
import type { Case, Mark } from './case.ts'
import { HIGHEST_SIMULATED } from './read-simulated.ts'

/** One criterion of one case: what a grader is asked about, and what a person said of it. */
export type Task = { from: Case; criterion: Criterion; mark: Mark }

/** A grade of a task; `fault` names what the model did where the grader failed. */
export type Graded = Task & { grade: Grade; fault: string | null }

/** In the order of the cases and of their criteria, so that what an endpoint has read of an interview is near. */
export const tasksOf = (cases: readonly Case[]): Task[] =>
  cases.flatMap((from) =>
    from.rubric.problem.criteria.flatMap((criterion) => {
      const mark = from.marks.find((it) => it.criterion === criterion.id)
      return mark ? [{ from, criterion, mark }] : []
    }),
  )

export const nameOf = ({ from, criterion }: Task): string => `${from.id} · ${criterion.id}`

/**
 * The grader's level as people gave theirs: the median of the samples, before any cap for hints, and no higher than the
 * data uses. Null where the grader abstained.
 */
export function levelOf({ from, grade }: Graded): Level | null {
  if (grade.level === null) return null
  const level = median(grade.samples)
  const highest = from.source === 'simulated' ? HIGHEST_SIMULATED : LEVELS.length
  return LEVELS.find((it) => it === Math.min(level, highest)) ?? null
}
