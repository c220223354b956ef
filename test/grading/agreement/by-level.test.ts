import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementByLevel } from '../../../src/grading/agreement/by-level.ts'
import { confusionOf } from '../../../src/grading/agreement/confusion.ts'
import { exactAgreement } from '../../../src/grading/agreement/exact.ts'
import { pairs, somePairs } from './make.ts'

describe('agreement by human level', () => {
  it('is apart for each level, with null where people never gave it', () => {
    expect(agreementByLevel(pairs('11 13 12 22 44 43 42 44'))).toEqual([
      { level: 1, pairs: 3, exact: 1 / 3, bias: 1 },
      { level: 2, pairs: 1, exact: 1, bias: 0 },
      { level: 3, pairs: 0, exact: null, bias: null },
      { level: 4, pairs: 4, exact: 0.5, bias: -0.75 },
    ])
  })

  it('weighed by its pairs comes to exact agreement over all', () => {
    fc.assert(
      fc.property(somePairs(), (some) => {
        const right = agreementByLevel(some).reduce((sum, it) => sum + (it.exact ?? 0) * it.pairs, 0)
        expect(right / some.length).toBeCloseTo(exactAgreement(confusionOf(some)) ?? -1, 9)
      }),
    )
  })
})
