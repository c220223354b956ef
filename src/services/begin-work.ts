import type { World } from '../ports.ts'
import { gradeInterview } from './grade-interview.ts'
import { sweep } from './sweep.ts'

/**
 * Starts what goes on beside requests: queued jobs, and what an earlier process left due.
 * @param alone the only process of this database, so whatever was under way when the last one died is ours
 */
export async function beginWork(world: World, alone: boolean): Promise<void> {
  await world.jobs.work({ grade: (org, job) => gradeInterview(world, org, job.interviewId) })
  await sweep(world, alone)
}
