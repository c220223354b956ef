import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import type { Job } from '../../../src/ports/store.ts'
import { describeOnEachDatabase, type TestStore } from '../../support/databases.ts'
import { endAppend, endedEvent, makeInterview, snapshotFor, turnAppend } from '../db/make.ts'

const gradeJob = (interviewId: string): Job => ({ name: 'grade', interviewId })

describeOnEachDatabase('an append with a job', (open) => {
  let opened: TestStore
  beforeAll(async () => {
    opened = await open()
  })
  /** How often an interview is queued. */
  const queued = async (id: string): Promise<number> =>
    (await opened.database.query('select 1 from pgboss.job where singleton_key = $1', [id])).length

  it('starts it soon, also as the first of a fresh database', async () => {
    const fresh = await open()
    const place = await makeInterview(fresh.store)
    const ran: string[] = []
    await fresh.jobs.work({
      grade: async (_, { interviewId }) => {
        ran.push(interviewId)
        return null
      },
    })
    expect(await fresh.store.append(endAppend(place, 1, { jobs: [gradeJob(place.id)] }))).toBe('stored')
    await expect.poll(() => ran, { timeout: 5000 }).toEqual([place.id])
  })

  it('queues it when the append is stored', async () => {
    const place = await makeInterview(opened.store)
    expect(await opened.store.append(endAppend(place, 1, { jobs: [gradeJob(place.id)] }))).toBe('stored')
    expect(await queued(place.id)).toBe(1)
  })

  it('queues nothing when the append is stale', async () => {
    const place = await makeInterview(opened.store)
    expect(await opened.store.append(turnAppend(place, 1))).toBe('stored')
    expect(await opened.store.append(endAppend(place, 1, { jobs: [gradeJob(place.id)] }))).toBe('stale')
    expect(await queued(place.id)).toBe(0)
  })

  it('queues nothing when the key is known', async () => {
    const place = await makeInterview(opened.store)
    const key = { key: 'k', bodyHash: 'h' }
    expect(await opened.store.append(turnAppend(place, 1, { key }))).toBe('stored')
    expect(await opened.store.append(endAppend(place, 2, { key, jobs: [gradeJob(place.id)] }))).toBe('stale')
    expect(await queued(place.id)).toBe(0)
  })

  it('shows neither to others before both are there', async () => {
    const place = await makeInterview(opened.store)
    let insideSees = 0
    const store = createStore(opened.database, async (connection, org, job) => {
      await opened.jobs.enqueueIn(connection, org, job)
      insideSees = (await connection.query('select 1 from pgboss.job where singleton_key = $1', [place.id])).length
      // One process has one connection, and waits for the transaction instead.
      if (opened.database.kind === 'postgres') expect(await queued(place.id)).toBe(0)
    })
    expect(await store.append(endAppend(place, 1, { jobs: [gradeJob(place.id)] }))).toBe('stored')
    expect(insideSees).toBe(1)
    expect(await queued(place.id)).toBe(1)
  })

  it('stores nothing when the queue refuses', async () => {
    const place = await makeInterview(opened.store)
    const store = createStore(opened.database, async (connection, org, job) => {
      await opened.jobs.enqueueIn(connection, org, job)
      throw new Error('no')
    })
    await expect(store.append(endAppend(place, 1, { jobs: [gradeJob(place.id)] }))).rejects.toThrow('no')
    expect(await opened.store.readEvents(place.org, place.id)).toHaveLength(1)
    expect(await queued(place.id)).toBe(0)
    expect(await opened.store.append(turnAppend(place, 1))).toBe('stored')
  })

  it('queues one job for an interview that is queued already, and is stored all the same', async () => {
    const place = await makeInterview(opened.store)
    await opened.jobs.enqueue(place.org, gradeJob(place.id))
    expect(await opened.store.append(endAppend(place, 1, { jobs: [gradeJob(place.id)] }))).toBe('stored')
    expect(await queued(place.id)).toBe(1)
  })

  it('queues the job of an interview that was ended as it was made', async () => {
    const { org } = await makeInterview(opened.store)
    const ended = { ...snapshotFor(randomUUID(), 1), status: 'ended' as const, due: 'nobody' as const }
    await opened.store.createInterview({
      org,
      id: ended.id,
      events: [endedEvent()],
      snapshot: ended,
      jobs: [gradeJob(ended.id)],
    })
    expect(await queued(ended.id)).toBe(1)
  })

  it('of twenty interviews at once are all queued', async () => {
    const places = await Promise.all(Array.from({ length: 20 }, () => makeInterview(opened.store)))
    const stored = places.map((it) => opened.store.append(endAppend(it, 1, { jobs: [gradeJob(it.id)] })))
    expect(new Set(await Promise.all(stored))).toEqual(new Set(['stored']))
    expect(await Promise.all(places.map((it) => queued(it.id)))).toEqual(places.map(() => 1))
  })
})
