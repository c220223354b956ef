import { type Counts, marginalsOf } from './confusion.ts'

/** How grave it is that one said category `row` and the other `column`, counted from 0; 0 where they agree. */
export type Disagreement = (row: number, column: number) => number

const squared: Disagreement = (row, column) => (row - column) ** 2

/**
 * Weighted kappa (Cohen 1968, "Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial
 * credit"), with the square of the distance as the disagreement unless told otherwise. No unit: 1 is full agreement,
 * 0 what the marginals alone would give; with squares never below −1. Null where no disagreement is expected: there is
 * nothing to compare, or both said one and the same category throughout.
 * @param counts a square matrix of counts or shares
 * @throws RangeError when the matrix is not square
 */
export function weightedKappa(counts: Counts, disagreement: Disagreement = squared): number | null {
  const { rows, columns, total } = marginalsOf(counts)
  let observed = 0
  let expected = 0
  counts.forEach((cells, row) => {
    cells.forEach((cell, column) => {
      const weight = disagreement(row, column)
      observed += weight * cell
      expected += (weight * (rows[row] ?? 0) * (columns[column] ?? 0)) / total
    })
  })
  return expected > 0 ? 1 - observed / expected : null
}
