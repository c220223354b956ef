/** Whether a point was shown, as a person and as the grader read it. */
export type PointPair = { human: boolean; grader: boolean }

/**
 * The plain mean of F1 for "shown" and F1 for "not shown", so that the rarer of the two weighs as much (Opitz and Burst
 * 2019, "Macro F1 and Macro F1", the mean of the classes' F1). 0–1. A class that neither used has no F1 and is left out
 * of the mean; null for no points.
 */
export function macroF1(points: readonly PointPair[]): number | null {
  const scores = [f1(points, true), f1(points, false)].filter((it) => it !== null)
  return scores.length > 0 ? scores.reduce((sum, it) => sum + it, 0) / scores.length : null
}

/** The harmonic mean of precision and recall, as counts: those both gave, of the mean number each gave. */
function f1(points: readonly PointPair[], shown: boolean): number | null {
  const given = points.filter((it) => it.human === shown).length + points.filter((it) => it.grader === shown).length
  const both = points.filter((it) => it.human === shown && it.grader === shown).length
  return given > 0 ? (2 * both) / given : null
}
