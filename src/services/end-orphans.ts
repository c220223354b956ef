import type { Run } from '../grading/grade.ts'
import type { World } from '../ports/world.ts'

/** Why a run cannot be gone on with by this process, in a sentence; null when it can. */
export function orphanedBy({ model, library }: Pick<World, 'model' | 'library'>, run: Run): string | null {
  if (run.grader !== 'model') return null
  // What a model began, phrases do not go on with in its name; nor do other prompts in the name of those it names.
  if (!model) return 'The model that began this run is not configured any more.'
  if (run.promptHash === library.prompts.hash) return null
  return 'The prompts changed before this run was over; it was begun again with the new ones.'
}

const BEHIND = 'Another grading of this interview was begun before this one was over.'

/** Ends those of an interview's runs that nobody will finish, with the grades they have: a newer one stands before them. */
export async function endOrphans(
  world: Pick<World, 'store' | 'model' | 'library' | 'clock'>,
  org: string,
  runs: Run[],
): Promise<void> {
  for (const run of runs.filter((it) => it.status === 'grading'))
    await world.store.finishRun(org, run.id, {
      ...{ status: 'failed', finishedAt: world.clock.now(), model: run.model, checks: run.checks, debrief: null },
      failure: orphanedBy(world, run) ?? BEHIND,
    })
}
