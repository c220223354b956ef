import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { World } from '../../src/ports/world.ts'
import { acceptTurn } from '../../src/services/accept-turn.ts'
import { pauseInterview } from '../../src/services/change-clock.ts'
import { leave, takeUp } from '../../src/services/left-interviews.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { speakTurn } from '../../src/services/speak-turn.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'

/** Two nodes over one store: each knows only what it left itself. */
let node: TestWorld
let here: World
let there: World
beforeAll(async () => {
  node = await openTestWorld()
  here = node.world
  there = { ...node.world, store: { ...node.world.store }, node: 'another-node' }
})
afterAll(() => node.close())

const start = () => startInterview(here, ORG, { problem: 'queue-loss', format: 'drill', level: 'senior' })
const accept = (world: World, id: string, text: string, key: string = crypto.randomUUID()) =>
  acceptTurn(world, ORG, id, { key, text })

/** A whole turn on one node. */
async function exchange(world: World, id: string, text: string, key?: string) {
  await accept(world, id, text, key)
  await speakTurn(world, ORG, id)
}

describe('an interview that this node left', () => {
  it('is heard on without being read, as if it had been', async () => {
    const id = await start()
    await exchange(here, id, 'A durable queue.')
    const reads = vi.spyOn(here.store, 'readEvents')
    const { loaded } = await accept(here, id, 'It is on three machines.')
    expect(reads).not.toHaveBeenCalled()
    reads.mockRestore()
    expect(loaded).toEqual(await loadInterview(here, ORG, id))
  })

  it('is read anew when another node has moved it on', async () => {
    const id = await start()
    await exchange(here, id, 'A durable queue.')
    await exchange(there, id, 'It is on three machines.')
    const { seq, loaded } = await accept(here, id, 'They are in three places.')
    expect(seq).toBe(7)
    expect(loaded).toEqual(await loadInterview(here, ORG, id))
  })

  it('gives the first result again for a turn that another node took', async () => {
    const id = await start()
    await exchange(here, id, 'A durable queue.')
    await exchange(there, id, 'It is on three machines.', 'the-same-key')
    expect(await accept(here, id, 'It is on three machines.', 'the-same-key')).toMatchObject({ seq: 5, again: true })
  })

  it('is refused as it stands when another node paused it', async () => {
    const id = await start()
    await exchange(here, id, 'A durable queue.')
    await pauseInterview(there, ORG, id)
    await expect(accept(here, id, 'It is on three machines.')).rejects.toMatchObject({ code: 'interview-paused' })
  })

  it('makes room for those left later', async () => {
    const loaded = await loadInterview(here, ORG, await start())
    const store = { ...here.store }
    const ids = Array.from({ length: 40 }, (_, n) => `interview-${n}`)
    for (const id of ids) leave(store, ORG, { ...loaded, interview: { ...loaded.interview, id } })
    const kept = ids.filter((id) => takeUp(store, ORG, id) !== null)
    expect(kept).toEqual(ids.slice(8))
    expect(takeUp(store, ORG, 'interview-39')).toBeNull()
  })
})
