import type { LegalMove, Move } from '../events.ts'
import type { Probe } from '../rubric.ts'
import type { Situation } from './situation.ts'

/** A rule proposes moves for a situation, best first; none when it does not apply. */
export type Rule = (it: Situation) => LegalMove[]

export function move(
  it: Situation,
  name: Move,
  target: string | null,
  because: string,
  says: string,
  phase = it.interview.phase,
): LegalMove {
  return { move: name, target, phase, because, says }
}

export const probeOf = (it: Situation, id: string): Probe | undefined =>
  it.rubric.problem.probes.find((probe) => probe.id === id)

export const isLast = (it: Situation): boolean => it.interview.phase >= it.rubric.format.phases.length - 1
