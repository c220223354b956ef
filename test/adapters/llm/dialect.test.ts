import { describe, expect, test } from 'vitest'
import type { ChatRequest } from '../../../src/fake-model/answer-wire.ts'
import { VerdictSchema } from '../../../src/grading/verdict.ts'
import { GOOD, hear, REQUEST, setUp } from './call.ts'

const PATIENT = { firstToken: 4000, total: 6000 }
const refusal = (message: string, more: Record<string, unknown> = {}) => ({
  status: 400,
  body: { error: { message, type: 'invalid_request_error', ...more } },
})

/** How an endpoint was asked to shape its answer. */
const modeOf = ({ response_format: format }: ChatRequest): string => {
  if (!format) return 'none'
  return format.type === 'json_object' ? 'object' : format.json_schema?.strict ? 'strict' : 'schema'
}

describe('an endpoint that does not know a parameter', () => {
  test.for([
    ['strict', 'schema', "Unsupported value: 'strict' is not supported in response_format"],
    ['schema', 'object', "response_format.type must be one of 'text', 'json_object'; json_schema is not"],
    ['object', 'none', "'response_format' is not supported with this model"],
  ] as const)('is asked without %s, then %s, and remembered', async ([, lowest, message]) => {
    const ladder = ['strict', 'schema', 'object', 'none']
    const taken = ladder.indexOf(lowest)
    const isTaken = (request: ChatRequest) => ladder.indexOf(modeOf(request)) >= taken
    await using it = await setUp((request) => (isTaken(request) ? GOOD : refusal(message)), { limits: PATIENT })
    const first = await hear(it.model.stream(REQUEST))
    expect(first.end).toMatchObject({ value: GOOD, call: { mode: lowest } })
    expect(it.endpoint.requests.map((one) => modeOf(one.body))).toEqual(ladder.slice(0, taken + 1))

    const again = await hear(it.model.stream(REQUEST))
    expect(again.end?.call.mode).toBe(lowest)
    expect(it.endpoint.requests).toHaveLength(taken + 2)
  })

  test.for([
    ['small-model', 'max_tokens', 'max_completion_tokens'],
    ['gpt-5-mini', 'max_completion_tokens', 'max_tokens'],
  ] as const)('%s gets %s under its other name, and it is remembered', async ([interviewer, first, second]) => {
    const message = `Unsupported parameter: '${first}' is not supported with this model. Use '${second}' instead.`
    await using it = await setUp((request) => (first in request ? refusal(message, { param: first }) : GOOD), {
      interviewer,
      limits: PATIENT,
    })
    for (const count of [2, 3]) {
      expect((await hear(it.model.stream(REQUEST))).end?.value).toEqual(GOOD)
      expect(it.endpoint.requests).toHaveLength(count)
    }
    const [asked, ...then] = it.endpoint.requests.map(({ body }) => body)
    expect(asked?.[first]).toBeGreaterThanOrEqual(REQUEST.maxTokens)
    for (const body of then) expect([body[second], body[first]]).toEqual([asked?.[first], undefined])
  })

  test('that refuses both names of the limit is not asked for ever', async () => {
    await using it = await setUp(() => refusal('max_tokens and max_completion_tokens are not supported'))
    expect((await hear(it.model.stream(REQUEST))).fault?.kind).toBe('rejected')
    expect(it.endpoint.requests.length).toBeLessThanOrEqual(8)
  })

  test.for([
    ['stream_options', 'Unrecognized request argument supplied: stream_options'],
    ['temperature', "Unsupported value: 'temperature' does not support 0.2 with this model"],
    ['reasoning_effort', "Unsupported parameter: 'reasoning_effort'"],
  ] as const)('is asked without %s, and it is remembered', async ([name, message]) => {
    await using it = await setUp((request) => (name in request ? refusal(message) : GOOD), {
      interviewer: 'gpt-5-mini',
      limits: PATIENT,
    })
    const request = { ...REQUEST, temperature: 0.2 }
    expect((await hear(it.model.stream(request))).end?.value).toEqual(GOOD)
    const before = it.endpoint.requests.length
    expect((await hear(it.model.stream(request))).end?.value).toEqual(GOOD)
    expect(it.endpoint.requests).toHaveLength(before + 1)
    expect(it.endpoint.requests.at(-1)?.body).not.toHaveProperty(name)
    expect(modeOf(it.endpoint.requests.at(-1)?.body as ChatRequest)).toBe('strict')
  })

  test('may refuse all of them, one after the other, within one call', async () => {
    await using it = await setUp(
      (request) => {
        if (request.response_format) return refusal('response_format is not supported')
        if (request.stream_options) return refusal('stream_options is not supported')
        if (request.temperature !== undefined) return refusal('temperature is not supported')
        return request.max_tokens === undefined ? GOOD : refusal('max_tokens is not supported')
      },
      { limits: PATIENT },
    )
    const heard = await hear(it.model.stream({ ...REQUEST, temperature: 0 }))
    expect(heard.end).toMatchObject({ value: GOOD, call: { mode: 'none', promptTokens: null } })
    expect(it.endpoint.requests).toHaveLength(7)
  })

  test('and does not say which is walked down to the plainest request, once', async () => {
    await using it = await setUp(() => refusal('Bad request'))
    expect((await hear(it.model.stream(REQUEST))).fault?.kind).toBe('rejected')
    const walked = it.endpoint.requests.length
    expect(walked).toBeLessThanOrEqual(6)
    expect((await hear(it.model.stream(REQUEST))).fault?.kind).toBe('rejected')
    expect(it.endpoint.requests.length - walked).toBe(1)
  })

  test('and repeats the whole request in its refusal is understood by its words alone', async () => {
    await using it = await setUp(
      (request) =>
        request.temperature === undefined
          ? GOOD
          : { status: 422, body: { error: { message: 'temperature: extra', input: request } } },
      { limits: PATIENT },
    )
    expect((await hear(it.model.stream({ ...REQUEST, temperature: 0 }))).end?.call.mode).toBe('strict')
    expect(it.endpoint.requests).toHaveLength(2)
  })
})

test('a prompt too long, refused, teaches nothing about parameters', async () => {
  await using it = await setUp(
    (_, n) => (n === 0 ? refusal("This model's maximum context length is 4096 tokens; reduce max_tokens") : GOOD),
    { limits: PATIENT },
  )
  expect((await hear(it.model.stream(REQUEST))).fault?.kind).toBe('rejected')
  await hear(it.model.stream(REQUEST))
  expect(it.endpoint.requests.map((one) => [modeOf(one.body), one.body.max_tokens])).toEqual([
    ['strict', REQUEST.maxTokens],
    ['strict', REQUEST.maxTokens],
  ])
})

test('what one model does not take is still asked of the other', async () => {
  await using it = await setUp(
    (request) => {
      if (request.model === 'large-model') return { quotes: [], points: [], level: 2 }
      return modeOf(request) === 'none' ? GOOD : refusal('response_format is not supported')
    },
    { limits: PATIENT },
  )
  await hear(it.model.stream(REQUEST))
  const { speak: _, ...whole } = REQUEST
  const { call } = await it.model.generate({
    ...whole,
    role: 'grader',
    schema: { name: 'verdict', shape: VerdictSchema },
  })
  expect(call).toMatchObject({ mode: 'strict', model: 'large-model' })
})
