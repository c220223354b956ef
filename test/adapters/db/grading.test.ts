import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import type { Rubric } from '../../../src/interview/rubric.ts'
import type { Store } from '../../../src/ports/store.ts'
import { describeOnEachDatabase } from '../../support/databases.ts'
import { endAppend, gradeFor, HEARD, makeInterview, NOW, runFor } from './make.ts'

describeOnEachDatabase('rubrics, runs and grades', (open) => {
  let store: Store
  beforeAll(async () => {
    ;({ store } = await open())
  })

  const rubricWith = (facts: Record<string, unknown>) => ({ problem: { facts } }) as unknown as Rubric

  it('keeps the first rubric under a hash, whatever comes later', async () => {
    const org = v7()
    await store.publishRubric(org, 'h', rubricWith({ first: 1 }))
    await store.publishRubric(org, 'h', rubricWith({ second: 2 }))
    expect(await store.readRubric(org, 'h')).toEqual(rubricWith({ first: 1 }))
    expect(await store.readRubric(org, 'other')).toBeNull()
    expect(await store.readRubric(v7(), 'h')).toBeNull()
  })

  it('keeps what an author put first at the front', async () => {
    const org = v7()
    await store.publishRubric(org, 'h', rubricWith({ zebra: 1, longer: 2, a: 3 }))
    const read = await store.readRubric(org, 'h')
    expect(Object.keys(read?.problem.facts ?? {})).toEqual(['zebra', 'longer', 'a'])
  })

  it('lists the versions of a problem with what rests on each, the one seen last first', async () => {
    const org = v7()
    const of = (problem: string, level: string) =>
      ({ problem: { id: problem }, format: { id: 'drill' }, level: { id: level } }) as unknown as Rubric
    for (const [hash, problem] of Object.entries({ r0: 'parcels', r1: 'parcels', r2: 'parcels', r3: 'parks' }))
      await store.publishRubric(org, hash, of(problem, 'mid'))
    await store.publishRubric(v7(), 'r9', of('parcels', 'mid'))
    const [one, two] = [await makeInterview(store, { org }), await makeInterview(store, { org })]
    for (const [id, rubricHash, later] of [
      [one.id, 'r1', 5],
      [one.id, 'r2', 9],
      [two.id, 'r2', 7],
      [two.id, 'r2', 8],
    ] as const)
      await store.startRun(org, runFor(id, { rubricHash, startedAt: NOW + later }))
    const version = { problem: 'parcels', format: 'drill', level: 'mid' }
    expect(await store.listRubrics(org, 'parcels')).toEqual([
      { ...version, hash: 'r0', firstSeen: null, held: 0, graded: 0 },
      { ...version, hash: 'r2', firstSeen: NOW + 7, held: 0, graded: 2 },
      { ...version, hash: 'r1', firstSeen: NOW, held: 2, graded: 1 },
    ])
    expect((await store.listRubrics(org)).map((it) => it.hash).sort()).toEqual(['r0', 'r1', 'r2', 'r3'])
    expect(await store.listRubrics(org, "par' or '1")).toEqual([])
  })

  it('tells whether anybody is being interviewed on a problem, paused or not', async () => {
    const org = v7()
    const problem = 'order-processing'
    expect(await store.isBeingHeld(org, problem)).toBe(false)
    await makeInterview(store, { org, snapshot: { status: 'ended' } })
    expect(await store.isBeingHeld(org, problem)).toBe(false)
    await makeInterview(store, { org, snapshot: { status: 'paused' } })
    expect(await store.isBeingHeld(org, problem)).toBe(true)
    expect(await store.isBeingHeld(org, 'parcels')).toBe(false)
    expect(await store.isBeingHeld(v7(), problem)).toBe(false)
  })

  it('reads runs newest first, each with its own grades', async () => {
    const { org, id } = await makeInterview(store)
    expect(await store.readRuns(org, id)).toEqual([])
    const first = runFor(id, { grades: [gradeFor('delivery')] })
    const second = runFor(id)
    await store.startRun(org, first)
    await store.startRun(org, second)
    await store.saveGrade(org, second.id, gradeFor('storage', { level: null, abstained: 'not_reached' }))
    await store.saveGrade(org, second.id, gradeFor('api', { raw: ['a model said \0 this'] }))
    expect(await store.readRuns(org, id)).toEqual([
      {
        ...second,
        grades: [
          gradeFor('api', { raw: ['a model said  this'] }),
          gradeFor('storage', { level: null, abstained: 'not_reached' }),
        ],
      },
      first,
    ])
    expect(await store.readRuns(v7(), id)).toEqual([])
  })

  it('finds the interview of a run, and the interviews that have two graded ones', async () => {
    const { org, id } = await makeInterview(store)
    const other = await makeInterview(store, { org })
    const runs = [runFor(id), runFor(id), runFor(other.id), runFor(other.id)]
    for (const run of runs) await store.startRun(org, run)
    expect(await store.findRun(org, runs[2]?.id ?? '')).toBe(other.id)
    expect(await store.findRun(v7(), runs[2]?.id ?? '')).toBeNull()
    expect(await store.findRun(org, v7())).toBeNull()
    expect(await store.listRegraded(org)).toEqual([])
    for (const [at, run] of runs.entries())
      await store.finishRun(org, run.id, { ...run, status: at === 3 ? 'failed' : 'graded' })
    expect(await store.listRegraded(org)).toEqual([id])
    expect(await store.listRegraded(v7())).toEqual([])
  })

  it('keeps the first grade of a criterion, also of ten at once', async () => {
    const { org, id } = await makeInterview(store)
    const run = runFor(id)
    await store.startRun(org, run)
    await store.saveGrade(org, run.id, gradeFor('delivery', { level: 4 }))
    await Promise.all(
      Array.from({ length: 10 }, () => store.saveGrade(org, run.id, gradeFor('delivery', { level: 1 }))),
    )
    const [read] = await store.readRuns(org, id)
    expect(read?.grades).toEqual([gradeFor('delivery', { level: 4 })])
  })

  it('keeps what was heard for a run, and leaves the rest as it was', async () => {
    const { org, id } = await makeInterview(store)
    const run = runFor(id, { grader: 'model' })
    await store.startRun(org, run)
    expect(await store.saveHeard(org, run.id, HEARD)).toEqual(HEARD)
    expect(await store.readRuns(org, id)).toEqual([{ ...run, heard: HEARD }])
    expect(await store.saveHeard(org, run.id, { ...HEARD, attempts: [] })).toEqual(HEARD)
    expect(await store.readRuns(org, id)).toEqual([{ ...run, heard: HEARD }])
  })

  it('finishes a run with what came of it and leaves the rest as it was', async () => {
    const { org, id } = await makeInterview(store)
    const run = runFor(id, { grader: 'model' })
    await store.startRun(org, run)
    const checks = [{ id: 'asks', says: 'asked', holds: true }]
    const end = { status: 'graded', finishedAt: NOW + 5, model: 'm-1', checks, failure: null } as const
    await store.finishRun(org, run.id, end)
    expect(await store.readRuns(org, id)).toEqual([{ ...run, ...end }])
  })

  it('begins one run again of ten at once, and none while one is under way', async () => {
    const { org, id } = await makeInterview(store)
    const again = () => store.startRun(org, runFor(id, { grades: [gradeFor('api')] }), { again: true })
    expect(await again()).toBe(false)
    const first = runFor(id)
    expect(await store.startRun(org, first)).toBe(true)
    await store.finishRun(org, first.id, { ...first, status: 'graded' })
    const begun = await Promise.all(Array.from({ length: 10 }, again))
    expect(begun.filter(Boolean)).toHaveLength(1)
    const runs = await store.readRuns(org, id)
    expect(runs.map((it) => [it.status, it.grades.length])).toEqual([
      ['grading', 1],
      ['graded', 0],
    ])
  })

  it('leaves an interview to be graded until its latest run is over, whichever ends first', async () => {
    const { org, id } = await makeInterview(store)
    await store.append(endAppend({ org, id }, 1))
    const isLeft = async () => (await store.listUngraded(NOW, 1000)).some((it) => it.id === id)
    const [older, latest] = [runFor(id), runFor(id)]
    for (const run of [older, latest]) await store.startRun(org, run)
    await store.finishRun(org, older.id, { ...older, status: 'failed' })
    expect(await isLeft()).toBe(true)
    await store.finishRun(org, latest.id, { ...latest, status: 'graded' })
    expect(await isLeft()).toBe(false)
  })

  it('waits until it is over, and neither waits nor ends again after that', async () => {
    const { org, id } = await makeInterview(store)
    const run = runFor(id)
    await store.startRun(org, run)
    const waiting = { try: 2, of: 5, at: NOW + 10, because: 'the endpoint answered 503' }
    await store.saveWaiting(org, run.id, waiting)
    expect((await store.readRuns(org, id))[0]).toMatchObject({ status: 'grading', waiting })
    const end = { finishedAt: NOW + 20, model: 'm-1', flags: [], checks: [], failure: null }
    await store.finishRun(org, run.id, { ...end, status: 'graded' })
    await store.finishRun(org, run.id, { ...end, status: 'failed', failure: 'too late' })
    await store.saveWaiting(org, run.id, waiting)
    expect((await store.readRuns(org, id))[0]).toMatchObject({ status: 'graded', waiting: null, failure: null })
  })

  it('stores no grade for a run or an interview that is not there', async () => {
    await expect(store.saveGrade(v7(), v7(), gradeFor('delivery'))).rejects.toThrow('23503')
    expect(await store.startRun(v7(), runFor(v7()))).toBe(false)
  })
})
