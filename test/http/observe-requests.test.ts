import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMeter } from '../../src/adapters/meter/open-meter.ts'
import type { ChatRequest } from '../../src/fake-model/answer-wire.ts'
import type { FakeAnswer } from '../../src/fake-model/open-endpoint.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { modelAt } from '../adapters/llm/call.ts'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { type Line, ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, listen, say, turn } from './call.ts'

/** One interview with a model, its faults and its grading, as its operator sees it. */

const RESUME = 'Ermentrude Quillfeather ran the ticketing platform of a zeppelin line.'
const SAID = [
  'I would put a durable queue behind the checkout of Ermentrude, with persistent messages.',
  'Each consumer keeps the identifiers of the zeppelin tickets that it has sold already.',
  'And then I would measure how old the oldest unsold zeppelin ticket is.',
]
const WORDED = 'What becomes of the zeppelin tickets when that worker dies?'
const FAULTY = 'Half a zeppelin sentence that never'

let endpoint: FakeModel
let node: TestWorld
let id: string
const streamed: string[] = []

function answer({ messages }: ChatRequest): FakeAnswer {
  const last = messages.at(-1)?.content ?? ''
  const [, move, target] = /\n- ([a-z-]+) (\S+): /.exec(last) ?? []
  if (!move) return { quotes: [{ turn: 3, text: SAID[0] }], points: [], level: 2, attempts: [], flags: [] }
  if (last.includes(SAID[1] ?? '')) return { fault: 'F8', seed: 3, answer: { move, target, say: FAULTY, observed: [] } }
  return { move, target, say: WORDED, observed: [{ probe: 'none', answered: 'partly', quote: SAID[0] }] }
}

beforeAll(async () => {
  endpoint = await startFakeModel({ respond: answer })
  const meter = openMeter({ models: ['small-model'], prices: {} })
  const model = modelAt(endpoint.baseUrl, {
    grader: 'small-model',
    meter,
    limits: { firstToken: 15_000, betweenTokens: 15_000, total: 30_000 },
  })
  node = await openTestWorld({ model, meter, patienceMs: 15_000 })
  id = (await begin(node, { interviewer: 'model', resume: RESUME, job: 'Zeppelin engineer' })).id
  for (const text of SAID.slice(0, 2)) await say(node, id, text)
  const headers = { accept: 'text/event-stream' }
  const response = await node.request(`/api/interviews/${id}/turns`, turn(SAID[2], 'a-key-of-mine', headers))
  streamed.push(...(await listen(response).rest()).map((it) => it.event))
  await act(node, id, 'end')
  await gradeInterview(node.world, ORG, id)
  await node.request('/api/interviews/nowhere/transcript')
  await node.world.tasks.drain(5000)
})
afterAll(async () => {
  await node.close()
  await endpoint.close()
})

const requests = (): Line[] => node.lines.filter((line) => line.sentence === 'request')

describe('the log of an interview', () => {
  it('has one line for each request, with its route, its ids, its status and its time', () => {
    expect(requests().map((line) => [line.method, line.route, line.status])).toEqual([
      ['POST', '/api/interviews', 201],
      ['POST', '/api/interviews/:id/turns', 200],
      ['POST', '/api/interviews/:id/turns', 200],
      ['POST', '/api/interviews/:id/turns', 200],
      ['POST', '/api/interviews/:id/end', 200],
      ['GET', '/api/interviews/:id/transcript', 404],
    ])
    for (const line of requests()) {
      expect(line).toMatchObject({ request: expect.stringMatching(/^[\w-]{20,}$/), ms: expect.any(Number) })
      if (String(line.route).includes(':id') && line.status === 200) expect(line.interview).toBe(id)
    }
  })

  it("tells with a turn's request what became of it, streamed or whole: phase, move, times, tokens, fault", () => {
    const turns = requests().filter((line) => String(line.route).endsWith('/turns'))
    for (const line of turns)
      expect(line).toMatchObject({
        turn: expect.any(Number),
        phase: expect.stringMatching(/^[a-z-]+$/),
        move: expect.stringMatching(/^[a-z-]+$/),
        firstSentenceMs: expect.any(Number),
        turnMs: expect.any(Number),
      })
    const [first, second, third] = turns
    expect(first).toMatchObject({ by: 'model', fault: null, promptTokens: expect.any(Number), model: 'small-model' })
    expect(second).toMatchObject({ by: 'script', fault: 'cut' })
    expect(third).toMatchObject({ by: 'model', fault: null, cachedTokens: expect.any(Number) })
    expect(streamed).toContain('say')
  })

  it('has one line for its grading', () => {
    const lines = node.lines.filter((line) => line.sentence === 'grading')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      interview: id,
      run: expect.stringMatching(/^[\w-]{36}$/),
      grader: 'model',
      status: 'graded',
      model: 'small-model',
      graderFailed: 0,
      tries: 1,
      ms: 0,
      promptTokens: expect.any(Number),
    })
    expect(lines[0]?.calls).toBe(10)
  })

  it('holds nothing that was said, asked, drawn from the résumé, prompted or graded', async () => {
    const log = JSON.stringify(node.lines)
    const prompted = endpoint.requests.flatMap(({ body }) => body.messages.map((it) => it.content))
    const said = await (await node.request(`/api/interviews/${id}/transcript`)).text()
    const words = [...SAID, RESUME, WORDED, FAULTY, said, ...prompted].flatMap(
      (text) => text.match(/[\w' ]{16,}/g) ?? [],
    )
    expect(words.length).toBeGreaterThan(500)
    expect([...new Set(words)].filter((some) => log.includes(some.trim()) && some.trim().length > 15)).toEqual([])
    expect(log).not.toMatch(/zeppelin|Ermentrude/i)
  })
})

describe('the figures of an interview', () => {
  it('count its turns, calls, faults, tokens and grading, and name no id', async () => {
    const text = await (await node.request('/metrics')).text()
    const value = (line: string) =>
      Number(
        text
          .split('\n')
          .find((it) => it.startsWith(`${line} `))
          ?.split(' ')[1],
      )
    expect(value('interlocutor_turns_total{by="model",outcome="spoken"}')).toBe(2)
    expect(value('interlocutor_turns_total{by="script",outcome="fault"}')).toBe(1)
    expect(value('interlocutor_model_faults_total{role="interviewer",kind="cut"}')).toBe(1)
    expect(value('interlocutor_model_calls_total{role="interviewer",model="small-model"}')).toBe(3)
    expect(value('interlocutor_model_requests_total{role="interviewer",model="small-model"}')).toBeGreaterThanOrEqual(3)
    expect(value('interlocutor_model_tokens_total{role="grader",model="small-model",kind="prompt"}')).toBeGreaterThan(
      1000,
    )
    expect(value('interlocutor_model_cached_token_ratio{role="grader"}')).toBeGreaterThan(0.3)
    expect(value('interlocutor_gradings_total{grader="model",outcome="graded"}')).toBe(1)
    expect(value('interlocutor_turn_first_sentence_seconds_count{by="model"}')).toBe(2)
    expect(value('interlocutor_interviews_live')).toBe(0)
    expect(value('interlocutor_database_up')).toBe(1)
    expect(text).toContain('route="/api/interviews/:id/turns"')
    expect(text).not.toContain(id)
    expect(text).not.toContain('nowhere')
  })

  it('are there while the database is not, and say so', async () => {
    const away = { ...node.world.store, countWork: () => Promise.reject(new Error('away')) }
    const { createApp } = await import('../../src/http/app.ts')
    const app = createApp({ ...node.world, store: away }, { org: ORG, pages: null })
    const text = await (await app.request('/metrics')).text()
    expect(text).toContain('interlocutor_database_up 0')
    expect(text).not.toMatch(/^interlocutor_interviews_live /m)
    expect(text).toContain('interlocutor_turns_total{by="model",outcome="spoken"} 2')
  })
})
