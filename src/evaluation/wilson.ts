/** 97.5th percentile of the normal distribution, for intervals of 95 %. */
const Z = 1.959964

/** A share with its 95 % interval, all 0–1; null of nothing. */
export type Share = { count: number; of: number; share: number; low: number; high: number } | null

/** Wilson's score interval: it holds for few cases and for none or all of them, where the plain one has no width. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return null
  const share = count / of
  const square = Z ** 2 / of
  const middle = (share + square / 2) / (1 + square)
  const half = (Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of))) / (1 + square)
  return { count, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
