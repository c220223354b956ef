import type { Criterion, Rubric } from '../interview/rubric.ts'
import type { Grade } from './grade.ts'
import { median } from './settle.ts'

/** What the grades amount to. */
export type Totals = {
  /** Weighted mean of the levels given, 1–4, one decimal; null when there is none. */
  total: number | null
  band: string | null
  counted: number
  leftOut: { criterion: string; because: string }[]
}

const BECAUSE: Record<NonNullable<Grade['abstained']>, string> = {
  not_reached: 'the interview did not get to it',
  low_confidence: 'the readings of it did not agree, or no quote stood',
  suspected_manipulation: 'the words on it look made to sway the grader; a person should read them',
  grader_failed: 'the grader failed on it',
}

/** Weights, totals and bands are arithmetic in code; what has no level is left out and named. */
export function totalsOf(rubric: Rubric, grades: Grade[]): Totals {
  const weightOf = (id: string): Criterion['weight'] => rubric.problem.criteria.find((it) => it.id === id)?.weight ?? 0
  const given = grades.flatMap((grade) =>
    grade.level === null ? [] : [{ level: grade.level, weight: weightOf(grade.criterion) }],
  )
  const weights = given.reduce((sum, it) => sum + it.weight, 0)
  const total =
    weights === 0 ? null : Math.round((given.reduce((sum, it) => sum + it.level * it.weight, 0) / weights) * 10) / 10
  return {
    total,
    band: total === null ? null : (rubric.level.bands.find((band) => total >= band.from)?.title ?? null),
    counted: given.length,
    leftOut: grades.flatMap((grade) =>
      grade.abstained ? [{ criterion: grade.criterion, because: BECAUSE[grade.abstained] }] : [],
    ),
  }
}

/** Why there is no level, or why it is lower than the words alone: one sentence, or null. */
export function reasonOf(grade: Grade): string | null {
  if (grade.abstained) return `No level: ${BECAUSE[grade.abstained]}.`
  return median(grade.samples) > grade.cap ? `Capped at ${grade.cap}, since a hint had helped.` : null
}
