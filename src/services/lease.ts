import type { Lease, World } from '../ports.ts'

/** Beyond the model's patience: the limits of its adapter and the commit. */
const MARGIN_MS = 90_000

/** This node's hold on an interviewer's turn: longer than any turn takes, so that nobody else speaks it meanwhile. */
export const leaseAt = (world: Pick<World, 'node' | 'patienceMs'>, now: number): Lease => ({
  owner: world.node,
  until: now + world.patienceMs * 2 + MARGIN_MS,
})
