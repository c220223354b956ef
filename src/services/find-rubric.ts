import { Invalid, NotFound } from '../errors.ts'
import type { Interview } from '../interview/interview.ts'
import type { RubricVersion } from '../ports/store.ts'
import type { World } from '../ports/world.ts'
import { hashOf } from './hash.ts'
import { rubricFor } from './start-interview.ts'

const PREFIX = /^[0-9a-f]{6,64}$/
const SHOWN = 12

/**
 * The hash of a version of an interview's rubric: `current`, the one that ships, which is published by this; or one that
 * the store knows, by the beginning of its hash.
 * @throws Invalid for what can be no hash, for one that begins several or that is for another level; NotFound for one
 *   that nobody was interviewed or graded under, or for a problem that does not ship any more
 */
export async function findRubric(
  { store, library }: Pick<World, 'store' | 'library'>,
  org: string,
  { problem, format, level }: Interview,
  which: string,
): Promise<string> {
  if (which === 'current') {
    const rubric = rubricFor(library.catalogue, { problem, format, level })
    const hash = hashOf(rubric)
    await store.publishRubric(org, hash, rubric)
    return hash
  }
  const versions = await store.listRubrics(org, problem)
  const fitting = versions.filter((it) => it.level === level)
  const one = versionBy(which, versions, `For this interview there is: ${['current', ...namesOf(fitting)].join(', ')}.`)
  if (one.level !== level)
    throw new Invalid(
      'rubric-does-not-fit',
      `Rubric ${one.hash.slice(0, SHOWN)} is for the level ${one.level}, and ${level} was asked for.`,
    )
  return one.hash
}

/**
 * The version whose hash begins so. @param otherwise what there is instead, as a sentence
 * @throws Invalid for what can be no hash, or begins several; NotFound
 */
export function versionBy<Version extends RubricVersion>(
  which: string,
  versions: Version[],
  otherwise: string,
): Version {
  if (!PREFIX.test(which))
    throw new Invalid(
      'not-a-rubric',
      `"${which}" should be the first six or more characters of a rubric's hash. ${otherwise}`,
    )
  const [one, ...more] = versions.filter((it) => it.hash.startsWith(which))
  if (!one) throw new NotFound('no-such-rubric', `There is no rubric ${which}. ${otherwise}`)
  if (more.length > 0)
    throw new Invalid('ambiguous-rubric', `${which} begins ${namesOf([one, ...more]).join(' and ')}; give more of it.`)
  return one
}

const namesOf = (versions: RubricVersion[]): string[] => versions.map((it) => it.hash.slice(0, SHOWN))
