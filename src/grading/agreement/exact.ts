import { type Counts, marginalsOf } from './confusion.ts'

/**
 * The share of pairs in the same category, 0–1; null for no pairs. To be read beside `chanceAgreement`.
 * @throws RangeError when the matrix is not square
 */
export function exactAgreement(counts: Counts): number | null {
  const { total } = marginalsOf(counts)
  return total > 0 ? counts.reduce((sum, row, at) => sum + (row[at] ?? 0), 0) / total : null
}

/**
 * The share of pairs that would be in the same category if both raters kept how often they use each, and nothing else
 * (p_c of Cohen 1960, "A coefficient of agreement for nominal scales"), 0–1; null for no pairs.
 * @throws RangeError when the matrix is not square
 */
export function chanceAgreement(counts: Counts): number | null {
  const { rows, columns, total } = marginalsOf(counts)
  return total > 0 ? rows.reduce((sum, row, at) => sum + row * (columns[at] ?? 0), 0) / total ** 2 : null
}
