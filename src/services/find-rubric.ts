import { Invalid, NotFound } from '../errors.ts'
import type { Interview } from '../interview/interview.ts'
import type { RubricVersion, World } from '../ports.ts'
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
  if (!PREFIX.test(which))
    throw new Invalid('not-a-rubric', `"${which}" should be current, or the first six or more characters of a hash.`)
  const versions = await store.listRubrics(org, problem)
  const found = versions.filter((it) => it.hash.startsWith(which))
  const fitting = versions.filter((it) => it.level === level)
  const [one, another] = found
  if (!one) throw new NotFound('no-such-rubric', `${problem} has no rubric ${which}. ${thereIs(fitting)}`)
  if (another)
    throw new Invalid('ambiguous-rubric', `${which} begins several rubrics: ${namesOf(found)}. Give more of it.`)
  if (one.level !== level)
    throw new Invalid(
      'rubric-does-not-fit',
      `Rubric ${one.hash.slice(0, SHOWN)} is for the level ${one.level}, and ${level} was asked for. ${thereIs(fitting)}`,
    )
  return one.hash
}

const namesOf = (versions: RubricVersion[]): string => versions.map((it) => it.hash.slice(0, SHOWN)).join(', ')

const thereIs = (versions: RubricVersion[]): string =>
  `For this interview there is: ${['current', ...versions.map((it) => it.hash.slice(0, SHOWN))].join(', ')}.`
