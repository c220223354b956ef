import { afterAll, describe, expect, it } from 'vitest'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { edited, MARKER, openBothContents } from '../support/edited.ts'
import { ORG, openTestWorld } from '../support/world.ts'
import { act, begin, post, problemOf, read, type Scorecard, say } from './call.ts'

const { app, later, close } = await openBothContents()
afterAll(close)

async function graded(): Promise<string> {
  const { id } = await begin(app)
  await say(app, id, MARKER.yes)
  await act(app, id, 'end')
  await gradeInterview(app.world, ORG, id)
  return id
}
const scorecard = (id: string) => `/api/interviews/${id}/scorecard`

describe('POST …/scorecard', () => {
  it('by the rubric that ships now shows its marks beside its own words, and says that it is another', async () => {
    const id = await graded()
    const before = await read<Scorecard>(app, scorecard(id))
    expect(before.rubric).toEqual({ hash: before.runs[0]?.rubric, held: true })
    const response = await later.request(scorecard(id), post({ rubric: 'current' }))
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ progress: { total: before.progress.total + 1 } })
    await gradeInterview(later.world, ORG, id)
    // The process of the old content shows it as well: the version is in the store.
    const after = await read<Scorecard>(app, scorecard(id))
    expect(after.rubric).toEqual({ hash: expect.not.stringContaining(before.rubric.hash), held: false })
    expect(after.grades.find((it) => it.criterion === MARKER.criterion)).toMatchObject({ asks: MARKER.asks, weight: 3 })
    expect(after.runs.map((it) => it.rubric)).toEqual([after.rubric.hash, before.rubric.hash])
    // The earlier one is shown as it was, but for the run that came after it.
    const { runs, ...earlier } = await read<Scorecard>(app, `${scorecard(id)}?run=${before.run}`)
    const { runs: _, ...then } = before
    expect(earlier).toEqual(then)
    expect(runs).toEqual(after.runs)
    expect(runs[1]).toMatchObject({ ...before.runs[0], total: before.total, band: before.band })
  })

  it('says that nothing was asked which only another wording of a question would have asked', async () => {
    const library = edited(app.world.library)
    const problems = library.catalogue.problems.map((problem) => ({
      ...problem,
      probes: problem.probes.map((it) => ({ ...it, asks: `And ${it.asks}`, brings: [MARKER.point] })),
    }))
    const reworded = await openTestWorld({
      ...{ store: app.world.store, jobs: app.world.jobs },
      library: { ...library, catalogue: { ...library.catalogue, problems } },
    })
    const { id } = await begin(app)
    for (const text of ['It is a queue.', 'It is stored, I think.', 'That is all.']) await say(app, id, text)
    await act(app, id, 'end')
    await gradeInterview(app.world, ORG, id)
    await reworded.request(scorecard(id), post({ rubric: 'current' }))
    await gradeInterview(reworded.world, ORG, id)
    await reworded.close()
    const { grades, rubric } = await read<Scorecard>(app, scorecard(id))
    expect(rubric.held).toBe(false)
    const asked = grades.flatMap((it) => it.points.filter((point) => point.asked))
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.map((it) => it.id)).not.toContain(MARKER.point)
  })

  it('of a grading that is not there, or of another interview, shows none', async () => {
    const [id, other] = [await graded(), await graded()]
    const { run } = await read<Scorecard>(app, scorecard(other))
    await problemOf(await app.request(`${scorecard(id)}?run=${run}`), 404, 'no-such-run')
    await problemOf(await app.request(`${scorecard(id)}?run=latest`), 404, 'no-such-run')
  })

  it('without a body grades as it always did', async () => {
    const id = await graded()
    const response = await app.request(scorecard(id), { method: 'POST' })
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ rubric: { held: true } })
  })

  it.each<[string, RequestInit, number, string]>([
    ['a body that is not JSON', { method: 'POST', body: 'model=scripted' }, 415, 'not-json'],
    ['half of one', { ...post({}), body: '{"model":' }, 400, 'malformed-json'],
    ['a misspelled wish', post({ modell: 'scripted' }), 400, 'invalid'],
    ['a model without a name', post({ model: ' ' }), 400, 'invalid'],
    ['a rubric that is no hash', post({ rubric: 'newest' }), 400, 'not-a-rubric'],
    ['a rubric that nobody knows', post({ rubric: 'ffffffffffff' }), 404, 'no-such-rubric'],
    ['a model where there is no endpoint', post({ model: 'gpt-5-mini' }), 409, 'no-model'],
  ])('refuses %s, and begins nothing', async (_, request, status, code) => {
    const id = await graded()
    await problemOf(await app.request(scorecard(id), request), status, code)
    expect((await read<Scorecard>(app, scorecard(id))).runs).toHaveLength(1)
  })
})
