import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Rests } from '../../src/adapters/llm/rests.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { modelAt } from '../adapters/llm/call.ts'
import { act, begin, read, say } from '../http/call.ts'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { makeClock, ORG, openTestWorld, type TestWorld } from '../support/world.ts'

/** An hour without the model, on a clock that moves only between turns. */

const MINUTE = 60_000
const STEP_S = 90
const AT_ONCE = 3
const WORDS = 'I would put a durable queue in front of the workers.'

const refused = () => {
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause }))
}
const hanging = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
const status503 = async () => new Response('{"error":{"message":"no"}}', { status: 503 })
/** Of a reading of one criterion and of the whole; a debrief is scripted then. */
const ANSWER = { quotes: [], points: [], level: 1, attempts: [], flags: [] }

const WAYS = { refuses: refused, 'answers 503': status503, hangs: hanging }

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('while the endpoint %s for an hour', (way) => {
  const clock = makeClock()
  const started = clock.now()
  /** When the endpoint was asked, in milliseconds since the start. */
  const asked: number[] = []
  const open: string[] = []
  const ended = new Map<string, number>()
  let isAway = true
  let endpoint: FakeModel
  let node: TestWorld
  let turns = 0
  /** Turns whose question was the authored one, since the model was away. */
  let given = 0
  beforeAll(async () => {
    endpoint = await startFakeModel({ respond: () => ANSWER })
    const model = modelAt(endpoint.baseUrl, {
      grader: 'small-model',
      rests: new Rests({ now: () => clock.now() - started }),
      limits: { firstToken: 300, total: 10_000 },
      fetch: (url, init) => {
        asked.push(clock.now() - started)
        return isAway ? WAYS[way](init?.signal) : fetch(url, init)
      },
    })
    node = await openTestWorld({ model, clock, patienceMs: 100 })
  })
  afterAll(async () => {
    await node.close()
    await endpoint.close()
  })

  /** Grades what is due, as the queue would. */
  async function grade(): Promise<void> {
    for (const [id, due] of ended) {
      if (due > clock.now()) continue
      const after = await gradeInterview(node.world, ORG, id)
      if (after === null) ended.delete(id)
      else ended.set(id, clock.now() + after)
    }
  }
  const end = async (id: string) => {
    expect((await act(node, id, 'end')).status).toBe(200)
    ended.set(id, clock.now())
  }

  /** A minute and a half of one candidate. */
  async function go(slot: number, step: number): Promise<void> {
    const last = open[slot]
    const id = last && !ended.has(last) ? last : (await begin(node, { interviewer: 'model' })).id
    open[slot] = id
    const { reply, fault, clock: told } = await say(node, id, WORDS)
    turns++
    expect(reply.text).toMatch(/\w/)
    if (fault !== null) given++
    if (told.status === 'ended') ended.set(id, clock.now())
    else if (step % 10 === 9) await end(id)
    else if (step % 4 === 3)
      for (const verb of ['pause', 'resume'] as const) expect((await act(node, id, verb)).status).toBe(200)
    await read(node, `/api/interviews/${id}`)
  }

  it('every create, answer, read, pause, resume and end succeeds, and every answer gets a question', async () => {
    for (let step = 0; step * STEP_S < 3600; step++) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, slot) => go(slot, step)))
      await grade()
      clock.advance(STEP_S / 60)
    }
    for (const id of open) if (!ended.has(id)) await end(id)
    expect([turns, given > 60, ended.size >= AT_ONCE]).toEqual([120, true, true])
  }, 120_000)

  it('it is asked no more than once in ten seconds, and no more than if it were there', () => {
    const probes = asked.slice(5)
    expect(probes.length).toBeGreaterThan(10)
    for (const [n, at] of probes.entries()) expect(at - (probes[n - 1] ?? 0)).toBeGreaterThanOrEqual(10_000)
    expect(asked.length).toBeLessThanOrEqual(1.1 * turns)
  })

  it('what had ended is graded by itself when it is back', async () => {
    isAway = false
    const all = [...ended.keys()]
    const back = clock.now()
    while (ended.size > 0 && clock.now() < back + 30 * MINUTE) {
      await grade()
      clock.advance(0.5)
    }
    expect(ended.size).toBe(0)
    for (const id of all) {
      const runs = await node.world.store.readRuns(ORG, id)
      expect(runs.map((run) => [run.grader, run.status])).toEqual([['model', 'graded']])
    }
  }, 120_000)
})
