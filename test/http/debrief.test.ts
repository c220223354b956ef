import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, read, type Scorecard, say } from './call.ts'

const DURABLE = "I'd make it a durable queue with persistent messages, so a restart reads them back from disk."

let app: TestWorld
beforeAll(async () => {
  app = await openTestWorld()
})
afterAll(() => app.close())

describe('the debrief of a scorecard', () => {
  it('is null until the interview is graded, and then quotes what was said, in a drill as well', async () => {
    const { id } = await begin(app, { job: 'Zeppelin pilot', resume: 'Ermentrude flew airships.' })
    await say(app, id, DURABLE)
    await say(app, id, "I don't know.")
    await act(app, id, 'end')
    const before = await read<Scorecard>(app, `/api/interviews/${id}/scorecard`)
    expect([before.status, before.debrief]).toEqual(['grading', null])
    await gradeInterview(app.world, ORG, id)
    const { debrief, grades } = await read<Scorecard>(app, `/api/interviews/${id}/scorecard`)
    expect(debrief).toMatchObject({ by: 'scripted', instead: null })
    expect(debrief?.criteria.map((it) => it.criterion)).toEqual(grades.map((it) => it.criterion))
    const sending = debrief?.criteria.find((it) => it.criterion === 'sending')
    expect(sending?.shown?.quotes).toMatchObject([{ turn: 3, text: DURABLE.slice(0, -1) }])
    expect(debrief?.practise[0]).toMatchObject({
      turn: expect.any(Number),
      drill: { scenario: expect.stringMatching(/^[a-z]/) },
    })
    expect(JSON.stringify(debrief)).not.toMatch(/zeppelin|ermentrude|"raw"|"calls"|"dropped"/i)
  })
})
