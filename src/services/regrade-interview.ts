import { Conflict } from '../errors.ts'
import type { Run } from '../grading/grade.ts'
import type { World } from '../ports/world.ts'
import { findRubric } from './find-rubric.ts'
import { loadInterview } from './load-interview.ts'
import { newRun, SCRIPTED } from './new-run.ts'

type Needs = Pick<World, 'store' | 'model' | 'library' | 'clock' | 'ids' | 'log' | 'feed' | 'codeVersion' | 'jobs'>

/** Which grader and which rubric; the configured one, and the one it was held under, where nothing is said. */
export type Wish = {
  /** A model's name at the configured endpoint, or `scripted`. */
  model?: string | undefined
  /** `current`, or the beginning of a hash. */
  rubric?: string | undefined
}

/**
 * Grades an ended interview again: a new run is queued, and earlier ones stay as they are. After a failed run of the same
 * grader, model, rubric and prompts only what had failed is graded, so nothing is paid for twice. @returns the run's id
 * @throws NotFound or Invalid, also for the rubric; Conflict while the interview is held, while a grading of it is under
 *   way, and for a model where none is configured
 */
export async function regradeInterview(world: Needs, org: string, id: string, wish: Wish = {}): Promise<string> {
  const { interview } = await loadInterview(world, org, id)
  if (interview.status !== 'ended')
    throw new Conflict('not-ended', 'The interview is still being held; it is graded when it ends.')
  if (wish.model !== undefined && wish.model !== SCRIPTED && !world.model)
    throw new Conflict(
      'no-model',
      `No model is configured, so ${wish.model} cannot be asked; set OPENAI_BASE_URL or OPENAI_API_KEY, or choose ${SCRIPTED}.`,
    )
  const [latest] = await world.store.readRuns(org, id)
  if (!latest || latest.status === 'grading') throw underWay()
  const rubricHash = wish.rubric === undefined ? undefined : await findRubric(world, org, interview, wish.rubric)
  const run = newRun(world, interview, { rubricHash, model: wish.model })
  const whole = isResumption(latest, run) ? { ...run, ...settledIn(latest) } : run
  if (!(await world.store.startRun(org, whole, { again: true }))) throw underWay()
  world.feed.publish(id, { type: 'graded' })
  await world.jobs.enqueue(org, { name: 'grade', interviewId: id })
  return run.id
}

const underWay = () =>
  new Conflict('grading', 'This interview is being graded already; its scorecard tells how far.', { retryAfter: 1 })

const isResumption = (latest: Run, run: Run): boolean =>
  latest.status === 'failed' &&
  latest.grader === run.grader &&
  (latest.wants ?? null) === (run.wants ?? null) &&
  latest.rubricHash === run.rubricHash &&
  latest.promptHash === run.promptHash

/** What was heard goes with the grades that were settled by it; it is asked again only where it failed with all of them. */
function settledIn({ grades, heard }: Run): Pick<Run, 'grades' | 'heard'> {
  const settled = grades.filter((grade) => grade.abstained !== 'grader_failed')
  const isKept = heard?.failure === null || settled.some((grade) => grade.raw.length > 0)
  return { grades: settled, heard: isKept ? heard : null }
}
