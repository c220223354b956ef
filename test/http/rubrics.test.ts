import { afterAll, describe, expect, it } from 'vitest'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { hashOf } from '../../src/services/hash.ts'
import { MARKER, openBothContents } from '../support/edited.ts'
import { ORG, type TestWorld } from '../support/world.ts'
import { act, begin, post, problemOf, read } from './call.ts'

const { app, later, close } = await openBothContents()
afterAll(close)

type Listed = { hash: string; held: number; graded: number; ships: boolean; firstSeen: string; level: string }
const list = async (it: TestWorld, query = '?problem=queue-loss') =>
  (await read<{ rubrics: Listed[] }>(it, `/api/rubrics${query}`)).rubrics

describe('rubrics', () => {
  let id: string

  it('are listed from the first interview on, with what rests on each and which one ships', async () => {
    expect(await list(app)).toEqual([])
    expect(await list(app, '')).toEqual([])
    id = (await begin(app, { level: 'senior' })).id
    await begin(app, { problem: 'traffic-10x' })
    expect(await list(app)).toEqual([
      {
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        problem: 'queue-loss',
        format: 'drill',
        level: 'senior',
        firstSeen: new Date(app.clock.now()).toISOString(),
        held: 1,
        graded: 0,
        ships: true,
      },
    ])
    expect(await list(app, '')).toHaveLength(2)
  })

  it('are shown whole to nobody while an interview on the problem is held, paused or not', async () => {
    const [{ hash } = { hash: '' }] = await list(app)
    await problemOf(await app.request(`/api/rubrics/${hash}`), 409, 'being-held')
    await act(app, id, 'pause')
    await problemOf(await app.request(`/api/rubrics/${hash}`), 409, 'being-held')
    await act(app, id, 'end')
    const { rubric, ...version } = await read<Listed & { rubric: object }>(app, `/api/rubrics/${hash.slice(0, 8)}`)
    expect(version.hash).toBe(hash)
    expect(hashOf(rubric)).toBe(hash)
  })

  it('have a version more after an edit and a regrade; the first one stays and ships no more', async () => {
    await gradeInterview(app.world, ORG, id)
    await later.request(`/api/interviews/${id}/scorecard`, post({ rubric: 'current' }))
    await gradeInterview(later.world, ORG, id)
    const versions = await list(later)
    expect(versions.map((it) => [it.held, it.graded, it.ships])).toEqual(
      expect.arrayContaining([
        [1, 1, false],
        [0, 1, true],
      ]),
    )
    expect((await list(app)).map((it) => it.ships).toSorted()).toEqual([false, true])
    const [mine, theirs] = await Promise.all(
      [false, true].map((ships) => read(app, `/api/rubrics/${versions.find((it) => it.ships === ships)?.hash}`)),
    )
    expect(JSON.stringify(mine)).not.toContain(MARKER.asks)
    expect(JSON.stringify(theirs)).toContain(MARKER.asks)
  })

  it('stand in no bundle either, of an earlier interview, until nobody is interviewed on the problem', async () => {
    const path = `/api/interviews/${id}/bundle`
    expect((await app.request(path)).status).toBe(200)
    const now = await begin(app)
    await problemOf(await app.request(path), 409, 'being-held')
    await act(app, now.id, 'end')
    expect((await app.request(path)).status).toBe(200)
  })

  it('that there are not are said to be none', async () => {
    const unknown = await problemOf(await app.request('/api/rubrics?problem=charm'), 404, 'no-such-problem')
    expect(unknown.detail).toContain('queue-loss')
    await problemOf(await app.request('/api/rubrics/ffffffff'), 404, 'no-such-rubric')
    await problemOf(await app.request('/api/rubrics/..%2Fetc'), 400, 'not-a-rubric')
    expect(await list(app, '?problem=rate-limiter')).toEqual([])
  })
})
