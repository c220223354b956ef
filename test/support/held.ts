import type { Criterion } from '../../src/interview/rubric.ts'
import type { World } from '../../src/ports/world.ts'
import { acceptTurn } from '../../src/services/accept-turn.ts'
import { endInterview } from '../../src/services/change-clock.ts'
import { speakTurn } from '../../src/services/speak-turn.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { ORG } from './world.ts'

/** Interviews that are over, for who grades them. */

const PROBLEM = 'queue-loss'

export function criteriaOf({ library }: Pick<World, 'library'>): Criterion[] {
  const problem = library.catalogue.problems.find((it) => it.id === PROBLEM)
  if (!problem) throw new Error(`there is no problem ${PROBLEM}`)
  return problem.criteria
}

/** A turn that reaches each of these. */
export const reaching = (criteria: Criterion[]): string => criteria.map((it) => it.points[0]?.yes[0]).join(' ')

/** An ended interview in which these turns were said; unless told, one in which every criterion was reached. */
export async function holdInterview(
  world: World,
  said = [reaching(criteriaOf(world))],
  { org = ORG, level = 'senior' }: { org?: string; level?: 'mid' | 'senior' } = {},
): Promise<string> {
  const id = await startInterview(world, org, { problem: PROBLEM, level, interviewer: 'scripted' })
  for (const text of said) {
    await acceptTurn(world, org, id, { key: crypto.randomUUID(), text })
    await speakTurn(world, org, id)
  }
  await endInterview(world, org, id, 'candidate')
  return id
}

type Asking = { messages: { content: string }[] }

/** Which criterion a grader is asked about. */
export const criterionIn = (criteria: Criterion[], { messages }: Asking): string =>
  criteria.find((it) => messages.at(-1)?.content.includes(`${it.id}: ${it.asks}`))?.id ?? '?'
