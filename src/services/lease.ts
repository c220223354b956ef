import type { Lease } from '../ports/store.ts'
import type { World } from '../ports/world.ts'

/** With the pause between sweeps, a turn of a node that died is taken up within 30 s. */
const LEASE_MS = 20_000
/** Early enough for a second try before the lease is over. */
const RENEW_MS = 6000

/** This node's hold on an interviewer's turn; nobody else speaks it meanwhile. */
export const leaseAt = (world: Pick<World, 'node'>, now: number): Lease => ({
  owner: world.node,
  until: now + LEASE_MS,
})

/** Holds on to an interviewer's turn for as long as the work on it takes. A renewal that fails is tried again. */
export async function whileLeased<T>(
  world: Pick<World, 'node' | 'clock' | 'store'>,
  org: string,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  const renew = () => world.store.renewLease(org, id, leaseAt(world, world.clock.now())).catch(() => {})
  const renewing = setInterval(renew, RENEW_MS)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
  }
}
