import { Conflict } from '../errors.ts'
import type { Run } from '../grading/grade.ts'
import type { World } from '../ports.ts'
import { newRun } from './grade-interview.ts'
import { loadInterview } from './load-interview.ts'

type Needs = Pick<World, 'store' | 'model' | 'library' | 'clock' | 'ids' | 'log' | 'codeVersion' | 'jobs'>

/**
 * Grades an ended interview again: a new run is queued, and earlier ones stay as they are. After a failed run of the same
 * grader and prompts only what had failed is graded, so nothing is paid for twice. @returns the id of the run
 * @throws NotFound; Conflict while the interview is held, or while a grading of it is under way
 */
export async function regradeInterview(world: Needs, org: string, id: string): Promise<string> {
  const { interview } = await loadInterview(world, org, id)
  if (interview.status !== 'ended')
    throw new Conflict('not-ended', 'The interview is still being held; it is graded when it ends.')
  const [latest] = await world.store.readRuns(org, id)
  if (!latest || latest.status === 'grading')
    throw new Conflict('grading', 'This interview is being graded already; its scorecard tells how far.', {
      retryAfter: 1,
    })
  const run = newRun(world, interview)
  await world.store.startRun(org, { ...run, grades: isResumption(latest, run) ? settledIn(latest) : [] })
  await world.jobs.enqueue(org, { name: 'grade', interviewId: id })
  return run.id
}

const isResumption = (latest: Run, run: Run): boolean =>
  latest.status === 'failed' && latest.grader === run.grader && latest.promptHash === run.promptHash

const settledIn = (run: Run): Run['grades'] => run.grades.filter((grade) => grade.abstained !== 'grader_failed')
