import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Waiting } from '../../src/grading/grade.ts'
import type { Criterion } from '../../src/interview/rubric.ts'
import { type FaultKind, ModelFault, type ModelRequest } from '../../src/ports/model.ts'
import type { World } from '../../src/ports/world.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { mayPass, nextTry } from '../../src/services/retry-grading.ts'
import { sweep } from '../../src/services/sweep.ts'
import { criteriaOf, criterionIn, holdInterview } from '../support/held.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { makeLanguageModel } from './language-model.ts'

const fault = (kind: FaultKind = 'server-error', retryAfter: number | null = null, retryable = true) =>
  new ModelFault(kind, `it was ${kind}`, { retryAfter, retryable, raw: '{"qu' })

describe('the next try', () => {
  const NOW = 1_000_000
  const waits = (faults: ModelFault[], chance: number) => {
    const all: number[] = []
    let waiting: Waiting | null = null
    for (waiting = nextTry(null, faults, NOW, chance); waiting; waiting = nextTry(waiting, faults, NOW, chance))
      all.push((waiting.at - NOW) / 1000)
    return all
  }

  it('comes later each time, four times after a wrong answer, and then no more', () => {
    expect(waits([fault('invalid-answer')], 0)).toEqual([10, 40, 160, 600])
    expect(waits([fault('empty')], 1)).toEqual([12.5, 50, 200, 750])
  })

  it('comes for hours while the endpoint is away, every ten minutes at last', () => {
    for (const kind of ['unreachable', 'timeout', 'server-error', 'rate-limited', 'not-an-answer'] as const) {
      const all = waits([fault(kind)], 0)
      expect(all).toEqual([10, 40, 160, ...Array(20).fill(600)])
      expect(all.reduce((sum, wait) => sum + wait)).toBeGreaterThan(3 * 3600)
    }
  })

  it('is for as long as the most patient of several faults', () => {
    expect(nextTry({ try: 5, of: 5, at: NOW, because: '' }, [fault('empty'), fault('cut')], NOW, 0)?.of).toBe(24)
    expect(nextTry({ try: 5, of: 24, at: NOW, because: '' }, [fault('empty')], NOW, 0)).toBeNull()
  })

  it('is never before an endpoint that named a time will answer, the latest of several', () => {
    for (const chance of [0, 0.3, 1])
      for (const wait of waits([fault('rate-limited', 600), fault('rate-limited', 5), fault()], chance))
        expect(wait).toBeGreaterThanOrEqual(600)
    expect(waits([fault('rate-limited', 3)], 0)[0]).toBe(10)
  })

  it('comes when the budget opens, within three minutes, and costs no try, however often', () => {
    const spent = fault('over-budget', 6 * 3600)
    const first = nextTry(null, [spent], NOW, 1)
    expect(first).toMatchObject({ try: 1, at: NOW + 6 * 3600_000 + 150_000, because: 'it was over-budget' })
    const last = { try: 24, of: 24, at: NOW, because: '' }
    expect(nextTry(last, [spent], NOW, 0)?.try).toBe(24)
    expect(nextTry({ ...last, try: 2 }, [spent, fault('cut')], NOW, 0)?.try).toBe(3)
    expect(nextTry(last, [spent, fault('cut')], NOW, 0)).toBeNull()
  })

  it('is not for a run that left nothing open', () => {
    expect(nextTry(null, [], NOW, 0)).toBeNull()
  })

  it('says once what went wrong, however often it did', () => {
    const faults = [fault('timeout'), fault('timeout'), fault('cut')]
    expect(nextTry(null, faults, NOW, 0)).toMatchObject({ try: 2, of: 24, because: 'it was timeout; it was cut' })
  })

  it('is for what may pass, not for a key, a filter, a limit, a refusal or a spent quota', () => {
    for (const kind of [
      'unreachable',
      'timeout',
      'stalled',
      'cut',
      'server-error',
      'invalid-answer',
      'over-budget',
    ] as const)
      expect(mayPass(fault(kind, null, false)), kind).toBe(true)
    for (const kind of ['rejected', 'filtered', 'length', 'refused', 'too-large'] as const)
      expect(mayPass(fault(kind)), kind).toBe(false)
    expect(mayPass(fault('rate-limited'))).toBe(true)
    expect(mayPass(fault('rate-limited', null, false))).toBe(false)
  })
})

describe('a run whose model is away', () => {
  let node: TestWorld
  let criteria: Criterion[]
  beforeAll(async () => {
    node = await openTestWorld()
    criteria = criteriaOf(node.world)
  })
  afterAll(() => node.close())

  const held = () => holdInterview(node.world)
  const runsOf = (id: string) => node.world.store.readRuns(ORG, id)
  const askedAbout = (request: ModelRequest): string => criterionIn(criteria, request)

  /** A world whose grader has these faults, by criterion. */
  function withFaults(faultOf: (criterion: string, n: number) => ModelFault | null) {
    const model = makeLanguageModel({
      verdict: (request, n) => {
        const found = faultOf(askedAbout(request), n)
        if (found) throw found
        return { quotes: [], points: [], level: 1 }
      },
    })
    return { model, world: { ...node.world, model } satisfies World }
  }
  const ids = () => criteria.map((it) => it.id).toSorted()
  const last = () => criteria.at(-1)?.id ?? ''

  it('waits, keeps what was graded, asks only for the rest, and is whole in the end', async () => {
    const id = await held()
    const away = withFaults((criterion) => (criterion === last() ? fault('unreachable') : null))
    const after = (await gradeInterview(away.world, ORG, id)) ?? 0
    expect(after).toBeGreaterThanOrEqual(10_000)
    const [run] = await runsOf(id)
    expect(run).toMatchObject({ status: 'grading', failure: null, finishedAt: null })
    expect(run?.waiting).toMatchObject({ try: 2, of: 24, because: 'it was unreachable' })
    expect(run?.grades.map((it) => it.criterion)).toEqual(ids().filter((it) => it !== last()))

    node.clock.advance(after / 60_000)
    const back = withFaults(() => null)
    expect(await gradeInterview(back.world, ORG, id)).toBeNull()
    expect(new Set(back.model.graded.map(askedAbout))).toEqual(new Set([last()]))
    const runs = await runsOf(id)
    expect(runs).toHaveLength(1)
    expect(runs[0]).toMatchObject({ id: run?.id, status: 'graded', waiting: null })
    expect(runs[0]?.grades.map((it) => [it.criterion, it.level])).toEqual(ids().map((it) => [it, 1]))
  })

  it('is not asked before its time, however often the job comes', async () => {
    const id = await held()
    const { world, model } = withFaults(() => fault('rate-limited', 600))
    const after = (await gradeInterview(world, ORG, id)) ?? 0
    expect(after).toBeGreaterThanOrEqual(600_000)
    const asked = model.graded.length
    node.clock.advance(9.9)
    const left = (await gradeInterview(world, ORG, id)) ?? 0
    expect(left).toBeGreaterThanOrEqual(6000)
    expect(left).toBeLessThanOrEqual(after - 9.9 * 60_000)
    expect(model.graded).toHaveLength(asked)
  })

  it('is left alone by the sweep until its time comes', async () => {
    const id = await held()
    const { world } = withFaults(() => fault())
    await gradeInterview(world, ORG, id)
    const queued: string[] = []
    const jobs = {
      ...world.jobs,
      enqueue: async (_: string, job: { interviewId: string }) => void queued.push(job.interviewId),
    }
    await sweep({ ...world, jobs })
    expect(queued).not.toContain(id)
    node.clock.advance(1)
    await sweep({ ...world, jobs })
    expect(queued).toContain(id)
  })

  it('fails after the fifth try, with what happened on each grade and in a sentence', async () => {
    const id = await held()
    const { world, model } = withFaults((criterion) => (criterion === last() ? fault('invalid-answer') : null))
    let tries = 1
    for (let after = await gradeInterview(world, ORG, id); after !== null; tries++) {
      expect((await runsOf(id))[0]).toMatchObject({ status: 'grading', waiting: { try: tries + 1, of: 5 } })
      node.clock.advance(after / 60_000)
      after = await gradeInterview(world, ORG, id)
    }
    expect(tries).toBe(5)
    const [run] = await runsOf(id)
    expect(run).toMatchObject({
      status: 'failed',
      waiting: null,
      failure: `The grader failed on ${last()}, after 5 tries (it was invalid-answer); nothing was made up for them.`,
    })
    expect(run?.grades.find((it) => it.criterion === last())).toMatchObject({
      level: null,
      abstained: 'grader_failed',
      raw: ['{"qu'],
      fault: 'it was invalid-answer',
    })
    const others = (criteria.length - 1) * 3
    expect(model.graded).toHaveLength(others + 5)
  })

  it('fails at once on what no try would heal, and not before the rest was tried', async () => {
    const id = await held()
    const { world } = withFaults((criterion) => (criterion === last() ? fault('rejected') : null))
    expect(await gradeInterview(world, ORG, id)).toBeNull()
    expect((await runsOf(id))[0]).toMatchObject({ status: 'failed', waiting: null })

    const mixed = await held()
    const both = withFaults((criterion) =>
      criterion === last() ? fault('refused') : criterion === criteria[0]?.id ? fault('cut') : null,
    )
    const after = (await gradeInterview(both.world, ORG, mixed)) ?? 0
    node.clock.advance(after / 60_000)
    const back = withFaults(() => null)
    expect(await gradeInterview(back.world, ORG, mixed)).toBeNull()
    expect(new Set(back.model.graded.map(askedAbout))).toEqual(new Set([criteria[0]?.id]))
    const [run] = await runsOf(mixed)
    expect(run?.failure).toBe(`The grader failed on ${last()} (it was refused); nothing was made up for them.`)
  })

  it('that is not configured any more is not waited for', async () => {
    const id = await held()
    const { world } = withFaults(() => fault('rate-limited', 600))
    await gradeInterview(world, ORG, id)
    expect(await gradeInterview(node.world, ORG, id)).toBeNull()
    expect((await runsOf(id)).map((it) => [it.grader, it.status])).toEqual([
      ['scripted', 'graded'],
      ['model', 'failed'],
    ])
  })

  it('whose process is stopping is left for another, with no try counted', async () => {
    const id = await held()
    const { world } = withFaults(() => fault('aborted'))
    await expect(gradeInterview(world, ORG, id)).rejects.toMatchObject({ kind: 'aborted' })
    expect((await runsOf(id))[0]).toMatchObject({ status: 'grading', waiting: null, grades: [] })
  })
})
