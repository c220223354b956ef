import type { World } from '../ports/world.ts'
import { gradeInterview } from './grade-interview.ts'
import { queueProvisional, regradeProvisional } from './regrade-provisional.ts'
import { sweep } from './sweep.ts'

/** `alone`: the only process of this database, so whatever was under way when the last one died is ours. */
type Start = {
  alone: boolean
  /** How many provisional scorecards the model may grade. */
  provisional: number
}

/** Starts what goes on beside requests: queued jobs, and what an earlier process left due. */
export async function beginWork(world: World, { alone, provisional }: Start): Promise<void> {
  await world.jobs.work({
    grade: (org, { interviewId, provisional }) =>
      provisional === undefined
        ? gradeInterview(world, org, interviewId)
        : regradeProvisional(world, org, interviewId, provisional),
  })
  await sweep(world, alone)
  await queueProvisional(world, provisional)
}
