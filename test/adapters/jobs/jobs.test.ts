import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/db/database.ts'
import { openJobs } from '../../../src/adapters/jobs/open-jobs.ts'
import type { Job, Jobs } from '../../../src/ports/store.ts'
import { describeOnEachDatabase, describeOnPostgres, silentLog } from '../../support/databases.ts'

const ORG = v7()
const gradeJob = (): Job => ({ name: 'grade', interviewId: v7() })

/** A handler that notes what it was given, does `work` and notes that it is done, or wanted again. */
function noting(work: (interviewId: string, times: number) => Promise<unknown> = async () => {}) {
  const began: string[] = []
  const done: string[] = []
  const grade = async (org: string, { interviewId }: Job) => {
    expect(org).toBe(ORG)
    began.push(interviewId)
    const again = await work(interviewId, began.filter((it) => it === interviewId).length)
    if (typeof again === 'number') return again
    done.push(interviewId)
    return null
  }
  return { began, done, handlers: { grade } }
}

const gate = () => Promise.withResolvers<void>()

describeOnEachDatabase('jobs', (open) => {
  let database: Database
  let jobs: Jobs
  beforeAll(async () => {
    ;({ database } = await open())
  })
  beforeEach(async () => {
    jobs = await openJobs(database, silentLog)
  })
  afterEach(async () => {
    await jobs.stop()
    await database.query('delete from pgboss.job')
  })

  it('run once, however often the same interview was queued', async () => {
    const [one, two] = [gradeJob(), gradeJob()]
    for (const job of [one, one, two, one]) await jobs.enqueue(ORG, job)
    const { done, handlers } = noting()
    await jobs.work(handlers)
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(2)
    await sleep(1000)
    expect(done.toSorted()).toEqual([one.interviewId, two.interviewId].toSorted())
  })

  it('are not doubled while they run, and can be queued again after', async () => {
    const job = gradeJob()
    const ready = gate()
    const { began, done, handlers } = noting(() => ready.promise)
    await jobs.work(handlers)
    await jobs.enqueue(ORG, job)
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(1)
    await jobs.enqueue(ORG, job)
    await sleep(1000)
    ready.resolve()
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(1)
    await sleep(1000)
    expect(began).toHaveLength(1)
    await jobs.enqueue(ORG, job)
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(2)
  })

  it('run again after a failure, and the failure stops no other job', async () => {
    const [failing, other] = [gradeJob(), gradeJob()]
    const { began, done, handlers } = noting(async (id, times) => {
      if (id === failing.interviewId && times === 1) throw new Error('the model is away')
    })
    await jobs.work(handlers)
    await jobs.enqueue(ORG, failing)
    await jobs.enqueue(ORG, other)
    await expect
      .poll(() => done.toSorted(), { timeout: 15_000 })
      .toEqual([failing.interviewId, other.interviewId].toSorted())
    expect(began.filter((it) => it === failing.interviewId)).toHaveLength(2)
  })

  it('that are to go on later do, no sooner and once, and are not doubled meanwhile', async () => {
    const job = gradeJob()
    const calls: number[] = []
    const { done, handlers } = noting(async (_, times) => {
      calls.push(performance.now())
      return times === 1 ? 1500 : null
    })
    await jobs.work(handlers)
    await jobs.enqueue(ORG, job)
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(1)
    // The one that waits is in the queue before this one is looked at.
    await expect.poll(() => database.query("select 1 from pgboss.job where state = 'created'")).toHaveLength(1)
    await jobs.enqueue(ORG, job)
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(1)
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBeGreaterThanOrEqual(1500)
    await sleep(1000)
    expect(calls).toHaveLength(2)
  })

  it('are counted, those that wait their turn and those that run', async () => {
    const running = gate()
    for (let n = 0; n < 5; n++) await jobs.enqueue(ORG, gradeJob())
    const { handlers } = noting(() => running.promise)
    await jobs.work(handlers)
    await expect.poll(() => jobs.depth(), { timeout: 15_000 }).toEqual({ ready: 3, active: 2, later: 0 })
    running.resolve()
    await expect.poll(() => jobs.depth(), { timeout: 15_000 }).toEqual({ ready: 0, active: 0, later: 0 })
  })

  it('of provisional scorecards run after everything fresh', async () => {
    const [old, fresh] = [gradeJob(), gradeJob()]
    await jobs.enqueue(ORG, { ...old, provisional: 0 })
    await jobs.enqueue(ORG, { ...gradeJob(), provisional: 0 })
    await jobs.enqueue(ORG, fresh)
    const { began, handlers } = noting()
    await jobs.work(handlers)
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(3)
    expect(began.slice(0, 2)).toContain(fresh.interviewId)
    expect(began.indexOf(fresh.interviewId)).toBeLessThan(began.indexOf(old.interviewId))
  })

  it('run side by side, so that a slow one holds up nobody', async () => {
    const [slow, quick] = [gradeJob(), gradeJob()]
    const ready = gate()
    const { done, handlers } = noting((id) => (id === slow.interviewId ? ready.promise : Promise.resolve()))
    await jobs.work(handlers)
    await jobs.enqueue(ORG, slow)
    await jobs.enqueue(ORG, quick)
    await expect.poll(() => done, { timeout: 10_000 }).toEqual([quick.interviewId])
    ready.resolve()
    await expect.poll(() => done.length).toBe(2)
  })

  it('that are under way are waited for by a stop', async () => {
    const { began, done, handlers } = noting(() => sleep(1000))
    await jobs.work(handlers)
    await jobs.enqueue(ORG, gradeJob())
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(1)
    await jobs.stop()
    expect(done).toEqual(began)
  })

  it('that never end hold up a stop for seconds and no longer', async () => {
    const { began, handlers } = noting(() => new Promise(() => {}))
    await jobs.work(handlers)
    await jobs.enqueue(ORG, gradeJob())
    await expect.poll(() => began.length, { timeout: 10_000 }).toBe(1)
    const from = performance.now()
    await jobs.stop()
    expect(performance.now() - from).toBeLessThan(8000)
  })

  it('can be stopped twice', async () => {
    await jobs.stop()
    await jobs.stop()
  })
})

describeOnPostgres('jobs of several nodes', (makeUrl) => {
  it('are begun by one of them each', async () => {
    const url = await makeUrl()
    const nodes = await Promise.all(Array.from({ length: 3 }, () => openJobs({ kind: 'postgres', url }, silentLog)))
    const { done, handlers } = noting(() => sleep(20))
    for (const node of nodes) await node.work(handlers)
    const queued = Array.from({ length: 12 }, gradeJob)
    await Promise.all(queued.map((job, at) => nodes[at % 3]?.enqueue(ORG, job)))
    await expect.poll(() => done.length, { timeout: 15_000 }).toBe(12)
    await Promise.all(nodes.map((node) => node.stop()))
    expect(done.toSorted()).toEqual(queued.map((it) => it.interviewId).toSorted())
  })
})
