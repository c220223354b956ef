import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confusionOf } from '../../../src/grading/agreement/confusion.ts'
import { weightedKappa } from '../../../src/grading/agreement/kappa.ts'
import type { Pair } from '../../../src/grading/agreement/rows.ts'
import { expectSame, matrix, mean, pairs, somePairs, swapped } from './make.ts'

/** Shares of 200 diagnoses in the example of Cohen 1968: personality disorder, neurosis, psychosis. */
const COHEN = matrix('.44 .07 .09 / .05 .20 .05 / .01 .03 .06')
const weights = (written: string) => (row: number, column: number) => matrix(written)[row]?.[column] ?? 0

/** Another way: with squares, kappa is 2·cov / (var + var + (difference of means)²), as Fleiss and Cohen 1973 show. */
function byMoments(some: Pair[]): number | null {
  const human = some.map((it) => it.human)
  const grader = some.map((it) => it.grader)
  const about = (numbers: number[]) => numbers.map((it) => it - mean(numbers))
  const [x, y] = [about(human), about(grader)]
  const below = mean(x.map((it) => it ** 2)) + mean(y.map((it) => it ** 2)) + (mean(human) - mean(grader)) ** 2
  return below === 0 ? null : (2 * mean(x.map((it, at) => it * (y[at] ?? 0)))) / below
}

describe('weighted kappa', () => {
  // Cohen 1968 reports .492 unweighted, .348 with his weights and .353 with weights that differ by direction; each can
  // be summed by hand from the table.
  it.each([
    ['0.492, all disagreement alike', '0 1 1 / 1 0 1 / 1 1 0', 0.492],
    ['0.348, scaled', '0 1 3 / 1 0 6 / 3 6 0', 0.348],
    ['0.353, by direction', '0 1 4 / 1 0 6 / 2 2 0', 0.353],
  ])("is, in Cohen's example, %s", (_, written, value) => {
    expect(weightedKappa(COHEN, weights(written))).toBeCloseTo(value, 3)
  })

  it("is 0.9541 with squares where scikit-learn's own test of cohen_kappa_score says so", () => {
    // There: 46, 44 and 10 of three categories against 50, 40 and 10, both in order.
    expect(weightedKappa(matrix('46 0 0 / 4 40 0 / 0 0 10'))).toBeCloseTo(0.9541, 4)
  })

  it.each([
    ['12 21 11', -0.5], // by moments: 2·(−1/9) / (2/9 + 2/9)
    ['11 22 12', 0.4], // so in the tests of ml_metrics (B. Hamner), as is the next
    ['11 22 33 11 22 23 32', 0.75],
    ['14 41', -1],
  ])('of %s is %d', (written, value) => {
    expect(weightedKappa(confusionOf(pairs(written)))).toBeCloseTo(value, 6)
  })

  it('is the same by moments, and lies between −1 and 1', () => {
    fc.assert(
      fc.property(somePairs(), (some) => {
        const kappa = weightedKappa(confusionOf(some))
        expectSame(kappa, byMoments(some))
        expect(Math.abs(kappa ?? 0)).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  it('is 1 in full agreement on more than one level', () => {
    fc.assert(
      fc.property(somePairs(), (some) => {
        const agreed = some.map(({ human }) => ({ human, grader: human }))
        const expected = new Set(some.map((it) => it.human)).size > 1 ? 1 : null
        expect(weightedKappa(confusionOf(agreed))).toBe(expected)
      }),
    )
  })

  it('is the same when the raters are swapped', () => {
    fc.assert(
      fc.property(somePairs(), (some) => {
        expectSame(weightedKappa(confusionOf(some)), weightedKappa(confusionOf(swapped(some))))
      }),
    )
  })

  it('is not changed by a level that nobody used', () => {
    expect(weightedKappa(matrix('5 1 0 / 2 4 0 / 0 0 0'))).toBe(weightedKappa(matrix('5 1 / 2 4')))
  })

  it('is 0 where one rater gives a single level and the other does not', () => {
    expect(weightedKappa(confusionOf(pairs('12 22 32')))).toBe(0)
  })

  it('is null for no pairs, no categories and a single level throughout', () => {
    expect(weightedKappa(confusionOf([]))).toBeNull()
    expect(weightedKappa([])).toBeNull()
    expect(weightedKappa(confusionOf(pairs('33 33')))).toBeNull()
  })

  it('wants a square matrix', () => {
    expect(() => weightedKappa([[1, 2, 3]])).toThrow('as many columns')
  })
})
