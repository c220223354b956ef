import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FaultKind, ModelFault } from '../../src/ports/model.ts'
import type { Job } from '../../src/ports/store.ts'
import type { World } from '../../src/ports/world.ts'
import { acceptTurn } from '../../src/services/accept-turn.ts'
import { beginWork } from '../../src/services/begin-work.ts'
import { endInterview } from '../../src/services/change-clock.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { regradeInterview } from '../../src/services/regrade-interview.ts'
import { queueProvisional, regradeProvisional } from '../../src/services/regrade-provisional.ts'
import { speakTurn } from '../../src/services/speak-turn.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { makeLanguageModel } from './language-model.ts'

let node: TestWorld
const queued: Job[] = []
const model = makeLanguageModel({ verdict: () => ({ quotes: [], points: [], level: 1 }) })
beforeAll(async () => {
  node = await openTestWorld()
})
afterAll(() => node.close())
afterEach(async () => {
  // Each test begins with nothing provisional.
  for (const { id } of await node.world.store.listProvisional(1000)) await regradeProvisional(modelled(), ORG, id, 0)
  queued.length = 0
})

/** Nothing works the queue: what was queued is looked at, and graded by hand. */
const modelled = (overrides: Partial<World> = {}): World => ({
  ...node.world,
  model,
  jobs: { ...node.world.jobs, enqueue: async (_, job) => void queued.push(job) },
  ...overrides,
})
const runsOf = (id: string) => node.world.store.readRuns(ORG, id)

const criteria = () => node.world.library.catalogue.problems.find((it) => it.id === 'queue-loss')?.criteria ?? []

/** An ended interview that phrases have graded. */
async function provisional(text?: string): Promise<string> {
  const id = await startInterview(node.world, ORG, { problem: 'queue-loss', level: 'senior', interviewer: 'scripted' })
  if (text !== undefined) {
    await acceptTurn(node.world, ORG, id, { key: crypto.randomUUID(), text })
    await speakTurn(node.world, ORG, id)
  }
  await endInterview(node.world, ORG, id, 'candidate')
  await gradeInterview(node.world, ORG, id)
  return id
}

describe('provisional scorecards, when a model appears', () => {
  it('are queued one after the other, newest first, as many as the operator allows', async () => {
    const [, middle, newest] = [await provisional(), await provisional(), await provisional()]
    await queueProvisional(modelled(), 2)
    expect(queued).toEqual([{ name: 'grade', interviewId: newest, provisional: 1 }])
    await regradeProvisional(modelled(), ORG, newest, 1)
    expect(queued.slice(1)).toEqual([{ name: 'grade', interviewId: middle, provisional: 0 }])
    await regradeProvisional(modelled(), ORG, middle, 0)
    expect(queued).toHaveLength(2)
  })

  it('are no further queued once one has failed, or while one waits for the model', async () => {
    const fault = { kind: 'rejected' as FaultKind }
    const broken = makeLanguageModel({
      verdict: () => {
        throw new ModelFault(fault.kind, 'the endpoint answered 401')
      },
    })
    const said = criteria().map((it) => it.points[0]?.yes[0])
    const [, waits, fails] = [await provisional(), await provisional(said.join(' ')), await provisional(said.join(' '))]
    expect(await regradeProvisional(modelled({ model: broken }), ORG, fails, 5)).toBeNull()
    expect((await runsOf(fails))[0]).toMatchObject({ grader: 'model', status: 'failed' })
    fault.kind = 'unreachable'
    expect(await regradeProvisional(modelled({ model: broken }), ORG, waits, 5)).toBeGreaterThan(0)
    expect(queued).toEqual([])
    node.clock.advance(1)
    expect(await regradeProvisional(modelled(), ORG, waits, 5)).toBeNull()
    expect(queued).toHaveLength(1)
  })

  it('are left alone where none may be graded, or no model is there', async () => {
    await provisional()
    await queueProvisional(modelled(), 0)
    await queueProvisional(modelled({ model: null }), 100)
    expect(queued).toEqual([])
  })

  it('get a new run by the model each, once, and keep the first', async () => {
    const id = await provisional()
    const [first] = await runsOf(id)
    await regradeProvisional(modelled(), ORG, id, 0)
    await regradeProvisional(modelled(), ORG, id, 0)
    const runs = await runsOf(id)
    expect(runs.map((it) => [it.grader, it.status])).toEqual([
      ['model', 'graded'],
      ['scripted', 'graded'],
    ])
    expect(runs[1]).toEqual(first)
    await queueProvisional(modelled(), 100)
    expect(queued).toEqual([])
  })

  it('are none where phrases were asked for after a model', async () => {
    const id = await provisional()
    await regradeProvisional(modelled(), ORG, id, 0)
    await regradeInterview(modelled(), ORG, id, { model: 'scripted' })
    await gradeInterview(modelled(), ORG, id)
    expect((await runsOf(id)).map((it) => it.grader)).toEqual(['scripted', 'model', 'scripted'])
    queued.length = 0
    await queueProvisional(modelled(), 100)
    expect(queued).toEqual([])
  })

  it('whose new run failed are not taken up again by every start', async () => {
    const id = await provisional()
    const [run] = await runsOf(id)
    if (!run) throw new Error('there is no run')
    const failed = {
      ...run,
      id: node.world.ids.next(),
      grader: 'model' as const,
      status: 'grading' as const,
      grades: [],
    }
    await node.world.store.startRun(ORG, failed)
    await node.world.store.finishRun(ORG, failed.id, { ...failed, status: 'failed', failure: 'It failed.' })
    await queueProvisional(modelled(), 100)
    expect(queued).toEqual([])
    await regradeProvisional(modelled(), ORG, id, 0)
    expect(await runsOf(id)).toHaveLength(2)
  })

  it('are graded by the real queue', async () => {
    const world: World = { ...node.world }
    await beginWork(world, { alone: true, provisional: 100 })
    const id = await startInterview(world, ORG, { problem: 'queue-loss', interviewer: 'scripted' })
    await endInterview(world, ORG, id, 'candidate')
    const graders = async () => (await runsOf(id)).map((it) => `${it.status} ${it.grader}`)
    await expect.poll(graders, { timeout: 10_000 }).toEqual(['graded scripted'])
    world.model = model
    const afterQueueing = async () => {
      // The job that has just graded it may not be over in the queue, which holds one at a time.
      await queueProvisional(world, 100)
      return await graders()
    }
    await expect.poll(afterQueueing, { timeout: 10_000 }).toEqual(['graded model', 'graded scripted'])
  })
})
