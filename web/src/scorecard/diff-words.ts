import type { RunDiff } from '../api.ts'

/** What two gradings differ in, in words. */

type CriterionDiff = RunDiff['criteria'][number]
type Cause = RunDiff['causes'][number]

export const MOVEMENTS = {
  up: 'up',
  down: 'down',
  same: 'the same level',
  given: 'given a level',
  withheld: 'no level any more',
  added: 'new in this rubric',
  dropped: 'not in this rubric',
} as const

const WHATS = { grader: 'Grader', model: 'Model', prompt: 'Prompts', rubric: 'Rubric', code: 'Code' } as const
const SHOWN = 8

/** Hashes are told apart by their beginnings. */
export function sayCause({ what, before, after }: Cause): string {
  const brief = (text: string) => (what === 'prompt' || what === 'rubric' ? text.slice(0, SHOWN) : text)
  return `${WHATS[what]}: ${brief(before)} → ${brief(after)}`
}

/** How many criteria went which way, such as "2 up, 1 down, 4 the same level". */
export function countMovements(criteria: CriterionDiff[]): string {
  const counted = Map.groupBy(criteria, (it) => it.movement)
  const parts = Object.entries(MOVEMENTS).flatMap(([movement, words]) => {
    const count = counted.get(movement as CriterionDiff['movement'])?.length ?? 0
    return count > 0 ? [`${count} ${words}`] : []
  })
  return `${parts.join(', ')}.`
}
