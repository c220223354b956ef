import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracyByCoverage } from '../../../src/grading/agreement/selective.ts'

const right = (confidence: number) => ({ confidence, right: true })
const wrong = (confidence: number) => ({ confidence, right: false })
// Few confidences, so that many are tied.
const someAnswers = fc.array(fc.record({ confidence: fc.constantFrom(0.1, 0.5, 0.9), right: fc.boolean() }), {
  minLength: 1,
})

describe('accuracy by coverage', () => {
  it('takes the surest answers first', () => {
    expect(accuracyByCoverage([wrong(0.2), right(0.9), right(0.7), wrong(0.8)])).toEqual([
      { confidence: 0.9, coverage: 0.25, accuracy: 1 },
      { confidence: 0.8, coverage: 0.5, accuracy: 0.5 },
      { confidence: 0.7, coverage: 0.75, accuracy: 2 / 3 },
      { confidence: 0.2, coverage: 1, accuracy: 0.5 },
    ])
  })

  it('takes answers that are equally sure together', () => {
    expect(accuracyByCoverage([right(0.5), wrong(0.5), right(0.9)])).toEqual([
      { confidence: 0.9, coverage: 1 / 3, accuracy: 1 },
      { confidence: 0.5, coverage: 1, accuracy: 2 / 3 },
    ])
  })

  it('is at each confidence the accuracy of all answers at least that sure', () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const curve = accuracyByCoverage(answers)
        expect(curve.map((it) => it.confidence)).toEqual(
          [0.9, 0.5, 0.1].filter((it) => answers.some((answer) => answer.confidence === it)),
        )
        for (const { confidence, coverage, accuracy } of curve) {
          const taken = answers.filter((it) => it.confidence >= confidence)
          expect(coverage).toBeCloseTo(taken.length / answers.length, 9)
          expect(accuracy).toBeCloseTo(taken.filter((it) => it.right).length / taken.length, 9)
        }
        expect(curve.at(-1)?.coverage).toBe(1)
      }),
    )
  })

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        expect(accuracyByCoverage(answers.toReversed())).toEqual(accuracyByCoverage(answers))
      }),
    )
  })

  it('takes a confidence on any scale, without end as well', () => {
    expect(accuracyByCoverage([wrong(-3), right(Infinity)]).map((it) => it.confidence)).toEqual([Infinity, -3])
  })

  it('is empty for no answers', () => {
    expect(accuracyByCoverage([])).toEqual([])
  })

  it('refuses a confidence that is not a number', () => {
    expect(() => accuracyByCoverage([right(0.5), wrong(Number.NaN)])).toThrow('a confidence is a number')
  })
})
