import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { World } from '../../src/ports/world.ts'
import { acceptTurn } from '../../src/services/accept-turn.ts'
import { whileLeased } from '../../src/services/lease.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { sweep } from '../../src/services/sweep.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { makeGate } from './language-model.ts'

let node: TestWorld
let other: World
beforeAll(async () => {
  node = await openTestWorld()
  other = { ...node.world, node: 'another-node' }
})
afterAll(() => node.close())
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** Time for everybody: the clock of leases and the timers that renew them. */
async function pass(seconds: number) {
  for (let passed = 0; passed < seconds; passed++) {
    node.clock.advance(1 / 60)
    await vi.advanceTimersByTimeAsync(1000)
  }
}

/** An interview whose turn this node has accepted and now works on. */
async function underWay() {
  const id = await startInterview(node.world, ORG, { problem: 'queue-loss' })
  await acceptTurn(node.world, ORG, id, { key: crypto.randomUUID(), text: 'A durable queue.' })
  const gate = makeGate()
  return { id, gate, working: whileLeased(node.world, ORG, id, () => gate.passed) }
}
const turnsOf = async (id: string) => (await loadInterview(node.world, ORG, id)).interview.turns.length

/** Another node looks for what is due. @returns whether it took this turn up */
async function isTakenUp(id: string): Promise<boolean> {
  // A renewal may be on its way to the database.
  await node.world.store.ping()
  await sweep(other)
  return node.lines.some((line) => line.sentence.startsWith('picking up') && line.interview === id)
}

describe('a turn that a node works on', () => {
  it('stays its own for as long as that takes, and is taken up within 30 s of its end', async () => {
    const { id, gate, working } = await underWay()
    await pass(120)
    expect(await isTakenUp(id)).toBe(false)
    gate.open()
    await working
    await pass(25)
    expect(await isTakenUp(id)).toBe(true)
    await vi.waitFor(async () => expect(await turnsOf(id)).toBe(3))
  })

  it('stays its own through renewals that the database did not take, while one in time is taken', async () => {
    const { id, gate, working } = await underWay()
    const { renewLease } = node.world.store
    let refused = 0
    node.world.store.renewLease = async () => {
      refused++
      throw new Error('away')
    }
    await pass(13)
    node.world.store.renewLease = renewLease
    expect(refused).toBe(2)
    await pass(10)
    expect(await isTakenUp(id)).toBe(false)
    gate.open()
    await working
  })
})
