import { type Counts, marginalsOf } from './confusion.ts'

/** What each rater said of one unit, in any order; null where one said nothing. */
export type Unit = readonly (number | null)[]

/**
 * Krippendorff's alpha for ordinal data, any number of raters, values missing (Krippendorff 2011, "Computing
 * Krippendorff's Alpha-Reliability", by its coincidence matrix). No unit: 1 is full agreement, 0
 * what values dealt out at random would give. A unit with fewer than two values can be compared with nothing and does
 * not count. Null where no disagreement is expected: there are no pairs, or all values that pair are the same.
 */
export function ordinalAlpha(units: readonly Unit[]): number | null {
  const paired = units.map((unit) => unit.filter((it) => it !== null)).filter((values) => values.length > 1)
  const scale = [...new Set(paired.flat())].sort((a, b) => a - b)
  return fromCoincidences(coincidencesOf(paired, scale))
}

/**
 * The same for two raters who both gave each unit a value, as their confusion matrix has it; its categories are in order.
 * @throws RangeError when the matrix is not square
 */
export function ordinalAlphaOfTwo(counts: Counts): number | null {
  marginalsOf(counts)
  return fromCoincidences(counts.map((row, c) => row.map((count, k) => count + (counts[k]?.[c] ?? 0))))
}

function fromCoincidences(coincidences: readonly (readonly number[])[]): number | null {
  const totals = coincidences.map((row) => row.reduce((sum, it) => sum + it, 0))
  const n = totals.reduce((sum, it) => sum + it, 0)
  const distances = distancesOf(totals)
  let observed = 0
  let expected = 0
  coincidences.forEach((row, c) => {
    row.forEach((count, k) => {
      const distance = distances[c]?.[k] ?? 0
      observed += count * distance
      expected += (totals[c] ?? 0) * (totals[k] ?? 0) * distance
    })
  })
  return expected > 0 ? 1 - ((n - 1) * observed) / expected : null
}

/** o_ck: ordered pairs of values within units, a unit of m values weighing each of its pairs by 1 / (m − 1). */
function coincidencesOf(paired: readonly number[][], scale: readonly number[]): number[][] {
  const counts = scale.map(() => scale.map(() => 0))
  const places = new Map(scale.map((value, at) => [value, at]))
  for (const values of paired) {
    values.forEach((c, i) => {
      values.forEach((k, j) => {
        const row = counts[places.get(c) ?? -1]
        const at = places.get(k) ?? -1
        if (row !== undefined && i !== j) row[at] = (row[at] ?? 0) + 1 / (values.length - 1)
      })
    })
  }
  return counts
}

/** δ² between ranks: the values used from c to k, the two ends by half, squared. */
const distancesOf = (totals: readonly number[]): number[][] =>
  totals.map((atC, c) =>
    totals.map((atK, k) => {
      const between = totals.slice(Math.min(c, k), Math.max(c, k) + 1).reduce((sum, it) => sum + it, 0)
      return (between - (atC + atK) / 2) ** 2
    }),
  )
