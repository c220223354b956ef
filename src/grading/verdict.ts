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
 * in it is the candidate's own word. Only our marks stand at the beginning of a line, so that no words can pass for
 * another turn, a board or an instruction; the space before later lines is none to a quote.
 */
export const transcriptFor = ({ brief }: Pick<Problem, 'brief'>, interview: Interview): string =>
  interview.turns
    .flatMap((turn) => [
      `[${turn.seq}] ${turn.by === 'candidate' ? 'C' : 'I'}: ${inset(turn.move === 'open' ? brief : turn.text)}`,
      ...(turn.drew === undefined ? [] : [`[${turn.seq}] board: ${inset(turn.drew)}`]),
    ])
    .join('\n\n')

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g
const inset = (text: string): string => text.replace(LINE_BREAK, '\n    ')

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
