import { type Counts, marginalsOf } from './confusion.ts'

/** Of levels as a margin counts them, the first being 1. */
function meanOf(margin: readonly number[]): number {
  const total = margin.reduce((sum, it) => sum + it, 0)
  return margin.reduce((sum, count, at) => sum + count * (at + 1), 0) / total
}

/** Sample variance, over n − 1. */
function varianceOf(margin: readonly number[]): number {
  const middle = meanOf(margin)
  const total = margin.reduce((sum, it) => sum + it, 0)
  return margin.reduce((sum, count, at) => sum + count * (at + 1 - middle) ** 2, 0) / (total - 1)
}

/**
 * The mean of grader − human (Bland and Altman 1986, "Statistical methods for assessing agreement between two methods of
 * clinical measurement"), in levels: above 0 the grader is the milder. Null for no pairs.
 * @param counts rows human, columns grader
 * @throws RangeError when the matrix is not square
 */
export function bias(counts: Counts): number | null {
  const { rows, columns, total } = marginalsOf(counts)
  return total > 0 ? meanOf(columns) - meanOf(rows) : null
}

/**
 * The difference of the means, grader − human, in pooled standard deviations √((s²_human + s²_grader) / 2) (Williamson,
 * Xi and Breyer 2012, "A framework for evaluation and use of automated scoring", who flag more than 0.15 either way).
 * Null for fewer than two pairs, or where neither varies.
 * @param counts rows human, columns grader
 * @throws RangeError when the matrix is not square
 */
export function standardisedDifference(counts: Counts): number | null {
  const { rows, columns, total } = marginalsOf(counts)
  if (total < 2) return null
  const pooled = Math.sqrt((varianceOf(rows) + varianceOf(columns)) / 2)
  return pooled > 0 ? (meanOf(columns) - meanOf(rows)) / pooled : null
}
