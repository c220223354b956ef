import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ModelFault, type ModelRequest } from '../../src/ports/model.ts'
import type { World } from '../../src/ports/world.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { makeGate, makeLanguageModel } from '../services/language-model.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, listen, problemOf, type Scorecard, say } from './call.ts'

let app: TestWorld
beforeAll(async () => {
  app = await openTestWorld()
})
afterAll(() => app.close())

const follow = (id: string, after?: string) =>
  app.request(
    `/api/interviews/${id}/scorecard/events`,
    after === undefined ? {} : { headers: { 'last-event-id': after } },
  )

const criteria = () => app.world.library.catalogue.problems.find((it) => it.id === 'queue-loss')?.criteria ?? []

/** An ended interview; nothing works the queue, so that a test grades it when it likes. */
async function ended(): Promise<string> {
  const { id } = await begin(app)
  await say(
    app,
    id,
    criteria()
      .map((it) => it.points[0]?.yes[0])
      .join(' '),
  )
  await act(app, id, 'end')
  return id
}

const VERDICT = { quotes: [], points: [], level: 1 }
const modelled = (verdict: (request: ModelRequest) => unknown): World => ({
  ...app.world,
  model: makeLanguageModel({ verdict }),
})

describe('a scorecard, as a stream', () => {
  it('comes whole as criteria settle, and ends with its grading', async () => {
    const id = await ended()
    const late = makeGate()
    const last = criteria().at(-1)?.id
    const world = modelled(async (request) => {
      if (request.messages.at(-1)?.content.includes(`${last}: `)) await late.passed
      return VERDICT
    })
    const response = await follow(id)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const heard = listen(response)
    const next = async () => (await heard.next())?.data as Scorecard
    expect(await next()).toMatchObject({ status: 'grading', grades: [] })
    const grading = gradeInterview(world, ORG, id)
    const total = criteria().length
    let card = await next()
    while (card.progress.done < total - 1) card = await next()
    expect(card).toMatchObject({ status: 'grading', progress: { done: total - 1, total } })
    expect(card.grades.map((it) => it.criterion)).not.toContain(last)
    late.open()
    const sent = await heard.rest()
    await grading
    expect(sent.at(-1)).toMatchObject({ event: 'scorecard', data: { status: 'graded', progress: { done: total } } })
    expect(new Set(sent.map((it) => it.id)).size).toBe(sent.length)
  })

  it('says when the model is asked again', async () => {
    const id = await ended()
    const heard = listen(await follow(id))
    await heard.next()
    const world = modelled(() => {
      throw new ModelFault('unreachable', 'the endpoint cannot be reached')
    })
    await gradeInterview(world, ORG, id)
    let card = (await heard.next())?.data as Scorecard
    while (!card.waiting) card = (await heard.next())?.data as Scorecard
    expect(card).toMatchObject({ status: 'grading', failure: null })
    expect(card.waiting).toMatchObject({ try: 2, of: 24, because: 'the endpoint cannot be reached' })
    expect(Date.parse(card.waiting?.at ?? '')).toBeGreaterThanOrEqual(app.clock.now() + 10_000)
    const polled = await app.request(`/api/interviews/${id}/scorecard`)
    expect(polled.status).toBe(202)
    expect(Number(polled.headers.get('retry-after'))).toBeGreaterThanOrEqual(10)
    await heard.leave()
  })

  it('hears of a grading by another process too', async () => {
    const id = await ended()
    const heard = listen(await follow(id))
    await heard.next()
    // What another process publishes is not heard here.
    const elsewhere = { publish: () => {}, subscribe: () => () => {} }
    await gradeInterview({ ...app.world, feed: elsewhere }, ORG, id)
    expect((await heard.rest()).at(-1)?.data).toMatchObject({ status: 'graded' })
  })

  it('that is over is sent once to who comes late, and not again to who has it', async () => {
    const id = await ended()
    await gradeInterview(app.world, ORG, id)
    const sent = await listen(await follow(id)).rest()
    expect(sent).toHaveLength(1)
    expect(sent[0]?.data).toMatchObject({ status: 'graded' })
    // The answer upon which an EventSource stops coming back.
    expect((await follow(id, sent[0]?.id ?? '')).status).toBe(204)
    expect((await follow(id, 'nonsense')).status).toBe(200)
  })

  it('shows that somebody is there while nothing happens, and forgets who leaves', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const id = await ended()
      const heard = listen(await follow(id))
      await heard.next()
      await vi.advanceTimersByTimeAsync(15_000)
      while (heard.comments() === 0) await heard.pull()
      await heard.leave()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('of an interview that is being held, or that there is not, is a problem', async () => {
    const { id } = await begin(app)
    await problemOf(await follow(id), 409, 'not-ended')
    await problemOf(await follow('0199c6a0-0000-7000-8000-000000000000'), 404, 'no-such-interview')
  })
})
