import type { z } from 'zod'
import { type Catalogue, type Problem, rubricOf } from '../interview/rubric.ts'
import type { Read } from './case.ts'
import { type Line, tell } from './tell.ts'
import { checkWritten, unknown, type Written, WrittenSchema } from './written.ts'

/**
 * A labelled interview read from its YAML, as a case. Every id is looked up in the catalogue, each criterion has one
 * label, turns alternate, and a hint helps with the question that is open.
 */
export function readInterview(catalogue: Catalogue, name: string, value: unknown): Read {
  const read = WrittenSchema.safeParse(value)
  if (!read.success) return { flaws: read.error.issues.map((issue) => ({ at: issue.path, says: saidOf(issue) })) }
  const written = read.data
  const { flaws, found } = lookUp(catalogue, written)
  if (!found) return { flaws }
  const { problem } = found
  const wrong = checkWritten(problem, written)
  if (wrong.length > 0) return { flaws: wrong }
  const rubric = rubricOf(catalogue, problem, found.format, found.level)
  const id = `${problem.id}/${name}`
  const { interview } = tell(rubric, id, linesOf(problem, written))
  const marks = written.labels.map((label) => ({ ...label, judge: null }))
  return { value: { id, source: 'labelled', rubric, interview, marks } }
}

const saidOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? `${issue.keys.join(', ')} is no key of this; leave it out`
    : `should be ${issue.message}`

function lookUp({ problems, formats, levels }: Catalogue, written: Written) {
  const problem = problems.find((it) => it.id === written.problem)
  const format = formats.find((it) => it.id === written.format)
  const level = levels.find((it) => it.id === written.level)
  const flaws = [
    ...(problem ? [] : [unknown(['problem'], 'problem', written.problem, problems)]),
    ...(format ? [] : [unknown(['format'], 'format', written.format, formats)]),
    ...(level ? [] : [unknown(['level'], 'level', written.level, levels)]),
  ]
  return { flaws, found: problem && format && level ? { problem, format, level } : null }
}

/** The opening, which is not written, and what follows it. */
const linesOf = ({ brief }: Problem, { turns }: Written): Line[] => [
  { by: 'interviewer', text: brief, move: 'open', target: null },
  ...turns.map(
    (turn): Line =>
      'candidate' in turn
        ? { by: 'candidate', text: turn.candidate }
        : { by: 'interviewer', text: turn.interviewer, move: turn.move, target: turn.target ?? null },
  ),
]
