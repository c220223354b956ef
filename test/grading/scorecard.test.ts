import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Abstention } from '../../src/grading/grade.ts'
import { reasonOf, totalsOf } from '../../src/grading/scorecard.ts'
import { makeLevel, makeRubric } from '../support/rubric.ts'
import { makeGrade } from './make.ts'

const rubric = makeRubric()
const given = (requirements: number, delivery: number, storage: number) => [
  makeGrade({ criterion: 'requirements', level: requirements }),
  makeGrade({ criterion: 'delivery', level: delivery }),
  makeGrade({ criterion: 'storage', level: storage }),
]

describe('totals', () => {
  it('are the mean of the levels by weight, to one decimal', () => {
    expect(totalsOf(rubric, given(2, 4, 1))).toEqual({ total: 2.8, band: 'at the level', counted: 3, leftOut: [] })
    expect(totalsOf(rubric, given(3, 3, 3)).total).toBe(3)
  })

  it('leave out what has no level, and name it with the reason', () => {
    const abstained = makeGrade({ criterion: 'delivery', level: null, abstained: 'not_reached' })
    expect(totalsOf(rubric, [makeGrade({ criterion: 'requirements', level: 2 }), abstained])).toEqual({
      total: 2,
      band: 'below the level',
      counted: 1,
      leftOut: [{ criterion: 'delivery', because: 'the interview did not get to it' }],
    })
  })

  it('are nothing, rather than zero, when there is no level at all', () => {
    const none = given(1, 1, 1).map((it) => ({ ...it, level: null, abstained: 'grader_failed' as const }))
    expect(totalsOf(rubric, none)).toMatchObject({ total: null, band: null, counted: 0 })
    expect(totalsOf(rubric, []).total).toBeNull()
  })

  it('are not moved by a grade of a criterion that the rubric does not have', () => {
    expect(totalsOf(rubric, [...given(3, 3, 3), makeGrade({ criterion: 'charm', level: 1 })]).total).toBe(3)
  })

  it('lie between the lowest and the highest level, and always in a band', () => {
    const Level = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(Level, Level, Level, (a, b, c) => {
        const { total, band } = totalsOf(rubric, given(a, b, c))
        expect(total).toBeGreaterThanOrEqual(Math.min(a, b, c))
        expect(total).toBeLessThanOrEqual(Math.max(a, b, c))
        expect(band).not.toBeNull()
      }),
    )
  })
})

describe('bands', () => {
  it.each([
    [[4, 4, 1], 'above the level'],
    [[3, 3, 3], 'at the level'],
    [[2, 2, 3], 'near the level'],
    [[1, 1, 1], 'below the level'],
  ] as const)('of levels %j is %s', ([a, b, c], band) => {
    expect(totalsOf(rubric, given(a, b, c)).band).toBe(band)
  })

  it('are those of the level asked for: the same grades read otherwise elsewhere', () => {
    const mid = {
      ...makeLevel('mid'),
      bands: [
        { title: 'at the level', from: 2 },
        { title: 'below the level', from: 1 },
      ],
    }
    expect(totalsOf({ ...rubric, level: mid }, given(2, 2, 2)).band).toBe('at the level')
    expect(totalsOf(rubric, given(2, 2, 2)).band).toBe('below the level')
  })
})

describe('the reason', () => {
  it.each<Abstention>(['not_reached', 'low_confidence', 'suspected_manipulation', 'grader_failed'])(
    'for no level is a sentence: %s',
    (abstained) => {
      expect(reasonOf(makeGrade({ level: null, abstained }))).toMatch(/^No level: .+\.$/)
    },
  )

  it('for a level is a cap that lowered it, and else nothing', () => {
    expect(reasonOf(makeGrade({ level: 3, cap: 3, samples: [4] }))).toBe('Capped at 3, since a hint had helped.')
    expect(reasonOf(makeGrade({ level: 3, cap: 3, samples: [3, 3, 4] }))).toBeNull()
    expect(reasonOf(makeGrade({ level: 3, cap: 4, samples: [3] }))).toBeNull()
    expect(reasonOf(makeGrade({ level: 2, cap: 3, samples: [2] }))).toBeNull()
  })
})
