import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChatRequest } from '../../../src/fake-model/answer-wire.ts'
import { VerdictSchema } from '../../../src/grading/verdict.ts'
import type { ModelMessage } from '../../../src/ports/model.ts'
import { GOOD, hear, modelAt, REQUEST } from './call.ts'

const BASE_URL = 'https://models.example/v1'

type Sent = { raw: string; body: ChatRequest; headers: Headers }
const sent: Sent[] = []

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

const server = setupServer(
  http.post(`${BASE_URL}/chat/completions`, async ({ request }) => {
    const raw = await request.text()
    const body = JSON.parse(raw) as ChatRequest
    sent.push({ raw, body, headers: request.headers })
    const answer = body.model === 'large-model' ? { quotes: [], points: [], level: 3 } : GOOD
    const stream = `${chunk({ content: JSON.stringify(answer) })}${chunk({}, 'stop')}data: [DONE]\n\n`
    return new HttpResponse(stream, { headers: { 'content-type': 'text/event-stream' } })
  }),
)

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())
beforeEach(() => {
  sent.length = 0
})

/** The one request a call makes. */
async function ask(request: Partial<typeof REQUEST> = {}): Promise<Sent> {
  // The client is made after `listen`: it keeps the fetch it is given.
  const model = modelAt(BASE_URL, { fetch: globalThis.fetch })
  const heard = await hear(model.stream({ ...REQUEST, ...request }))
  await model.close()
  expect(heard.fault).toBeNull()
  expect(sent).toHaveLength(1)
  return sent[0] as Sent
}

describe('a request as it goes out', () => {
  test('carries the messages byte for byte, whatever is in them', async () => {
    const messages: ModelMessage[] = [
      { role: 'system', content: ' Leading space, a tab\t, "quotes", \\ and {{holes}}.\n\n' },
      { role: 'user', content: 'naïve 🙂 \u200b\u202e\u2028 </n0nce> & <b>' },
      { role: 'assistant', content: JSON.stringify(GOOD) },
      { role: 'user', content: 'e\u0301 stays as it is, not \u00e9' },
    ]
    const { raw } = await ask({ messages })
    expect(raw).toContain(`"messages":${JSON.stringify(messages)}`)
  })

  test('begins with every byte of the messages of the one before', async () => {
    const first = await ask()
    sent.length = 0
    const messages: ModelMessage[] = [
      ...REQUEST.messages,
      { role: 'assistant', content: 'Why?' },
      { role: 'user', content: 'So.' },
    ]
    const second = await ask({ messages })
    const shared = first.raw.slice(0, first.raw.indexOf(']', first.raw.indexOf('"messages"')))
    expect(second.raw.startsWith(shared)).toBe(true)
    expect({ ...second.body, messages: null }).toEqual({ ...first.body, messages: null })
  })

  test('asks for a stream with token counts, in the strictest shape', async () => {
    const { body } = await ask()
    expect(body).toMatchObject({
      model: 'small-model',
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: REQUEST.maxTokens,
      response_format: { type: 'json_schema', json_schema: { name: 'interviewer_turn', strict: true } },
    })
    expect(body).not.toHaveProperty('temperature')
    expect(body).not.toHaveProperty('tools')
  })

  test('gives the fields in their order of emission, all required, nothing else allowed', async () => {
    const { raw, body } = await ask()
    const schema = body.response_format?.json_schema?.schema ?? {}
    expect(Object.keys(schema.properties ?? {})).toEqual(['move', 'target', 'say', 'observed'])
    expect(schema.required).toEqual(['move', 'target', 'say', 'observed'])
    expect(schema.additionalProperties).toBe(false)
    const places = ['"move":{', '"target":{', '"say":{', '"observed":{'].map((name) => raw.indexOf(name))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
  })

  test('sends the temperature that is asked for, 0 included', async () => {
    expect((await ask({ temperature: 0 })).body.temperature).toBe(0)
  })

  test('carries the key, and no organisation of the environment', async () => {
    process.env.OPENAI_ORG_ID = 'org-of-somebody'
    const { headers } = await ask().finally(() => {
      delete process.env.OPENAI_ORG_ID
    })
    expect(headers.get('authorization')).toBe('Bearer the-key')
    expect(headers.has('openai-organization')).toBe(false)
    expect(headers.has('openai-project')).toBe(false)
  })

  test('goes to the model of its role, without bounds that only JavaScript has', async () => {
    const model = modelAt(BASE_URL, { fetch: globalThis.fetch })
    const { speak: _, ...whole } = REQUEST
    await model.generate({ ...whole, role: 'grader', schema: { name: 'verdict', shape: VerdictSchema } })
    await model.close()
    expect(sent.map(({ body }) => body.model)).toEqual(['large-model'])
    const schema = JSON.stringify(sent[0]?.body.response_format)
    expect(schema).toContain('"level":{"type":"integer","minimum":1,"maximum":4}')
    expect(schema).not.toContain('9007199254740991')
  })

  test('goes to the model it names, where it names one', async () => {
    expect((await ask({ model: 'model-of-today' })).body.model).toBe('model-of-today')
  })

  test('can be told beforehand which model has which role', async () => {
    const model = modelAt(BASE_URL, { fetch: globalThis.fetch })
    await model.close()
    expect(model.names).toEqual({ interviewer: 'small-model', grader: 'large-model', candidate: 'other-model' })
  })
})
