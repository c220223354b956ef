import type { Pair } from './rows.ts'

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0) / numbers.length

/** Sample variance, over n − 1. */
function variance(numbers: readonly number[]): number {
  const middle = mean(numbers)
  return numbers.reduce((sum, it) => sum + (it - middle) ** 2, 0) / (numbers.length - 1)
}

/**
 * The mean of grader − human (Bland and Altman 1986, "Statistical methods for assessing agreement between two methods of
 * clinical measurement"), in levels: above 0 the grader is the milder. Null for no pairs.
 */
export const bias = (pairs: readonly Pair[]): number | null =>
  pairs.length > 0 ? mean(pairs.map(({ human, grader }) => grader - human)) : null

/**
 * The difference of the means, grader − human, in pooled standard deviations √((s²_human + s²_grader) / 2) (Williamson,
 * Xi and Breyer 2012, "A framework for evaluation and use of automated scoring", who flag more than 0.15 either way).
 * Null for fewer than two pairs, or where neither varies.
 */
export function standardisedDifference(pairs: readonly Pair[]): number | null {
  if (pairs.length < 2) return null
  const pooled = Math.sqrt(mean([variance(pairs.map((it) => it.human)), variance(pairs.map((it) => it.grader))]))
  const difference = bias(pairs)
  return pooled > 0 && difference !== null ? difference / pooled : null
}
