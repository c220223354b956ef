import { describe, expect, it } from 'vitest'
import { compareModels } from '../../src/grading/compare-models.ts'
import type { Run } from '../../src/grading/grade.ts'
import { makeGrade, makeRun } from './make.ts'

const CRITERIA = ['requirements', 'delivery', 'storage']

/** A finished run of a model with these levels, in the order of the criteria. */
const by = (model: string, levels: (number | null)[], more: Partial<Run> = {}): Run =>
  makeRun({
    grader: 'model',
    model: `${model}-2026`,
    wants: model,
    grades: levels.map((level, i) => makeGrade({ criterion: CRITERIA[i] ?? '', level })),
    ...more,
  })
const of = (...all: Run[][]) => all.map((runs, i) => ({ interview: `interview-${i + 1}`, runs }))

describe('two models', () => {
  it('are compared mark by mark, with who moved and how often they agree exactly', () => {
    const both = of(
      [by('b', [3, 2, null]), by('a', [2, 2, 4])],
      [by('a', [1, 3, 3]), by('b', [1, 2, 3])],
      [by('a', [4, 4, 4])],
      [by('b', [null, 1, 1]), by('a', [null, 1, null])],
    )
    const { moved, ...rest } = compareModels('a', 'b', both)
    expect(rest).toEqual({
      interviews: 3,
      otherRubric: [],
      otherPrompts: 0,
      counts: { up: 1, down: 1, same: 5, given: 1, withheld: 1 },
      exact: 4 / 6,
      chance: expect.closeTo((2 * 2 + 2 * 2 + 2 * 2) / 36, 10),
    })
    expect(moved).toEqual([
      { interview: 'interview-1', criterion: 'requirements', before: 2, after: 3, movement: 'up' },
      { interview: 'interview-1', criterion: 'storage', before: 4, after: null, movement: 'withheld' },
      { interview: 'interview-2', criterion: 'delivery', before: 3, after: 2, movement: 'down' },
      { interview: 'interview-4', criterion: 'storage', before: null, after: 1, movement: 'given' },
    ])
  })

  it('the other way round move the other way', () => {
    const both = of([by('b', [3, 1, null]), by('a', [2, 2, 4])])
    const [there, back] = [compareModels('a', 'b', both), compareModels('b', 'a', both)]
    expect([back.counts.up, back.counts.down]).toEqual([there.counts.down, there.counts.up])
    expect([back.counts.given, back.counts.withheld]).toEqual([there.counts.withheld, there.counts.given])
    expect(back.exact).toBe(there.exact)
  })

  it('go by the name that was asked for or the one that the endpoint gave', () => {
    const both = of([by('b', [3]), by('a', [2])])
    expect(compareModels('a-2026', 'b', both).counts.up).toBe(1)
    expect(compareModels('a', 'scripted', of([makeRun({ grades: [makeGrade()] }), by('a', [3])])).interviews).toBe(1)
    expect(compareModels('a', 'c', both)).toMatchObject({ interviews: 0, exact: null, chance: null, moved: [] })
  })

  it('are compared by their latest finished runs under one rubric', () => {
    const runs = [
      by('b', [1], { status: 'grading' }),
      by('b', [1], { status: 'failed' }),
      by('b', [4], { rubricHash: 'newer' }),
      by('b', [3]),
      by('a', [2]),
      by('a', [1]),
    ]
    expect(compareModels('a', 'b', of(runs)).moved).toMatchObject([{ before: 2, after: 3 }])
  })

  it('leave out, by name, what they never graded under one rubric; other prompts are counted', () => {
    const both = of(
      [by('b', [3], { rubricHash: 'newer' }), by('a', [2])],
      [by('b', [3], { promptHash: 'newer' }), by('a', [3])],
    )
    expect(compareModels('a', 'b', both)).toMatchObject({
      interviews: 1,
      otherRubric: ['interview-1'],
      otherPrompts: 1,
      exact: 1,
    })
  })
})

describe('one model with itself', () => {
  it('is its last two runs, the older before the later', () => {
    const runs = [by('a', [3]), by('b', [1]), by('a', [2]), by('a', [4])]
    expect(compareModels('a', 'a', of(runs, [by('a', [1])]))).toMatchObject({
      interviews: 1,
      moved: [{ interview: 'interview-1', before: 2, after: 3, movement: 'up' }],
    })
  })
})
