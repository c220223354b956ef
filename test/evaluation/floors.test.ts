import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/evaluation/case.ts'
import { byKeywords, commonest, spreadAs } from '../../src/evaluation/floors.ts'
import { readShortAnswer } from '../../src/evaluation/read-short-answer.ts'
import { tasksOf } from '../../src/evaluation/task.ts'
import { aLevel } from '../grading/agreement/make.ts'
import { makeAnswer } from './make.ts'

/** Answers to one question, with the share that people gave. */
const tasks = (...answers: [answer: string, g: number][]) =>
  tasksOf(
    answers.map(([answer, g], i): Case => {
      const row = { ...makeAnswer(g), id: `a${i}`, reference: 'A header holds length, checksum and ports.', answer }
      const { value } = readShortAnswer(row)
      if (!value) throw new Error('it was not read')
      return value
    }),
  )

describe('the floors', () => {
  it('have the level that people gave most often, the lower of two', () => {
    expect(commonest(tasks(['a', 1], ['b', 0.25], ['c', 0.25]))).toBe(2)
    expect(commonest(tasks(['a', 1], ['b', 0.25]))).toBe(2)
    expect(commonest([])).toBeNull()
  })

  it('rank answers by the share of the content words that they use, in any form', () => {
    // Of header, holds, length, checksum and ports the answers use 2, 0, 5 and 1; people gave 1, 2, 2 and 4.
    const given = tasks(
      ['It has lengths and a port.', 0],
      ['And so on, with a.', 0.25],
      ['The header is holding length, checksums, ports.', 1],
      ['A checksum!', 0.25],
    )
    expect(byKeywords(given)).toEqual([2, 1, 4, 2])
  })

  it('give equal scores one level, that of their middle place', () => {
    expect(spreadAs([0.5, 0.1, 0.5, 0.5], [1, 2, 3, 4])).toEqual([3, 1, 3, 3])
    expect(spreadAs([0, 0], [1, 4])).toEqual([1, 1])
  })

  it('have no level where people gave none', () => {
    expect(spreadAs([0.2, null, 0.1], [1, 3])).toEqual([3, null, 1])
  })

  it('give each level as often as people did where no scores are equal', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.integer(), aLevel), { selector: ([score]) => score }), (given) => {
        const levels = given.map(([, level]) => level)
        const spread = spreadAs(
          given.map(([score]) => score),
          levels,
        )
        expect(spread.toSorted()).toEqual(levels.toSorted())
      }),
    )
  })
})
