import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confusionOf, marginalsOf } from '../../../src/grading/agreement/confusion.ts'
import { type Level, pairsOf } from '../../../src/grading/agreement/rows.ts'
import { pairs, rows, somePairs, swapped } from './make.ts'

describe('a confusion matrix', () => {
  it('has a row for each human level and a column for each of the grader', () => {
    expect(confusionOf(pairs('11 12 12 24 43'))).toEqual([
      [1, 2, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ])
  })

  it('is all zeros for no pairs', () => {
    expect(confusionOf([])).toEqual(Array.from({ length: 4 }, () => [0, 0, 0, 0]))
  })

  it('turns over when the two are swapped', () => {
    fc.assert(
      fc.property(somePairs(), (some) => {
        const counts = confusionOf(some)
        expect(confusionOf(swapped(some))).toEqual(counts.map((_, at) => counts.map((row) => row[at])))
      }),
    )
  })

  it.each([
    [5, 1],
    [1, 0],
    [2.5, 2],
  ])('refuses %d beside %d, which are not both levels', (human, grader) => {
    expect(() => confusionOf([{ human: human as Level, grader: grader as Level }])).toThrow(
      `levels are 1, 2, 3 or 4, not ${human} beside ${grader}`,
    )
  })
})

describe('marginals', () => {
  it('are the sums of rows, columns and all', () => {
    expect(
      marginalsOf([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual({ rows: [3, 7], columns: [4, 6], total: 10 })
  })

  it('want a square matrix', () => {
    expect(() => marginalsOf([[1, 2]])).toThrow('as many columns in each row as it has rows')
    expect(() => marginalsOf([[1, 2], [3]])).toThrow('as many columns in each row as it has rows')
  })
})

describe('pairs', () => {
  it('are the rows without an abstention', () => {
    expect(pairsOf(rows('a', 'delivery', '12 3- 44'))).toEqual(pairs('12 44'))
  })
})
