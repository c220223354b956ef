import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { World } from '../../src/ports/world.ts'
import { acceptTurn } from '../../src/services/accept-turn.ts'
import { endInterview, pauseInterview } from '../../src/services/change-clock.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { speakTurn } from '../../src/services/speak-turn.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { sweep } from '../../src/services/sweep.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'

/** What a node leaves behind when it dies, and how another one finds it. */

let node: TestWorld
let other: World
beforeAll(async () => {
  node = await openTestWorld()
  other = { ...node.world, node: 'another-node' }
})
afterAll(() => node.close())
beforeEach(async () => {
  // Each test begins with nothing due.
  for (const { id } of await node.world.store.listInterviews(ORG, { limit: 100 }))
    await endInterview(node.world, ORG, id, 'candidate')
})

const start = (format = 'drill') => startInterview(node.world, ORG, { problem: 'queue-loss', format, level: 'senior' })
const interview = async (id: string) => (await loadInterview(node.world, ORG, id)).interview

/** A turn that was acknowledged by a node which then died. */
async function leave(id: string, text = 'A durable queue.') {
  await acceptTurn(node.world, ORG, id, { key: crypto.randomUUID(), text })
}

describe('a turn whose node died', () => {
  it('is left alone while its lease runs, and spoken by another once it is over', async () => {
    const id = await start()
    await leave(id)
    await sweep(other)
    expect(node.lines.some((line) => line.sentence.startsWith('picking up') && line.interview === id)).toBe(false)
    expect((await interview(id)).due).toBe('interviewer')
    node.clock.advance(3)
    await sweep(other)
    await vi.waitFor(async () => expect((await interview(id)).due).toBe('candidate'))
    expect((await interview(id)).turns.map((turn) => turn.by)).toEqual(['interviewer', 'candidate', 'interviewer'])
  })

  it('is spoken at once where no other node can be, and once however many sweep', async () => {
    const id = await start()
    await leave(id)
    await Promise.all([sweep(other, true), sweep(other, true)])
    await vi.waitFor(async () => expect((await interview(id)).due).toBe('candidate'))
    await sweep(other, true)
    expect((await interview(id)).turns).toHaveLength(3)
  })

  it('costs the candidate no time, even when it took longer than the interview', async () => {
    const id = await start()
    const before = await interview(id)
    node.clock.advance(1)
    await leave(id)
    node.clock.advance(24 * 60)
    await sweep(other, true)
    await vi.waitFor(async () => expect((await interview(id)).due).toBe('candidate'))
    const after = await interview(id)
    expect(after).toMatchObject({ status: 'open', endsAt: before.endsAt + 24 * 3600_000 })
    await sweep(other)
    expect((await interview(id)).status).toBe('open')
  })
})

describe('an interview that is over its time', () => {
  it('waits five minutes for a last word, then is ended for time and graded', async () => {
    const id = await start()
    const { endsAt } = await interview(id)
    node.clock.advance((endsAt - node.clock.now()) / 60_000 + 4.9)
    await sweep(other)
    expect((await interview(id)).status).toBe('open')
    node.clock.advance(0.2)
    await sweep(other)
    expect(await interview(id)).toMatchObject({ status: 'ended', endReason: 'time', due: 'nobody' })
    await gradeInterview(node.world, ORG, id)
    expect((await node.world.store.readRuns(ORG, id))[0]?.status).toBe('graded')
  })

  it('is left alone while it is paused', async () => {
    const id = await start()
    await pauseInterview(node.world, ORG, id)
    node.clock.advance(24 * 60)
    await sweep(other)
    expect((await interview(id)).status).toBe('paused')
  })
})

describe('an ended interview that nobody graded', () => {
  it('is queued by the sweep, and graded once', async () => {
    const id = await start()
    await endInterview(node.world, ORG, id, 'candidate')
    const queued: string[] = []
    const jobs = {
      ...node.world.jobs,
      enqueue: async (_: string, job: { interviewId: string }) => void queued.push(job.interviewId),
    }
    await sweep({ ...other, jobs })
    expect(queued).toContain(id)
    await gradeInterview(node.world, ORG, id)
    await gradeInterview(node.world, ORG, id)
    queued.length = 0
    await sweep({ ...other, jobs })
    expect(queued).not.toContain(id)
    expect(await node.world.store.readRuns(ORG, id)).toHaveLength(1)
  })

  it('is graded in the end by the real queue', async () => {
    const id = await start()
    await node.world.jobs.work({ grade: (org, job) => gradeInterview(node.world, org, job.interviewId) })
    await endInterview(node.world, ORG, id, 'candidate')
    await vi.waitFor(async () => expect((await node.world.store.readRuns(ORG, id))[0]?.status).toBe('graded'), 10_000)
  })
})

describe("the interviewer's turn", () => {
  it('spoken by two at once is committed once, and the other says so in the log', async () => {
    const id = await start()
    await leave(id)
    await Promise.all([speakTurn(node.world, ORG, id), speakTurn(other, ORG, id)])
    expect((await interview(id)).turns).toHaveLength(3)
    expect(node.lines.some((line) => line.sentence === 'the turn was spoken by another' && line.interview === id)).toBe(
      true,
    )
  })

  it('is not spoken when it is not due', async () => {
    const id = await start()
    await speakTurn(node.world, ORG, id)
    await endInterview(node.world, ORG, id, 'candidate')
    await speakTurn(node.world, ORG, id)
    expect((await interview(id)).turns).toHaveLength(1)
  })
})
