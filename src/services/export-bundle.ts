import { Conflict } from '../errors.ts'
import { type Bundle, bundleOf, otherHashes } from '../grading/bundle.ts'
import type { World } from '../ports/world.ts'
import { sha256 } from './hash.ts'
import { loadInterview, loadRubric } from './load-interview.ts'
import { refuseWhileHeld } from './refuse-while-held.ts'

/**
 * An ended interview with all its runs, to be verified without us.
 * @throws NotFound; Conflict while it, or another on its problem, is being held, since it holds the rubric
 */
export async function exportBundle(
  { store, codeVersion }: Pick<World, 'store' | 'codeVersion'>,
  org: string,
  id: string,
): Promise<Bundle> {
  const { rubric, interview, events } = await loadInterview({ store }, org, id)
  if (interview.status !== 'ended')
    throw new Conflict('not-ended', 'The interview is still being held; it can be exported once it has ended.')
  await refuseWhileHeld({ store }, org, interview.problem)
  const runs = await store.readRuns(org, id)
  const { rubricHash } = interview
  const others = otherHashes(rubricHash, runs).map(async (hash) => [hash, await loadRubric(store, org, hash)] as const)
  const otherRubrics = new Map(await Promise.all(others))
  return bundleOf({ interview: id, rubric, rubricHash, otherRubrics, events, runs, codeVersion }, sha256)
}
