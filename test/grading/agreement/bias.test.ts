import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bias, standardisedDifference } from '../../../src/grading/agreement/bias.ts'
import { confusionOf } from '../../../src/grading/agreement/confusion.ts'
import type { Pair } from '../../../src/grading/agreement/rows.ts'
import { expectSame, mean, pairs, somePairs, swapped } from './make.ts'

const biasOf = (some: Pair[]) => bias(confusionOf(some))
const differenceOf = (some: Pair[]) => standardisedDifference(confusionOf(some))

/** Another way: a sample variance is half the mean squared distance of any two of the numbers. */
function byDistances(some: Pair[]): number {
  const spread = (numbers: number[]) =>
    numbers.reduce((sum, a) => sum + numbers.reduce((inner, b) => inner + (a - b) ** 2, 0), 0) /
    (2 * numbers.length * (numbers.length - 1))
  const [human, grader] = [some.map((it) => it.human), some.map((it) => it.grader)]
  return (mean(grader) - mean(human)) / Math.sqrt((spread(human) + spread(grader)) / 2)
}

describe('bias', () => {
  it('is the mean of grader less human, in levels', () => {
    expect(biasOf(pairs('12 24 33 32'))).toBe(0.5)
  })

  it('is below 0 for a severe grader, and 0 where differences cancel out', () => {
    expect(biasOf(pairs('41 33'))).toBe(-1.5)
    expect(biasOf(pairs('12 21'))).toBe(0)
  })

  it('turns its sign when the two are swapped, as does the standardised difference', () => {
    fc.assert(
      fc.property(somePairs(2), (some) => {
        expect(biasOf(swapped(some))).toBeCloseTo(-(biasOf(some) ?? 0), 9)
        const [one, other] = [differenceOf(some), differenceOf(swapped(some))]
        expectSame(one, other === null ? null : -other)
      }),
    )
  })

  it('is null for no pairs', () => {
    expect(biasOf([])).toBeNull()
  })
})

describe('the standardised mean difference', () => {
  it('is the bias in pooled standard deviations', () => {
    // Human 1 2 3: mean 2, variance 1. Grader 2 4 3: mean 3, variance 1.
    expect(differenceOf(pairs('12 24 33'))).toBeCloseTo(1, 9)
    // Human 1 3, variance 2; grader 4 4, variance 0: pooled 1, means 2 apart.
    expect(differenceOf(pairs('14 34'))).toBeCloseTo(2, 9)
  })

  it('is the same with variances from the distances between any two', () => {
    fc.assert(
      fc.property(somePairs(2), (some) => {
        const other = byDistances(some)
        expectSame(differenceOf(some), Number.isFinite(other) ? other : null)
      }),
    )
  })

  it('is 0 in full agreement', () => {
    expect(differenceOf(pairs('11 33'))).toBe(0)
  })

  it('is null where neither varies, and for fewer than two pairs', () => {
    expect(differenceOf(pairs('23 23'))).toBeNull()
    expect(differenceOf(pairs('14'))).toBeNull()
    expect(differenceOf([])).toBeNull()
  })
})
