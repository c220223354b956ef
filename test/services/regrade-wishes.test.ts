import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/grading/grade.ts'
import { verifyBundle } from '../../src/grading/verify.ts'
import { ModelFault, type ModelRequest } from '../../src/ports/model.ts'
import type { World } from '../../src/ports/world.ts'
import { exportBundle } from '../../src/services/export-bundle.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { sha256 } from '../../src/services/hash.ts'
import { regradeInterview, type Wish } from '../../src/services/regrade-interview.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { edited, MARKER } from '../support/edited.ts'
import { holdInterview } from '../support/held.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { type FakeLanguageModel, makeLanguageModel } from './language-model.ts'

let node: TestWorld
beforeAll(async () => {
  node = await openTestWorld()
})
afterAll(() => node.close())

/** Nothing works the queue: what is queued is graded by hand. */
const world = (more: Partial<World> = {}): World => ({
  ...node.world,
  jobs: { ...node.world.jobs, enqueue: async () => {} },
  ...more,
})

const DURABLE = "I'd make it a durable queue with persistent messages, so a restart reads them back from disk."
const VERDICT: Verdict = {
  quotes: [{ turn: 3, text: 'a durable queue with persistent messages' }],
  points: [],
  level: 2,
}

/** An ended interview in which something was said that only an edited rubric listens for; graded by phrases. */
async function held(level: 'mid' | 'senior' = 'senior'): Promise<string> {
  const id = await holdInterview(node.world, [`${DURABLE} ${MARKER.yes}`], { level })
  await gradeInterview(node.world, ORG, id)
  return id
}

async function regraded(by: World, id: string, wish: Wish) {
  await regradeInterview(by, ORG, id, wish)
  await gradeInterview(by, ORG, id)
  return latest(id)
}

async function latest(id: string) {
  const [run] = await node.world.store.readRuns(ORG, id)
  if (!run) throw new Error('there is no run')
  return run
}

const grader = (verdict: (request: ModelRequest) => Verdict = () => VERDICT): FakeLanguageModel => ({
  ...makeLanguageModel({ verdict }),
  names: { interviewer: 'talker', grader: 'usual-model', candidate: 'talker' },
})
/** Finds nothing anywhere, and refuses the criterion that was reached. */
const failing = () =>
  grader(({ messages }) => {
    if (messages.at(-1)?.content.includes('sending: ')) throw new ModelFault('refused', 'the endpoint would not answer')
    return { quotes: [], points: [], level: 1 }
  })
const asked = (model: FakeLanguageModel) => [...new Set(model.graded.map((it) => it.model))]

describe('another model', () => {
  it('is asked for at the endpoint, by whichever process takes the job up', async () => {
    const id = await held()
    const [mine, theirs] = [grader(), grader()]
    await regradeInterview(world({ model: mine }), ORG, id, { model: 'model-of-today' })
    await gradeInterview(world({ model: theirs }), ORG, id)
    expect(mine.graded).toEqual([])
    expect(asked(theirs)).toEqual(['model-of-today'])
    expect(await latest(id)).toMatchObject({ status: 'graded', grader: 'model', wants: 'model-of-today' })
  })

  it('is the usual one where none is named, and a run says which that was', async () => {
    const id = await held()
    const model = grader()
    expect(await regraded(world({ model }), id, {})).toMatchObject({ wants: 'usual-model' })
    expect(asked(model)).toEqual(['usual-model'])
  })

  it('may be none: scripted grades by phrases though a model is configured', async () => {
    const id = await held()
    const model = grader()
    expect(await regraded(world({ model }), id, { model: 'scripted' })).toMatchObject({
      grader: 'scripted',
      wants: null,
    })
    expect(model.graded).toEqual([])
  })

  it('that the endpoint does not know fails the run, which says what the endpoint said', async () => {
    const id = await held()
    const refuse = grader(() => {
      throw new ModelFault('rejected', 'the endpoint answered 404 (model_not_found)')
    })
    const run = await regraded(world({ model: refuse }), id, { model: 'no-such-model' })
    expect(run).toMatchObject({ status: 'failed', wants: 'no-such-model' })
    expect(run.failure).toContain('the endpoint answered 404 (model_not_found)')
    expect(run.grades.filter((it) => it.level !== null)).toEqual([])
  })

  it('is refused where no endpoint is configured, and nothing is begun', async () => {
    const id = await held()
    await expect(regradeInterview(world(), ORG, id, { model: 'any' })).rejects.toMatchObject({ code: 'no-model' })
    expect(await node.world.store.readRuns(ORG, id)).toHaveLength(1)
  })
})

describe('after a failed run', () => {
  it.each<[string, Wish, boolean]>([
    ['the same model goes on with it', { model: 'a' }, true],
    ['another model begins from nothing', { model: 'b' }, false],
    ['another rubric begins from nothing', { model: 'a', rubric: 'current' }, false],
  ])('%s', async (_, wish, goesOn) => {
    const id = await held()
    await regraded(world({ model: failing() }), id, { model: 'a' })
    await regradeInterview(world({ model: grader(), library: edited(node.world.library) }), ORG, id, wish)
    const taken = (await latest(id)).grades.map((it) => it.abstained)
    expect(taken.length > 0).toBe(goesOn)
    expect(taken).not.toContain('grader_failed')
  })
})

describe('another rubric', () => {
  it('gives its own criteria, points and weights, read afresh from what was said', async () => {
    const id = await held()
    const run = await regraded(world({ library: edited(node.world.library) }), id, { rubric: 'current' })
    const [before] = (await node.world.store.readRuns(ORG, id)).slice(1)
    expect(run.rubricHash).not.toBe(before?.rubricHash)
    const grade = run.grades.find((it) => it.criterion === MARKER.criterion)
    expect(grade).toMatchObject({ exposure: 'volunteered', abstained: null })
    expect(grade?.points.find((it) => it.id === MARKER.point)).toEqual({
      id: MARKER.point,
      shown: true,
      how: 'volunteered',
    })
    expect(before?.grades.map((it) => it.criterion)).not.toContain(MARKER.criterion)
    expect(run.checks).toEqual(before?.checks)
  })

  it('is asked about in its own words where a model grades', async () => {
    const id = await held()
    const model = grader()
    await regraded(world({ model, library: edited(node.world.library) }), id, { rubric: 'current' })
    expect(model.graded.some((it) => it.messages.at(-1)?.content.includes(MARKER.asks))).toBe(true)
  })

  it('that ships unchanged is the one it was held under', async () => {
    const id = await held()
    const run = await regraded(world(), id, { rubric: 'current' })
    expect(run.rubricHash).toBe((await node.world.store.readRuns(ORG, id))[1]?.rubricHash)
  })

  it('is found by the beginning of its hash, also when it ships no more', async () => {
    const id = await held()
    const { rubricHash } = await regraded(world({ library: edited(node.world.library) }), id, { rubric: 'current' })
    const again = await held()
    expect(await regraded(world(), again, { rubric: rubricHash.slice(0, 8) })).toMatchObject({ rubricHash })
  })

  it.each([
    ['', 'not-a-rubric'],
    ['newest', 'not-a-rubric'],
    ['abc', 'not-a-rubric'],
    ["' or 1=1", 'not-a-rubric'],
    ['ffffffffffff', 'no-such-rubric'],
  ])('called "%s" is refused as %s, and nothing is begun', async (rubric, code) => {
    const id = await held()
    await expect(regradeInterview(world(), ORG, id, { rubric })).rejects.toMatchObject({ code })
    expect(await node.world.store.readRuns(ORG, id)).toHaveLength(1)
  })

  it('of another problem is not known to this one, and one for another level does not fit', async () => {
    const id = await held()
    const mid = (await latest(await held('mid'))).rubricHash
    await expect(regradeInterview(world(), ORG, id, { rubric: mid })).rejects.toMatchObject({
      code: 'rubric-does-not-fit',
      message: expect.stringContaining('for the level mid, and senior was asked for'),
    })
    const other = await startInterview(node.world, ORG, {
      problem: 'traffic-10x',
      level: 'senior',
      interviewer: 'scripted',
    })
    const events = await node.world.store.readEvents(ORG, other)
    const hash = events?.[0]?.type === 'interview-opened' ? events[0].rubricHash : ''
    await expect(regradeInterview(world(), ORG, id, { rubric: hash })).rejects.toMatchObject({ code: 'no-such-rubric' })
  })
})

describe('earlier runs', () => {
  it('stay as they are to the last byte of an export, whatever is graded after them', async () => {
    const id = await held()
    const exported = async () => (await exportBundle(world(), ORG, id)).runs.map((it) => JSON.stringify(it.run))
    let before = await exported()
    expect(before).toHaveLength(1)
    const library = edited(node.world.library)
    const wishes: [Partial<World>, Wish][] = [
      [{}, {}],
      [{ library }, { rubric: 'current' }],
      [{ model: grader() }, { model: 'another' }],
      [{ model: failing() }, { model: 'broken' }],
      [
        { model: grader(), library },
        { model: 'another', rubric: 'current' },
      ],
    ]
    for (const [more, wish] of wishes) {
      await regraded(world(more), id, wish)
      const after = await exported()
      expect(after.slice(1)).toEqual(before)
      before = after
    }
    expect(verifyBundle(JSON.parse(JSON.stringify(await exportBundle(world(), ORG, id))), sha256)).toEqual([])
  })
})
