import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/grading/grade.ts'
import type { Criterion } from '../../src/interview/rubric.ts'
import { ModelFault, type ModelRequest } from '../../src/ports/model.ts'
import type { World } from '../../src/ports/world.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { regradeInterview } from '../../src/services/regrade-interview.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { criteriaOf, criterionIn, holdInterview } from '../support/held.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { makeLanguageModel } from './language-model.ts'

let node: TestWorld
let criteria: Criterion[]
const queued: string[] = []
/** Nothing works the queue: what was queued is looked at, and graded by hand. */
const world = (): World => ({
  ...node.world,
  jobs: { ...node.world.jobs, enqueue: async (_, job) => void queued.push(job.interviewId) },
})
beforeAll(async () => {
  node = await openTestWorld()
  criteria = criteriaOf(node.world)
})
afterAll(() => node.close())

const held = () => holdInterview(node.world)

const askedAbout = (request: ModelRequest): string => criterionIn(criteria, request)
const VERDICT: Verdict = { quotes: [], points: [], level: 1 }

function graderWho(verdict: (criterion: string) => Verdict) {
  const model = makeLanguageModel({ verdict: (request) => verdict(askedAbout(request)) })
  return { model, world: { ...world(), model } satisfies World }
}
const runsOf = (id: string) => node.world.store.readRuns(ORG, id)

describe('grading again', () => {
  it('makes a new run and leaves the first as it was', async () => {
    const id = await held()
    await gradeInterview(node.world, ORG, id)
    const [before] = await runsOf(id)
    const run = await regradeInterview(world(), ORG, id)
    expect(queued).toContain(id)
    expect((await runsOf(id))[0]).toMatchObject({ id: run, status: 'grading', grades: [] })
    await gradeInterview(node.world, ORG, id)
    const [latest, first] = await runsOf(id)
    expect(latest).toMatchObject({ id: run, status: 'graded' })
    expect(latest?.grades.map((it) => it.level)).toEqual(before?.grades.map((it) => it.level))
    expect(first).toEqual(before)
  })

  it('after a failed run grades what had failed, and pays for nothing twice', async () => {
    const id = await held()
    const broken = graderWho((criterion) => {
      if (criterion === criteria[1]?.id) throw new ModelFault('rejected', 'the endpoint answered 404')
      return VERDICT
    })
    await gradeInterview(broken.world, ORG, id)
    expect((await runsOf(id))[0]?.status).toBe('failed')
    const mended = graderWho(() => VERDICT)
    await regradeInterview(mended.world, ORG, id)
    await gradeInterview(mended.world, ORG, id)
    const [latest, failed] = await runsOf(id)
    expect(latest).toMatchObject({ status: 'graded', failure: null })
    expect(latest?.grades).toHaveLength(criteria.length)
    expect(new Set(mended.model.graded.map(askedAbout))).toEqual(new Set([criteria[1]?.id]))
    expect(failed?.status).toBe('failed')
  })

  it('by another grader begins from nothing', async () => {
    const id = await held()
    await gradeInterview(node.world, ORG, id)
    const { world: modelled, model } = graderWho(() => VERDICT)
    await regradeInterview(modelled, ORG, id)
    await gradeInterview(modelled, ORG, id)
    expect((await runsOf(id))[0]).toMatchObject({ grader: 'model', status: 'graded' })
    expect(new Set(model.graded.map(askedAbout)).size).toBe(criteria.length)
  })

  it('whose enqueue was lost is found by the sweep', async () => {
    const id = await held()
    await gradeInterview(node.world, ORG, id)
    expect((await node.world.store.listUngraded(node.clock.now(), 100)).map((it) => it.id)).not.toContain(id)
    await regradeInterview(world(), ORG, id)
    expect((await node.world.store.listUngraded(node.clock.now(), 100)).map((it) => it.id)).toContain(id)
    await gradeInterview(node.world, ORG, id)
    expect((await node.world.store.listUngraded(node.clock.now(), 100)).map((it) => it.id)).not.toContain(id)
  })

  it('is refused while it is being graded or held, and for an interview there is not', async () => {
    const id = await held()
    await expect(regradeInterview(world(), ORG, id)).rejects.toMatchObject({ code: 'grading' })
    const open = await startInterview(node.world, ORG, { problem: 'queue-loss', level: 'mid', interviewer: 'scripted' })
    await expect(regradeInterview(world(), ORG, open)).rejects.toMatchObject({ code: 'not-ended' })
    await expect(regradeInterview(world(), ORG, crypto.randomUUID())).rejects.toMatchObject({
      code: 'no-such-interview',
    })
  })
})

describe('POST …/scorecard', () => {
  it('queues it and shows that it is being graded; again meanwhile is 409', async () => {
    const id = await held()
    await gradeInterview(node.world, ORG, id)
    const post = () => node.request(`/api/interviews/${id}/scorecard`, { method: 'POST' })
    const response = await post()
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ status: 'grading', progress: { done: 0, total: criteria.length } })
    expect((await post()).status).toBe(409)
    expect((await node.request(`/api/interviews/${crypto.randomUUID()}/scorecard`, { method: 'POST' })).status).toBe(
      404,
    )
  })
})
