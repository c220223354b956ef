import type { World } from '../ports/world.ts'
import { endInterview } from './change-clock.ts'
import { leaseAt } from './lease.ts'
import { speakTurn } from './speak-turn.ts'

/** How long after its end an interview waits for a last turn before it is closed. */
const GRACE_MS = 5 * 60_000
const AT_ONCE = 20

/**
 * Picks up what is due and was left: interviewer turns of a node that died, interviews out of time, gradings whose
 * enqueue was lost. What is due is in the store, so any node may do this at any time.
 *
 * @param evenIfLeased take turns that another node holds: right only at the start of the only node there is
 */
export async function sweep(world: World, evenIfLeased = false): Promise<void> {
  const now = world.clock.now()
  const lease = leaseAt(world, now)
  for (const { org, id } of await world.store.takeDue({ now, lease, limit: AT_ONCE, evenIfLeased })) {
    world.log.info({ interview: id }, "picking up the interviewer's turn")
    void world.tasks.run('speak', async (signal) => {
      const told = await speakTurn(world, org, id, signal)
      if (told) world.log.info({ interview: id, ...told }, 'turn picked up')
    })
  }
  for (const { org, id } of await world.store.listOverdue(now - GRACE_MS, AT_ONCE))
    await endInterview(world, org, id, 'time')
  for (const { org, id } of await world.store.listUngraded(now, AT_ONCE))
    await world.jobs.enqueue(org, { name: 'grade', interviewId: id })
}
