import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTracing } from '../../../src/adapters/tracing/open-tracing.ts'
import { createApp } from '../../../src/http/app.ts'
import type { Jobs } from '../../../src/ports/store.ts'
import { beginWork } from '../../../src/services/begin-work.ts'
import { act, begin, say } from '../../http/call.ts'
import { type FakeModel, startFakeModel } from '../../support/fake-model/start-fake-model.ts'
import { ORG, openTestWorld, type TestWorld } from '../../support/world.ts'
import { modelAt } from '../llm/call.ts'
import { type ReceivedSpan, startReceiver } from './otlp-receiver.ts'

const [SAID, HEARD] = ['I would put a durable zeppelin queue behind it.', 'And the workers watch the zeppelin age.']
const [SERVER, CLIENT] = [2, 3]

let endpoint: FakeModel
let node: TestWorld
let id: string
let collected: Awaited<ReturnType<typeof startReceiver>>

const named = (name: string): ReceivedSpan[] => collected.spans.filter((span) => span.name === name)
const parentOf = (span: ReceivedSpan | undefined) => collected.spans.find((it) => it.spanId === span?.parentSpanId)

beforeAll(async () => {
  collected = await startReceiver()
  endpoint = await startFakeModel({
    respond: ({ messages }) => {
      const last = messages.at(-1)?.content ?? ''
      const [, move, target] = /\n- ([a-z-]+) (\S+): /.exec(last) ?? []
      if (!move) return { quotes: [], points: [], level: 1, attempts: [], flags: [] }
      if (last.includes(HEARD)) return { status: 401, body: { error: { message: `no key for ${SAID}` } } }
      return { move, target, say: 'What does the zeppelin do?', observed: [] }
    },
  })
  const limits = { firstToken: 15_000, betweenTokens: 15_000, total: 30_000 }
  const model = modelAt(endpoint.baseUrl, { limits, grader: 'small-model' })
  node = await openTestWorld({ model, patienceMs: 15_000 })
  const modelUrl = endpoint.baseUrl
  const tracing = openTracing({ endpoint: `${collected.endpoint}/`, service: 'tested', version: '1.2.3', modelUrl })
  const world = tracing.traced(node.world)
  const app = createApp(world, { org: ORG, pages: null, trace: tracing.requests })
  const caller = { request: async (path: string, init?: RequestInit) => app.request(path, init) }
  id = (await begin(caller, { interviewer: 'model' })).id
  await say(caller, id, SAID)
  await say(caller, id, HEARD)
  await act(caller, id, 'end')
  await caller.request('/healthz')
  const graded = Promise.withResolvers<void>()
  const jobs: Jobs = {
    ...node.world.jobs,
    work: ({ grade }) => {
      void grade(ORG, { name: 'grade', interviewId: id }).then(() => graded.resolve(), graded.reject)
      return Promise.resolve()
    },
  }
  await beginWork(tracing.traced({ ...node.world, jobs }), { alone: false, provisional: 0 })
  await graded.promise
  await tracing.close()
}, 60_000)
afterAll(async () => {
  await node.close()
  await endpoint.close()
  await collected.close()
})

describe('a trace', () => {
  it('goes from the request over the turn to the model and the database', () => {
    const chat = named('chat small-model')[0]
    const turn = parentOf(chat)
    const request = parentOf(turn)
    expect([turn?.name, request?.name]).toEqual(['speak', 'POST /api/interviews/:id/turns'])
    expect(parentOf(request)).toBeUndefined()
    const stored = named('append').map((span) => parentOf(span)?.name)
    expect(new Set(stored)).toEqual(
      new Set(['speak', 'POST /api/interviews/:id/turns', 'POST /api/interviews/:id/end']),
    )
    expect(new Set([chat, turn, request].map((span) => span?.traceId)).size).toBe(1)
  })

  it('names a request as the conventions do, with the id that the log has', () => {
    const [span] = named('POST /api/interviews/:id/turns')
    expect(span?.kind).toBe(SERVER)
    expect(span?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.route': '/api/interviews/:id/turns',
      'http.response.status_code': 200,
      'url.path': `/api/interviews/${id}/turns`,
    })
    expect(node.lines.map((line) => line.request)).toContain(span?.attributes['interlocutor.request'])
  })

  it('names a call of the model as the conventions do, with its tokens', () => {
    const [span] = named('chat small-model')
    expect(span?.kind).toBe(CLIENT)
    expect(span?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'small-model',
      'gen_ai.request.max_tokens': 500,
      'gen_ai.response.model': 'small-model',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
      'gen_ai.usage.cache_read.input_tokens': expect.any(Number),
      'interlocutor.role': 'interviewer',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(endpoint.baseUrl).port),
    })
  })

  it('marks what failed with its class', () => {
    const [failed] = named('chat small-model').filter((span) => span.status.code === 2)
    expect(failed?.attributes['error.type']).toBe('rejected')
    expect(parentOf(failed)?.name).toBe('speak')
  })

  it('of a grading stands by itself, with each question to the model', () => {
    const [grading] = named('grade')
    expect(grading?.attributes).toMatchObject({ 'interlocutor.interview': id })
    expect(parentOf(grading)).toBeUndefined()
    const asked = collected.spans.filter((span) => span.attributes['interlocutor.role'] === 'grader')
    expect(asked.length).toBeGreaterThan(5)
    for (const span of asked) expect(span.parentSpanId).toBe(grading?.spanId)
    expect(named('finishRun').map((span) => span.parentSpanId)).toEqual([grading?.spanId])
  })

  it('is not of what runs by itself or asks after our health', () => {
    expect(collected.spans.filter((span) => !span.parentSpanId).map((span) => span.name)).not.toContain('takeDue')
    expect(JSON.stringify(collected.spans)).not.toContain('healthz')
  })

  it('holds no words, of either side, and says which service it is of', () => {
    expect(collected.bodies.join()).not.toMatch(/zeppelin/)
    expect(collected.resource).toMatchObject({ 'service.name': 'tested', 'service.version': '1.2.3' })
  })
})

it('a collector that is away holds up no stop for long', async () => {
  const settings = { endpoint: 'http://127.0.0.1:9', service: 'tested', version: '1', modelUrl: null }
  const tracing = openTracing(settings)
  const app = createApp(tracing.traced(node.world), { org: ORG, pages: null, trace: tracing.requests })
  await app.request('/api/catalogue')
  const began = performance.now()
  await tracing.close().catch(() => {})
  expect(performance.now() - began).toBeLessThan(4000)
})
