import { LEVELS, type Pair } from './rows.ts'

/** Square, in counts (or shares): a row for each category of one rater, a column for each of the other. */
export type Counts = readonly (readonly number[])[]

/**
 * How often each human level met each of the grader's: 4 × 4 counts, rows human 1–4, columns grader 1–4.
 * @throws RangeError for a level that is none
 */
export function confusionOf(pairs: readonly Pair[]): number[][] {
  const counts = LEVELS.map(() => LEVELS.map(() => 0))
  for (const { human, grader } of pairs) {
    const row = counts[human - 1]
    const count = row?.[grader - 1]
    if (row === undefined || count === undefined)
      throw new RangeError(`levels are 1, 2, 3 or 4, not ${human} beside ${grader}`)
    row[grader - 1] = count + 1
  }
  return counts
}

/**
 * Sums of the rows, of the columns and of everything, in the unit of the counts.
 * @throws RangeError unless there are as many columns in each row as there are rows
 */
export function marginalsOf(counts: Counts): { rows: number[]; columns: number[]; total: number } {
  if (counts.some((row) => row.length !== counts.length))
    throw new RangeError('a confusion matrix has as many columns in each row as it has rows')
  const rows = counts.map((row) => row.reduce((sum, it) => sum + it, 0))
  const columns = counts.map((_, column) => counts.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  return { rows, columns, total: rows.reduce((sum, it) => sum + it, 0) }
}
