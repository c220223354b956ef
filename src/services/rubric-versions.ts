import { NotFound } from '../errors.ts'
import { type Catalogue, type Rubric, rubricOf } from '../interview/rubric.ts'
import type { RubricVersion } from '../ports/store.ts'
import type { World } from '../ports/world.ts'
import { versionBy } from './find-rubric.ts'
import { hashOf } from './hash.ts'
import { loadRubric } from './load-interview.ts'
import { refuseWhileHeld } from './refuse-while-held.ts'

type Needs = Pick<World, 'store' | 'library'>

/** `ships`: a new interview would be held under it. */
export type Version = RubricVersion & { ships: boolean }

/** The versions of a problem's rubrics, or of all; seen last first. @throws NotFound for a problem nobody knows */
export async function listVersions({ store, library }: Needs, org: string, problem?: string): Promise<Version[]> {
  const { catalogue } = library
  const versions = await store.listRubrics(org, problem)
  const known = catalogue.problems.map((it) => it.id)
  if (problem !== undefined && versions.length === 0 && !known.includes(problem))
    throw new NotFound('no-such-problem', `There is no problem "${problem}". There is: ${known.join(', ')}.`)
  const shipping = hashesIn(catalogue, new Set(versions.map((it) => it.problem)))
  return versions.map((it) => ({ ...it, ships: shipping.has(it.hash) }))
}

/**
 * One version by the beginning of its hash, all of it.
 * @throws NotFound, Invalid; Conflict while somebody is interviewed on its problem, since all answers stand in it
 */
export async function readVersion(
  world: Needs,
  org: string,
  hash: string,
): Promise<{ version: Version; rubric: Rubric }> {
  const version = versionBy(hash, await listVersions(world, org), 'The list of rubrics has the hashes there are.')
  await refuseWhileHeld(world, org, version.problem)
  return { version, rubric: await loadRubric(world.store, org, version.hash) }
}

/** Hashes of all rubrics that ship for these problems. */
function hashesIn(catalogue: Catalogue, problems: Set<string>): Set<string> {
  const { formats, levels } = catalogue
  const rubrics = catalogue.problems
    .filter((problem) => problems.has(problem.id))
    .flatMap((problem) =>
      formats
        .filter((format) => format.fits === problem.kind)
        .flatMap((format) => levels.map((level) => rubricOf(catalogue, problem, format, level))),
    )
  return new Set(rubrics.map(hashOf))
}
