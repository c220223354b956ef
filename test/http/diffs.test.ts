import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type ModelDiffView, RunDiffView } from '../../src/http/diff-views.ts'
import type { World } from '../../src/ports/world.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { regradeInterview, type Wish } from '../../src/services/regrade-interview.ts'
import { makeLanguageModel } from '../services/language-model.ts'
import { edited, MARKER } from '../support/edited.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, problemOf, read, type Scorecard, say } from './call.ts'

let app: TestWorld
beforeAll(async () => {
  app = await openTestWorld()
})
afterAll(() => app.close())

const DURABLE = "I'd make it a durable queue with persistent messages, so a restart reads them back from disk."

async function graded(): Promise<string> {
  const { id } = await begin(app)
  await say(app, id, `${DURABLE} ${MARKER.yes}`)
  await act(app, id, 'end')
  await gradeInterview(app.world, ORG, id)
  return id
}

/** Grades again, by hand. @returns the run */
async function again(id: string, more: Partial<World>, wish: Wish): Promise<string> {
  const world = { ...app.world, jobs: { ...app.world.jobs, enqueue: async () => {} }, ...more }
  const run = await regradeInterview(world, ORG, id, wish)
  await gradeInterview(world, ORG, id)
  return run
}

const model = (level: number, quote = 'a durable queue with persistent messages') =>
  makeLanguageModel({ verdict: () => ({ quotes: [{ turn: 3, text: quote }], points: [], level }) })

const diffOf = (query: string) => read<z.infer<typeof RunDiffView>>(app, `/api/diff?${query}`)
const runsOf = async (id: string) => (await read<Scorecard>(app, `/api/interviews/${id}/scorecard`)).runs

describe('GET /api/diff', () => {
  it('tells who moved, by what evidence, and what the two were made with', async () => {
    const id = await graded()
    await again(id, { model: model(4) }, { model: 'strict-model' })
    const diff = RunDiffView.parse(await diffOf(`interview=${id}`))
    const [after, before] = await runsOf(id)
    expect(diff).toMatchObject({ interview: id, before: { run: before?.id }, after: { run: after?.id } })
    expect(diff.causes).toEqual([
      { what: 'grader', before: 'scripted', after: 'model' },
      { what: 'model', before: 'scripted', after: 'strict-model' },
    ])
    const sending = diff.criteria.find((it) => it.criterion === 'sending')
    expect(sending).toMatchObject({ movement: 'up', before: { samples: [2] }, after: { level: 4, samples: [4, 4, 4] } })
    expect(sending?.points).toContainEqual(
      expect.objectContaining({ id: 'durable-messages', before: true, after: false }),
    )
  })

  it('of two runs goes the way that is asked for, also against time', async () => {
    const id = await graded()
    const run = await again(id, { model: model(4) }, {})
    const [, first] = await runsOf(id)
    const diff = await diffOf(`before=${run}&after=${first?.id}`)
    expect(diff.criteria.find((it) => it.criterion === 'sending')?.movement).toBe('down')
    expect((await diffOf(`before=${run}&after=${run}`)).criteria.every((it) => it.movement === 'same')).toBe(true)
  })

  it('by two rubrics shows each by its own', async () => {
    const id = await graded()
    await again(id, { library: edited(app.world.library) }, { rubric: 'current' })
    const { criteria, causes, before, after } = await diffOf(`interview=${id}`)
    expect(causes.map((it) => it.what)).toEqual(['rubric'])
    expect(criteria.find((it) => it.criterion === MARKER.criterion)).toMatchObject({ movement: 'added', before: null })
    expect(after.counted).toBe(before.counted + 1)
  })

  it('of what has no two gradings, or is not of one interview, says so', async () => {
    const [id, other] = [await graded(), await graded()]
    const [mine, theirs] = [(await runsOf(id))[0]?.id, (await runsOf(other))[0]?.id]
    const get = (query: string) => app.request(`/api/diff?${query}`)
    await problemOf(await get(`interview=${id}`), 409, 'one-grading')
    await problemOf(await get(`before=${mine}&after=${theirs}`), 400, 'two-interviews')
    await problemOf(await get(`before=${mine}&after=${crypto.randomUUID()}`), 404, 'no-such-run')
    await problemOf(await get(`before=x&after=${mine}`), 404, 'no-such-run')
    await problemOf(await get(`interview=${crypto.randomUUID()}`), 404, 'no-such-interview')
    for (const query of ['', `before=${mine}`, `interview=${id}&before=${mine}`])
      await problemOf(await get(query), 400, 'no-two-runs')
  })
})

describe('GET /api/diff/models', () => {
  it('counts over all interviews that both have graded, and names who moved', async () => {
    const [one, two, three] = [await graded(), await graded(), await graded()]
    for (const id of [one, two]) await again(id, { model: model(3) }, { model: 'mild' })
    for (const id of [two, three]) await again(id, { model: model(2) }, { model: 'stern' })
    const diff = await read<z.infer<typeof ModelDiffView>>(app, '/api/diff/models?before=mild&after=stern')
    expect(diff).toMatchObject({ interviews: 1, otherRubric: [], exact: 0, counts: { up: 0 } })
    expect(diff.counts.down).toBeGreaterThan(0)
    expect(diff.moved).toContainEqual({ interview: two, criterion: 'sending', before: 3, after: 2, movement: 'down' })
    expect(diff.moved).toHaveLength(diff.counts.down)
    const phrases = await read<z.infer<typeof ModelDiffView>>(app, '/api/diff/models?before=scripted&after=mild')
    expect(phrases.interviews).toBe(2)
  })

  it('that have nothing in common are told which there are', async () => {
    const id = await graded()
    await again(id, { model: model(3) }, { model: 'lonely' })
    const problem = await problemOf(
      await app.request('/api/diff/models?before=lonely&after=nobody'),
      404,
      'nothing-to-compare',
    )
    expect(problem.detail).toContain('lonely')
    expect(problem.detail).toContain('scripted')
    await problemOf(await app.request('/api/diff/models?before=lonely'), 400, 'invalid')
  })
})
