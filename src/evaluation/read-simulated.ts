import { z } from 'zod'
import type { Level } from '../grading/agreement/rows.ts'
import { sentences } from '../interview/words.ts'
import type { Flaw, Mark, Read } from './case.ts'
import { EVERYTHING, foreignRubric, type Judged } from './foreign.ts'
import { type Line, tell } from './tell.ts'

const Text = z.string('text')
const Grade = z.enum(['low', 'medium', 'high'], 'low, medium or high')
type Grade = z.infer<typeof Grade>

/** Rows of "beyond-the-resume": a simulated interview, anchors of each criterion, the levels it was simulated for. */
const RowSchema = z.object({
  id: z.union([z.string(), z.number()], 'an id'),
  resume_id: Text,
  rubric: z.record(Text, z.record(Grade, Text)),
  target_levels: z.record(Text, Grade),
  baseline_final_posterior: z.record(Text, z.record(Grade, z.number('a probability'))).optional(),
  turns: z.array(z.object({ role: z.enum(['interviewer', 'applicant']), message: Text })).min(1, 'at least one turn'),
})
type Row = z.infer<typeof RowSchema>

const LEVEL_OF: Record<Grade, Level> = { low: 1, medium: 2, high: 3 }

/** The highest level in use here. */
export const HIGHEST_SIMULATED = 3

/**
 * A row of "beyond-the-resume" as a case: low, medium and high are 1, 2 and 3; the anchor of 4 says that it is not used
 * here, and a 4 of the grader's counts as 3. The interviewer's first turn asks for everything, so that every criterion is
 * reached. The judge is the likeliest level of the posterior that was published with the data.
 */
export function readSimulated(value: unknown): Read {
  const read = RowSchema.safeParse(value)
  if (!read.success)
    return { flaws: read.error.issues.map(({ path, message }) => ({ at: path, says: `should be ${message}` })) }
  const row = read.data
  const flaws = check(row)
  if (flaws.length > 0) return { flaws }
  const role = row.resume_id.split('_')[0] ?? row.resume_id
  const judged = Object.entries(row.rubric).map(([id, anchors]) => judgedBy(id, anchors))
  const brief = 'A job interview. The criteria are told one by one.'
  const rubric = foreignRubric({ id: role, title: 'A job interview', brief }, judged)
  const id = `${role}/${row.id}`
  const marks = Object.keys(row.rubric).map((criterion) => markOf(row, criterion))
  return { value: { id, source: 'simulated', rubric, interview: tell(rubric, id, linesOf(row)).interview, marks } }
}

function check({ rubric, target_levels: levels, turns }: Row): Flaw[] {
  const unmarked = Object.keys(rubric).filter((id) => levels[id] === undefined)
  const wrong = turns.findIndex(({ role }, i) => role !== (i % 2 === 0 ? 'interviewer' : 'applicant'))
  return [
    ...unmarked.map((id) => ({ at: ['target_levels'], says: `${id} has no level; give it low, medium or high` })),
    ...(wrong === -1 ? [] : [{ at: ['turns', wrong], says: 'turns should alternate, the interviewer first' }]),
  ]
}

const judgedBy = (id: string, { low = '', medium = '', high = '' }: Partial<Record<Grade, string>>): Judged => ({
  id,
  asks: `What does the interview show of ${id.replaceAll('_', ' ')}?`,
  levels: { 1: low, 2: medium, 3: high, 4: 'Not used here: 3 is the highest.' },
  shows: sentences(high).map(({ start, end }) => high.slice(start, end)),
})

function markOf({ target_levels: levels, baseline_final_posterior: posterior }: Row, criterion: string): Mark {
  const target = levels[criterion]
  const [likeliest] = Object.entries(posterior?.[criterion] ?? {}).toSorted(([, a], [, b]) => b - a)
  return {
    criterion,
    level: target ? LEVEL_OF[target] : null,
    shown: null,
    because: null,
    judge: likeliest ? LEVEL_OF[likeliest[0] as Grade] : null,
  }
}

const linesOf = ({ turns }: Row): Line[] =>
  turns.map(({ role, message: text }, i): Line => {
    if (role === 'applicant') return { by: 'candidate', text }
    return i === 0
      ? { by: 'interviewer', text, move: 'probe', target: EVERYTHING }
      : { by: 'interviewer', text, move: 'be-specific', target: null }
  })
