import { Conflict } from '../errors.ts'
import type { World } from '../ports/world.ts'

/**
 * All answers stand in a rubric, so nobody reads one while somebody is interviewed on its problem, paused or not.
 * @throws Conflict
 */
export async function refuseWhileHeld({ store }: Pick<World, 'store'>, org: string, problem: string): Promise<void> {
  if (await store.isBeingHeld(org, problem))
    throw new Conflict(
      'being-held',
      `An interview on ${problem} is being held; its rubric can be read once that has ended.`,
    )
}
