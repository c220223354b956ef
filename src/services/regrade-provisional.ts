import type { World } from '../ports/world.ts'
import { gradeInterview } from './grade-interview.ts'
import { loadInterview } from './load-interview.ts'
import { newRun } from './new-run.ts'

/**
 * Queues the newest scorecard that phrases made for the model, behind everything fresh; the next follows when it is
 * graded. A run of the model, failed ones included, makes a scorecard provisional no more, so that each is paid for once,
 * also where somebody has phrases grade it again.
 * @param most how many in all, since each costs what a grading costs
 */
export async function queueProvisional(world: World, most: number): Promise<void> {
  if (!world.model || most === 0) return
  const [place] = await world.store.listProvisional(1)
  if (!place) return
  world.log.info({ interview: place.id, most }, 'a provisional scorecard goes to the model')
  await world.jobs.enqueue(place.org, { name: 'grade', interviewId: place.id, provisional: most - 1 })
}

/**
 * A new run by the model over what phrases have graded, unless there is one by now; the queue holds one job of an
 * interview at a time. One at a time, and no further than the first that fails: a wrong key must not make a failure of
 * every scorecard there is.
 * @param more how many others may follow
 * @returns and @throws what gradeInterview does
 */
export async function regradeProvisional(world: World, org: string, id: string, more: number): Promise<number | null> {
  const runs = await world.store.readRuns(org, id)
  if (world.model && runs.every((it) => it.grader === 'scripted' && it.status !== 'grading')) {
    const { interview } = await loadInterview(world, org, id)
    await world.store.startRun(org, newRun(world, interview), { again: true })
  }
  const again = await gradeInterview(world, org, id)
  if (again !== null) return again
  const [run] = await world.store.readRuns(org, id)
  if (run?.status === 'graded') await queueProvisional(world, more)
  return null
}
