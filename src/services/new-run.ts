import type { Run } from '../grading/grade.ts'
import type { Interview } from '../interview/interview.ts'
import type { World } from '../ports/world.ts'

/** The name by which the scripted grader is asked for. */
export const SCRIPTED = 'scripted'

/** By which rubric and which model; `scripted` is none: it grades by phrases. */
type By = { rubricHash?: string | undefined; model?: string | null | undefined }

/**
 * A run over an interview, with nothing graded yet: by the configured grader and the rubric it was held under, unless
 * told otherwise.
 */
export const newRun = (
  world: Pick<World, 'model' | 'library' | 'clock' | 'ids' | 'codeVersion'>,
  interview: Interview,
  { rubricHash = interview.rubricHash, model }: By = {},
): Run => ({
  id: world.ids.next(),
  interviewId: interview.id,
  status: 'grading',
  startedAt: world.clock.now(),
  finishedAt: null,
  grader: world.model && model !== SCRIPTED ? 'model' : 'scripted',
  model: null,
  wants: world.model && model !== SCRIPTED ? (model ?? world.model.names?.grader ?? null) : null,
  rubricHash,
  promptHash: world.library.prompts.hash,
  codeVersion: world.codeVersion,
  grades: [],
  heard: null,
  checks: [],
  waiting: null,
  failure: null,
})
