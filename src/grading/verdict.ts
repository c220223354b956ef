import { z } from 'zod'
import type { Interview } from '../interview/interview.ts'
import type { Criterion, Problem } from '../interview/rubric.ts'

/** What a grader model answers; evidence before the level, so that the level follows from it. */
export const VerdictSchema = z.object({
  quotes: z.array(z.object({ turn: z.int(), text: z.string() })),
  points: z.array(z.object({ id: z.string(), shown: z.boolean() })),
  level: z.int().min(1).max(4),
})

/**
 * The transcript as a grader reads it: numbered turns, no names, nothing else. The opening is the brief alone: the role
 * in it is the candidate's own word.
 */
export const transcriptFor = ({ brief }: Pick<Problem, 'brief'>, interview: Interview): string =>
  interview.turns
    .map((turn) => {
      const text = turn.move === 'open' ? brief : turn.text
      const drew = turn.drew === undefined ? '' : `\n(C's board: ${turn.drew})`
      return `[${turn.seq}] ${turn.by === 'candidate' ? 'C' : 'I'}: ${text}${drew}`
    })
    .join('\n\n')

/** The criterion, last in the prompt so that everything before it is shared among calls. */
export function criterionFor(criterion: Criterion): string {
  const levels = Object.entries(criterion.levels).map(([level, anchor]) => `Level ${level}: ${anchor}`)
  return [
    `${criterion.id}: ${criterion.asks}`,
    ...levels,
    'Points that show it:',
    ...criterion.points.map((point) => `- ${point.id}: ${point.says}`),
  ].join('\n')
}
