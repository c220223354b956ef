import { describe, expect, it } from 'vitest'
import { floorsOf, measure } from '../../src/evaluation/measure.ts'
import { readSimulated } from '../../src/evaluation/read-simulated.ts'
import { type Graded, levelOf, tasksOf } from '../../src/evaluation/task.ts'
import { makeGrade } from '../grading/make.ts'
import { makeGraded, makeSimulated } from './make.ts'

const withGrade = (graded: Graded[], criterion: string, change: Partial<Graded['grade']>): Graded[] =>
  graded.map((it) => (it.criterion.id === criterion ? { ...it, grade: { ...it.grade, ...change } } : it))

describe('what is measured', () => {
  it('compares levels before any cap for hints, as people gave them', () => {
    const graded = withGrade(makeGraded('a', '44-', '44-'), 'delivery', { level: 3, cap: 3, samples: [4] })
    expect(measure(graded).grader.all).toMatchObject({ rows: 2, exact: { value: 1 } })
  })

  it('groups cells by dimension and by problem, and leaves out a grouping into one', () => {
    const { groups } = measure([...makeGraded('a', '124', '123'), ...makeGraded('b', '333', '333')])
    expect(groups.map((it) => [it.by, it.lines.map((line) => [line.criterion, line.rows])])).toEqual([
      [
        'dimension',
        [
          ['discovery', 2],
          ['reliability', 4],
        ],
      ],
    ])
  })

  it('tells candidates apart whose levels differ between criteria', () => {
    const { grader } = measure([...makeGraded('a', '333', '333'), ...makeGraded('b', '133', '333')])
    expect(grader.all).toMatchObject({ interviews: 2, rows: 6, exact: { value: 5 / 6 } })
    expect(grader.mixed).toMatchObject({ interviews: 1, rows: 3, exact: { value: 2 / 3 } })
  })

  it('counts what was abstained from, and takes it for no level', () => {
    const graded = withGrade(makeGraded('a', '333', '33-'), 'delivery', { level: null, abstained: 'low_confidence' })
    const { grader, abstentions } = measure(graded)
    expect(abstentions).toEqual({ low_confidence: 1, not_reached: 1 })
    expect(grader.all).toMatchObject({ rows: 3, abstained: 2, exact: { value: 1 } })
  })

  it('names what the grader failed on, and has it in no figure', () => {
    const [first, ...rest] = withGrade(makeGraded('a', '13-', '13-'), 'requirements', {
      level: null,
      abstained: 'grader_failed',
    })
    const { grader, abstentions, failures } = measure(first ? [{ ...first, fault: 'timeout' }, ...rest] : [])
    expect(failures).toEqual([{ cell: 'parcels/a · requirements', fault: 'timeout' }])
    expect(abstentions).toEqual({})
    expect(grader.all).toMatchObject({ rows: 1, abstained: 0 })
  })

  it('compares whether a criterion was reached, apart from its level', () => {
    // a: reached, reached, neither. b: people only, code only, neither.
    const { reached } = measure([...makeGraded('a', '33-', '31-'), ...makeGraded('b', '3--', '-3-')])
    expect(reached).toEqual({ both: 2, neither: 2, peopleOnly: 1, graderOnly: 1 })
  })

  it('compares point by point what people ticked and the grader heard', () => {
    const graded = makeGraded('a', '3--', '3--').map((it) => ({ ...it, mark: { ...it.mark, shown: ['asks-volume'] } }))
    const heard = withGrade(graded, 'requirements', {
      points: ['asks-volume', 'asks-loss'].map((id) => ({ id, shown: true, how: 'prompted' as const })),
    })
    // Shown: one of people's, two of the grader's, one in common: F1 2/3. Not shown: one of people's, none: F1 0.
    expect(measure(heard).points).toEqual({ count: 2, f1: 1 / 3 })
    expect(measure(makeGraded('a', '---', '---')).points).toEqual({ count: 0, f1: null })
  })

  it('takes the surest readings first, those whose samples lie nearest to their median', () => {
    // Readings 3 3 3 (right), 2 2 3 (wrong), 1 2 4 (right): distances 0, 1/3 and 1.
    const { selective } = measure(makeGraded('a', '332', '321 322 334'))
    expect(selective).toEqual([
      { confidence: 0, coverage: 1 / 3, accuracy: 1 },
      { confidence: -1 / 3, coverage: 2 / 3, accuracy: 1 / 2 },
      { confidence: -1, coverage: 1, accuracy: 2 / 3 },
    ])
    expect(measure(makeGraded('a', '332', '321')).selective).toBeNull()
  })

  it('has no figure, and no error, for nothing', () => {
    expect(measure([])).toMatchObject({ groups: [], failures: [], halo: { errors: 0, towards: null } })
  })
})

describe('floors', () => {
  it('are the commonest level, keywords, and no judge where the data has none', () => {
    const floors = floorsOf([...makeGraded('a', '112', '111'), ...makeGraded('b', '134', '111')])
    expect(floors.map((it) => it.name)).toEqual(['always 1', 'keyword overlap'])
    expect(floors[0]?.all).toMatchObject({ rows: 6, exact: { value: 0.5 }, kappa: { value: 0 } })
  })

  it('have the published judge where there is one', () => {
    const { value } = readSimulated(makeSimulated())
    const floors = floorsOf(value ? tasksOf([value]) : [])
    // People 1 and 3, the judge 2 and 3.
    expect(floors[2]).toMatchObject({ name: 'published judge', all: { rows: 2, exact: { value: 0.5 } } })
  })
})

describe('the level of a simulated interview', () => {
  it('is at most the highest that the data uses', () => {
    const { value } = readSimulated(makeSimulated())
    const [task] = value ? tasksOf([value]) : []
    if (!task) throw new Error('there is no task')
    expect(levelOf({ ...task, grade: makeGrade({ level: 4, samples: [4] }), fault: null })).toBe(3)
    expect(levelOf({ ...task, grade: makeGrade({ level: null }), fault: null })).toBeNull()
  })
})
