import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confusionOf } from '../../../src/grading/agreement/confusion.ts'
import { chanceAgreement, exactAgreement } from '../../../src/grading/agreement/exact.ts'
import { matrix, mean, pairs, somePairs } from './make.ts'

describe('exact agreement', () => {
  it("is 0.70 beside a chance of 0.41 in Cohen's example of 1960", () => {
    const counts = matrix('.44 .07 .09 / .05 .20 .05 / .01 .03 .06')
    expect(exactAgreement(counts)).toBeCloseTo(0.7, 9)
    expect(chanceAgreement(counts)).toBeCloseTo(0.41, 9)
  })

  it('is the share of pairs alike; chance the share alike of all human levels against all of the grader', () => {
    fc.assert(
      fc.property(somePairs(), (some) => {
        const counts = confusionOf(some)
        const crossed = some.flatMap(({ human }) => some.map(({ grader }) => Number(human === grader)))
        expect(exactAgreement(counts)).toBeCloseTo(mean(some.map((it) => Number(it.human === it.grader))), 9)
        expect(chanceAgreement(counts)).toBeCloseTo(mean(crossed), 9)
      }),
    )
  })

  it('can be full where chance is full too', () => {
    const counts = confusionOf(pairs('33 33 33'))
    expect([exactAgreement(counts), chanceAgreement(counts)]).toEqual([1, 1])
  })

  it('is null for no pairs, as is chance', () => {
    const counts = confusionOf([])
    expect([exactAgreement(counts), chanceAgreement(counts)]).toEqual([null, null])
  })

  it('wants a square matrix, as does chance', () => {
    expect(() => exactAgreement([[1, 2]])).toThrow('as many columns')
    expect(() => chanceAgreement([[1, 2]])).toThrow('as many columns')
  })
})
