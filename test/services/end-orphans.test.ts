import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Heard } from '../../src/grading/grade.ts'
import type { Criterion } from '../../src/interview/rubric.ts'
import { ModelFault } from '../../src/ports/model.ts'
import type { World } from '../../src/ports/world.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { newRun } from '../../src/services/new-run.ts'
import { regradeInterview } from '../../src/services/regrade-interview.ts'
import { criteriaOf, holdInterview } from '../support/held.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { makeLanguageModel } from './language-model.ts'

let node: TestWorld
let criteria: Criterion[]
beforeAll(async () => {
  node = await openTestWorld()
  criteria = criteriaOf(node.world)
})
afterAll(() => node.close())

/** Nothing works the queue: what is queued is graded by hand. */
const world = (more: Partial<World> = {}): World => ({
  ...node.world,
  jobs: { ...node.world.jobs, enqueue: async () => {} },
  ...more,
})

const held = () => holdInterview(node.world)

const runsOf = (id: string) => node.world.store.readRuns(ORG, id)
const statesOf = async (id: string) => (await runsOf(id)).map((it) => `${it.grader} ${it.status}`)
const ungraded = async () => (await node.world.store.listUngraded(Number.MAX_SAFE_INTEGER, 1000)).map((it) => it.id)

const grader = (answer: (n: number) => void = () => {}) =>
  makeLanguageModel({
    verdict: (_, n) => {
      answer(n)
      return { quotes: [], points: [], level: 1 }
    },
  })
/** One that grades one criterion and then is away. */
const failing = () =>
  grader((n) => {
    if (n > 2) throw new ModelFault('unreachable', 'it was away', { retryable: true })
  })

const otherPrompts = () => ({
  ...node.world.library,
  prompts: { ...node.world.library.prompts, hash: 'a'.repeat(64) },
})

describe('a run that was begun with other prompts', () => {
  it('is begun again, so that no run holds grades made by prompts that it does not name', async () => {
    const id = await held()
    const began = world({ model: failing() })
    const after = (await gradeInterview(began, ORG, id)) ?? 0
    node.clock.advance(after / 60_000)
    const model = grader()
    await gradeInterview(world({ model, library: otherPrompts() }), ORG, id)
    const [run, left] = await runsOf(id)
    expect(run).toMatchObject({ status: 'graded', promptHash: otherPrompts().prompts.hash, wants: left?.wants })
    expect(model.heard).toHaveLength(1)
    expect(model.graded).toHaveLength(criteria.length * 3)
    expect(left).toMatchObject({
      status: 'failed',
      waiting: null,
      promptHash: node.world.library.prompts.hash,
      failure: 'The prompts changed before this run was over; it was begun again with the new ones.',
    })
  })

  it('keeps the model and the rubric that were asked for', async () => {
    const id = await held()
    await gradeInterview(world(), ORG, id)
    const before = failing()
    await regradeInterview(world({ model: before }), ORG, id, { model: 'model-of-today' })
    node.clock.advance(((await gradeInterview(world({ model: before }), ORG, id)) ?? 0) / 60_000)
    const model = grader()
    await gradeInterview(world({ model, library: otherPrompts() }), ORG, id)
    expect(new Set(model.graded.map((it) => it.model))).toEqual(new Set(['model-of-today']))
    expect((await runsOf(id))[0]).toMatchObject({ status: 'graded', wants: 'model-of-today' })
  })

  it('by phrases, which need no prompts, is gone on with', async () => {
    const id = await held()
    const { interview } = await loadInterview(node.world, ORG, id)
    await node.world.store.startRun(ORG, newRun(node.world, interview))
    await gradeInterview(world({ library: otherPrompts() }), ORG, id)
    expect(await statesOf(id)).toEqual(['scripted graded'])
  })
})

describe('a run whose model is gone', () => {
  it('is ended though the process that began another in its place died before its end', async () => {
    const id = await held()
    await gradeInterview(world({ model: failing() }), ORG, id)
    const dying = { ...node.world.store, saveGrade: () => Promise.reject(new Error('it died')) }
    await expect(gradeInterview(world({ store: dying }), ORG, id)).rejects.toThrow('it died')
    expect(await ungraded()).toContain(id)
    await gradeInterview(world(), ORG, id)
    expect(await statesOf(id)).toEqual(['scripted graded', 'model failed'])
    expect(await ungraded()).not.toContain(id)
  })
})

describe('of two runs under way', () => {
  it('the later one is graded and the earlier one ends, and says why', async () => {
    const id = await held()
    const { interview } = await loadInterview(node.world, ORG, id)
    for (const _ of [1, 2]) await node.world.store.startRun(ORG, newRun(node.world, interview))
    await gradeInterview(world(), ORG, id)
    expect(await statesOf(id)).toEqual(['scripted graded', 'scripted failed'])
    expect((await runsOf(id))[1]?.failure).toBe('Another grading of this interview was begun before this one was over.')
  })

  it('asked for at once only one begins, and the other is told', async () => {
    const id = await held()
    await gradeInterview(world(), ORG, id)
    const asked = await Promise.allSettled([1, 2, 3].map(() => regradeInterview(world(), ORG, id)))
    expect(asked.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    for (const it of asked) if (it.status === 'rejected') expect(it.reason).toMatchObject({ code: 'grading' })
    expect(await statesOf(id)).toEqual(['scripted grading', 'scripted graded'])
  })
})

describe('what two workers hear for one run', () => {
  it('is what the first heard, for the grades of both', async () => {
    const id = await held()
    const { interview } = await loadInterview(node.world, ORG, id)
    const run = newRun(world({ model: grader() }), interview)
    await node.world.store.startRun(ORG, run)
    const turn = interview.turns.find((it) => it.by === 'candidate')
    const text = turn?.text ?? ''
    const first: Heard = {
      ...{ by: 'model', flags: [], dropped: [], failure: null, raw: [], calls: [] },
      attempts: [{ turn: turn?.seq ?? 0, start: 0, end: text.length, text, by: 'model' }],
    }
    // The other worker stores what it heard while this one asks.
    const model = makeLanguageModel({
      hearing: async () => {
        await node.world.store.saveHeard(ORG, run.id, first)
        return { attempts: [], flags: [] }
      },
      verdict: () => ({ quotes: [{ turn: turn?.seq, text }], points: [], level: 3 }),
    })
    await gradeInterview(world({ model }), ORG, id)
    const [graded] = await runsOf(id)
    expect(graded?.heard?.attempts).toEqual(first.attempts)
    expect(graded?.grades.map((it) => it.level)).toEqual(criteria.map(() => null))
  })
})
