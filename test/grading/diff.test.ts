import { describe, expect, it } from 'vitest'
import { diffRuns, type Graded, modelOf, movementOf } from '../../src/grading/diff.ts'
import type { Grade, Quote, Run } from '../../src/grading/grade.ts'
import type { Rubric } from '../../src/interview/rubric.ts'
import { makePoint, makeProblem, makeRubric } from '../support/rubric.ts'
import { makeGrade, makeRun } from './make.ts'

const rubric = makeRubric()
const quote = (turn: number, start: number, end: number): Quote => ({ turn, start, end, text: 'x'.repeat(end - start) })
const points = (...shown: string[]): Grade['points'] =>
  ['idempotent', 'outbox', 'dead-letter', 'reconcile'].map((id) => ({ id, shown: shown.includes(id), how: null }))

const graded = (grades: Partial<Grade>[], run: Partial<Run> = {}, by: Rubric = rubric): Graded => ({
  run: makeRun({ ...run, grades: grades.map(makeGrade) }),
  rubric: by,
})

const delivery = (before: Partial<Grade>, after: Partial<Grade>) => {
  const found = diffRuns(graded([before]), graded([after])).criteria.find((it) => it.criterion === 'delivery')
  if (!found) throw new Error('no criterion')
  return found
}

describe('a level', () => {
  it.each([
    [2, 3, 'up'],
    [3, 1, 'down'],
    [2, 2, 'same'],
    [null, null, 'same'],
    [null, 1, 'given'],
    [4, null, 'withheld'],
  ] as const)('from %s to %s is %s', (before, after, movement) => {
    expect(movementOf(before, after)).toBe(movement)
    expect(delivery({ level: before }, { level: after }).movement).toBe(movement)
  })
})

describe('two runs', () => {
  it('that are alike differ in nothing', () => {
    const run = () => graded([{ level: 3, quotes: [quote(3, 0, 9)], points: points('outbox') }])
    const diff = diffRuns(run(), run())
    expect(diff.causes).toEqual([])
    expect(diff.criteria.map((it) => it.criterion)).toEqual(['requirements', 'delivery', 'storage'])
    for (const it of diff.criteria)
      expect(it).toMatchObject({ movement: 'same', points: [], quotes: { before: [], after: [] } })
  })

  it('are told with total and band by their own rubrics', () => {
    const heavy = makeRubric({
      problem: makeProblem({
        criteria: rubric.problem.criteria.map((it) => ({ ...it, weight: it.id === 'storage' ? 3 : 1 })),
      }),
    })
    const grades = [
      { criterion: 'delivery', level: 4 },
      { criterion: 'storage', level: 2 },
    ]
    const { before, after, causes } = diffRuns(
      graded(grades, { id: 'one' }),
      graded(grades, { id: 'two', rubricHash: 'other' }, heavy),
    )
    expect(before).toMatchObject({ run: 'one', total: 3.5, counted: 2 })
    expect(after).toMatchObject({ run: 'two', total: 2.5, counted: 2 })
    expect(before.band).not.toBe(after.band)
    expect(causes).toEqual([{ what: 'rubric', before: 'rubric-hash', after: 'other' }])
  })

  it('name everything that they were made with otherwise', () => {
    const { causes } = diffRuns(
      graded([]),
      graded([], {
        grader: 'model',
        model: 'm-2026',
        wants: 'm',
        promptHash: 'p2',
        rubricHash: 'r2',
        codeVersion: '2',
      }),
    )
    expect(causes.map((it) => [it.what, it.before, it.after])).toEqual([
      ['grader', 'scripted', 'model'],
      ['model', 'scripted', 'm'],
      ['prompt', 'prompt-hash', 'p2'],
      ['rubric', 'rubric-hash', 'r2'],
      ['code', '0.0.0-test', '2'],
    ])
  })

  it.each([
    [{ grader: 'scripted', model: null }, 'scripted'],
    [{ grader: 'model', model: 'm-2026' }, 'm-2026'],
    [{ grader: 'model', model: 'm-2026', wants: null }, 'm-2026'],
    [{ grader: 'model', model: null, wants: 'm' }, 'm'],
    [{ grader: 'model', model: null }, 'unknown'],
  ] as const)('%j is by %s', (run, name) => {
    expect(modelOf(run)).toBe(name)
  })
})

describe('a criterion', () => {
  it('shows how both marks came about', () => {
    const { before, after } = delivery(
      { level: 3, samples: [3, 3, 4], spread: 1, exposure: 'prompted' },
      { level: null, abstained: 'low_confidence', samples: [1, 3], spread: 2, exposure: 'hinted', cap: 3 },
    )
    expect(before).toEqual({ level: 3, abstained: null, exposure: 'prompted', cap: 4, samples: [3, 3, 4], spread: 1 })
    expect(after).toEqual({
      level: null,
      abstained: 'low_confidence',
      exposure: 'hinted',
      cap: 3,
      samples: [1, 3],
      spread: 2,
    })
  })

  it('has not changed while its mark and what it rests on are as they were, however often it was read', () => {
    const same = { level: 3, quotes: [quote(3, 0, 9)], points: points('outbox') }
    expect(delivery(same, { ...same, samples: [3, 3, 3] }).changed).toBe(false)
  })

  it.each<[string, Partial<Grade>]>([
    ['its level', { level: 4 }],
    ['why it has none', { level: null, abstained: 'low_confidence' }],
    ['a quote', { quotes: [quote(3, 0, 9)] }],
    ['a point', { points: points('outbox') }],
    ['the cap', { cap: 3 }],
    ['the exposure', { exposure: 'hinted' }],
    ['the spread', { samples: [3, 4, 3], spread: 1 }],
  ])('has changed when %s is other, either way', (_, other) => {
    expect(delivery({}, other).changed).toBe(true)
    expect(delivery(other, {}).changed).toBe(true)
  })

  it('names quotes that only one side has; the same words cut longer or shorter are no difference', () => {
    const { quotes } = delivery(
      { quotes: [quote(3, 0, 20), quote(3, 40, 50), quote(5, 0, 5)] },
      { quotes: [quote(3, 5, 15), quote(7, 40, 50), quote(5, 5, 9)] },
    )
    expect(quotes).toEqual({
      before: [quote(3, 40, 50), quote(5, 0, 5)],
      after: [quote(7, 40, 50), quote(5, 5, 9)],
    })
  })

  it('names points that came out otherwise, with their words', () => {
    const { points: flips } = delivery(
      { points: points('outbox', 'reconcile') },
      { points: points('reconcile', 'idempotent') },
    )
    expect(flips).toEqual([
      { id: 'idempotent', says: 'Shows idempotent at work.', before: false, after: true },
      { id: 'outbox', says: 'Shows outbox at work.', before: true, after: false },
    ])
  })

  it('that one run has no mark for has none there, and no flip but of what was shown', () => {
    const diff = diffRuns(graded([{ points: points('outbox') }]), graded([]))
    const it = diff.criteria.find((one) => one.criterion === 'delivery')
    expect(it).toMatchObject({ movement: 'withheld', after: null, before: { level: 3 } })
    expect(it?.points.map((one) => one.id)).toEqual(['outbox'])
  })
})

describe('by two versions of the rubric', () => {
  const [requirements, deliveryCriterion, storage] = rubric.problem.criteria
  if (!requirements || !deliveryCriterion || !storage) throw new Error('three criteria')
  const later = makeRubric({
    problem: makeProblem({
      criteria: [
        { ...storage, id: 'speed' },
        {
          ...deliveryCriterion,
          asks: 'Is it right?',
          points: [...deliveryCriterion.points.slice(1), makePoint({ id: 'lease', cues: ['lease'] })],
        },
        requirements,
      ],
    }),
  })

  it('what the other version lacks is added or dropped, and no movement', () => {
    const { criteria } = diffRuns(
      graded([{ criterion: 'storage' }, { criterion: 'requirements', level: 2 }]),
      graded([{ criterion: 'speed' }, { criterion: 'requirements', level: 3 }], {}, later),
    )
    expect(criteria.map((it) => [it.criterion, it.movement])).toEqual([
      ['speed', 'added'],
      ['delivery', 'same'],
      ['requirements', 'up'],
      ['storage', 'dropped'],
    ])
  })

  it('a point of one version alone is told where it was shown', () => {
    const diff = diffRuns(
      graded([{ points: points('idempotent', 'outbox') }]),
      graded([{ points: [{ id: 'lease', shown: true, how: null }, ...points('outbox').slice(1)] }], {}, later),
    )
    const it = diff.criteria.find((one) => one.criterion === 'delivery')
    expect(it?.asks).toBe('Is it right?')
    expect(it?.points.map(({ id, before, after }) => [id, before, after])).toEqual([
      ['idempotent', true, null],
      ['lease', null, true],
    ])
  })
})
