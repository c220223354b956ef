import type { World } from '../ports.ts'
import { gradeInterview, newRun } from './grade-interview.ts'
import { loadInterview } from './load-interview.ts'

/**
 * Queues what phrases have graded for the model, behind everything fresh, the newest first. A run of the model, failed
 * ones included, makes a scorecard provisional no more, so that each is queued once, whenever a server starts.
 * @param most how many, since each costs what a grading costs
 */
export async function queueProvisional(world: World, most: number): Promise<void> {
  if (!world.model || most === 0) return
  const places = await world.store.listProvisional(most)
  for (const { org, id } of places) await world.jobs.enqueue(org, { name: 'grade', interviewId: id, provisional: true })
  if (places.length > 0) world.log.info({ interviews: places.length }, 'provisional scorecards go to the model')
}

/**
 * A new run by the model over what phrases have graded, unless there is one by now; the queue holds one job of an
 * interview at a time. @returns and @throws what gradeInterview does
 */
export async function regradeProvisional(world: World, org: string, id: string): Promise<number | null> {
  const [latest] = await world.store.readRuns(org, id)
  if (world.model && latest?.status === 'graded' && latest.grader === 'scripted') {
    const { interview } = await loadInterview(world, org, id)
    await world.store.startRun(org, newRun(world, interview))
  }
  return await gradeInterview(world, org, id)
}
