import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { macroF1, type PointPair } from '../../../src/grading/agreement/f1.ts'
import { mean } from './make.ts'

/** '+-' is a point that a person saw shown and the grader did not. */
const points = (written: string): PointPair[] =>
  written.split(' ').map((it) => ({ human: it[0] === '+', grader: it[1] === '+' }))

const somePoints = fc.array(fc.record({ human: fc.boolean(), grader: fc.boolean() }), { minLength: 1, maxLength: 30 })

/** Another way: precision and recall, and their harmonic mean, as long as each is defined. */
function byPrecisionAndRecall(some: PointPair[], shown: boolean): number {
  const [given, true_] = [some.filter((it) => it.grader === shown), some.filter((it) => it.human === shown)]
  const precision = mean(given.map((it) => Number(it.human === shown)))
  const recall = mean(true_.map((it) => Number(it.grader === shown)))
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

describe('macro F1', () => {
  it('is the mean of F1 for shown and for not shown', () => {
    // Shown: precision 2/3, recall 2/3, F1 2/3. Not shown: 4/5, 4/5, F1 4/5.
    expect(macroF1(points('++ ++ +- -+ -- -- -- --'))).toBeCloseTo((2 / 3 + 4 / 5) / 2, 9)
    // Shown: 1/1, 1/3, F1 1/2. Not shown: 1/3, 1/1, F1 1/2.
    expect(macroF1(points('++ +- +- --'))).toBeCloseTo(0.5, 9)
  })

  it('is that of precision and recall, wherever these are defined', () => {
    fc.assert(
      fc.property(somePoints, (some) => {
        const both = (by: 'human' | 'grader') => new Set(some.map((it) => it[by])).size === 2
        fc.pre(both('human') && both('grader'))
        const other = mean([byPrecisionAndRecall(some, true), byPrecisionAndRecall(some, false)])
        expect(macroF1(some)).toBeCloseTo(other, 9)
      }),
    )
  })

  it('is not flattered by a grader that says the commoner thing always', () => {
    expect(macroF1(points('-- -- -- -- -- -- -- -- -- +-'))).toBeCloseTo(18 / 19 / 2, 9)
  })

  it('is 1 in full agreement, 0 in none, and between otherwise', () => {
    fc.assert(
      fc.property(somePoints, (some) => {
        expect(macroF1(some.map(({ human }) => ({ human, grader: human })))).toBe(1)
        expect(macroF1(some.map(({ human }) => ({ human, grader: !human })))).toBe(0)
        expect(macroF1(some)).toBeGreaterThanOrEqual(0)
        expect(macroF1(some)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('leaves out the class that neither used', () => {
    expect(macroF1(points('++ ++'))).toBe(1)
    expect(macroF1(points('--'))).toBe(1)
  })

  it('is null for no points', () => {
    expect(macroF1([])).toBeNull()
  })
})
