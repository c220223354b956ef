import { Conflict } from '../errors.ts'
import { advance, snapshotOf } from '../interview/advance.ts'
import type { EndReason, InterviewEvent } from '../interview/events.ts'
import type { World } from '../ports/world.ts'
import { loadInterview } from './load-interview.ts'

type Needs = Pick<World, 'store' | 'clock' | 'feed'>

/** Pausing what is paused changes nothing; pausing what has ended is a Conflict. */
export const pauseInterview = (world: Needs, org: string, id: string): Promise<void> =>
  change(world, org, id, (at) => ({ type: 'interview-paused', at }))

export const resumeInterview = (world: Needs, org: string, id: string): Promise<void> =>
  change(world, org, id, (at) => ({ type: 'interview-resumed', at }))

/** Ends an interview and queues its grading in the same transaction. Ending twice changes nothing. */
export const endInterview = (world: Needs, org: string, id: string, reason: EndReason): Promise<void> =>
  change(world, org, id, (at) => ({ type: 'interview-ended', at, reason }))

const TRIES = 5

async function change(world: Needs, org: string, id: string, make: (at: number) => InterviewEvent): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { rubric, interview } = await loadInterview(world, org, id)
    const event = make(world.clock.now())
    const { interview: next, effects } = advance(rubric, interview, event)
    if (next === interview) {
      if (interview.status === 'ended' && event.type !== 'interview-ended')
        throw new Conflict('interview-ended', 'This interview has ended; its scorecard is at …/scorecard.')
      return
    }
    const jobs = effects.includes('grade') ? [{ name: 'grade' as const, interviewId: id }] : []
    const append = { org, id, after: interview.seq, events: [event], snapshot: snapshotOf(next), jobs }
    if ((await world.store.append(append)) === 'stored')
      return world.feed.publish(id, { type: 'stored', seq: next.seq })
  }
  throw new Conflict('busy', 'The interview is moving on; try again.', { retryAfter: 1 })
}
