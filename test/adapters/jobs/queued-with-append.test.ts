import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, it } from 'vitest'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import type { Append } from '../../../src/ports.ts'
import { describeOnEachDatabase, type TestStore } from '../../support/databases.ts'
import { endAppend, makeInterview } from '../db/make.ts'

describeOnEachDatabase('a job queued by an append', (open) => {
  let opened: TestStore
  let ran: string[]
  beforeEach(async () => {
    opened = await open()
    ran = []
  })

  const work = () =>
    opened.jobs.work({
      grade: async (_, { interviewId }) => {
        ran.push(interviewId)
      },
    })

  const ending = (place: { org: string; id: string }, after = 1): Append =>
    endAppend(place, after, { jobs: [{ name: 'grade', interviewId: place.id }] })

  it('is there when the append is, also as the first of a fresh database, and starts within about a second', async () => {
    const place = await makeInterview(opened.store)
    await work()
    const began = performance.now()
    expect(await opened.store.append(ending(place))).toBe('stored')
    await expect.poll(() => ran, { timeout: 5000 }).toEqual([place.id])
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('is not there when the append was stale', async () => {
    const place = await makeInterview(opened.store)
    expect(await opened.store.append(ending(place, 7))).toBe('stale')
    await work()
    await sleep(1200)
    expect(ran).toEqual([])
  })

  it('is not there when the append was undone, nor are its events', async () => {
    const place = await makeInterview(opened.store)
    const failing = createStore(opened.database, async (connection, org, job) => {
      await opened.jobs.enqueueIn(connection, org, job)
      throw new Error('after the enqueue')
    })
    await expect(failing.append(ending(place))).rejects.toThrow('after the enqueue')
    expect(await opened.store.readEvents(place.org, place.id, 1)).toEqual([])
    await work()
    await sleep(1200)
    expect(ran).toEqual([])
  })
})
