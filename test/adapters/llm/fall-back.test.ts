import { expect, test } from 'vitest'
import { firstToAnswer } from '../../../src/adapters/llm/fall-back.ts'
import { Rests } from '../../../src/adapters/llm/rests.ts'
import type { ChatRequest } from '../../../src/fake-model/answer-wire.ts'
import type { FakeAnswer } from '../../../src/fake-model/open-endpoint.ts'
import { type AnswerDelta, ModelFault } from '../../../src/ports/model.ts'
import { GOOD, hear, modelAt, REQUEST, setUp } from './call.ts'

const AWAY = { status: 503, body: { error: { message: 'no' } } }
const GONE = { status: 404, body: { error: { message: 'no such model', code: 'model_not_found' } } }
const { speak: _, ...WHOLE } = REQUEST
const PATIENT = { firstToken: 6000, total: 8000 }

/** An endpoint where the usual model answers so, and the spare one well. */
const usually =
  (answer: FakeAnswer) =>
  ({ model }: ChatRequest) =>
    model === 'spare-model' ? GOOD : answer
const setUpSpare = (answer: FakeAnswer, rests = new Rests({ now: () => 0 })) =>
  setUp(usually(answer), { fallback: 'spare-model', rests, limits: PATIENT })

test.for([
  ['is overloaded', AWAY],
  ['is not there', GONE],
  ['asks for ten minutes', { ...AWAY, headers: { 'retry-after': '600' } }],
  ['answers with nothing', { fault: 'F24', seed: 0 }],
] as const)('where the usual model %s, the spare one speaks', async ([, answer]) => {
  await using it = await setUpSpare(answer)
  const { end } = await hear(it.model.stream(REQUEST))
  expect(end?.value).toEqual(GOOD)
  expect(it.endpoint.requests.at(-1)?.body.model).toBe('spare-model')
})

test('while the usual model is left alone, only the spare one is asked', async () => {
  await using it = await setUpSpare(AWAY)
  for (let n = 0; n < 2; n++) await hear(it.model.stream(REQUEST))
  const before = it.endpoint.requests.length
  for (let n = 0; n < 4; n++) expect((await hear(it.model.stream(REQUEST))).end?.value).toEqual(GOOD)
  expect(it.endpoint.requests.slice(before).map(({ body }) => body.model)).toEqual(Array(4).fill('spare-model'))
})

test('where the usual model answers, the spare one is not asked', async () => {
  await using it = await setUpSpare(GOOD)
  await hear(it.model.stream(REQUEST))
  expect(it.endpoint.requests.map(({ body }) => body.model)).toEqual(['small-model'])
})

test('what has begun to speak is not replaced', async () => {
  const asked: string[] = []
  const answer = firstToAnswer(['usual', 'spare'], (model) => speaksAndFails(asked.push(model)), undefined)
  const { fault, text } = await hear(answer)
  expect([fault?.kind, text, asked]).toEqual(['cut', '1', ['usual']])
})

test('where nobody waits any more, the spare one is not asked', async () => {
  const asked: string[] = []
  const answer = firstToAnswer(['usual', 'spare'], (model) => fails(asked.push(model)), AbortSignal.abort())
  expect([(await hear(answer)).fault?.kind, asked]).toEqual(['cut', ['usual']])
})

async function* speaksAndFails(n: number): AsyncGenerator<AnswerDelta> {
  yield { type: 'text', text: String(n) }
  yield* fails(n)
}
// biome-ignore lint/correctness/useYield: it ends before it could
async function* fails(n: number): AsyncGenerator<AnswerDelta> {
  throw new ModelFault('cut', `call ${n} broke off`)
}

test('gradings and named models have no spare one: who graded is part of the grade', async () => {
  await using it = await setUpSpare(GONE)
  for (const request of [
    { ...WHOLE, role: 'grader' as const },
    { ...WHOLE, model: 'other-model' },
  ])
    await expect(it.model.generate(request)).rejects.toMatchObject({ kind: 'rejected' })
  expect(it.endpoint.requests.map(({ body }) => body.model)).toEqual(['large-model', 'other-model'])
})

test('where nobody listens at the address, no other model is asked for', async () => {
  const asked: string[] = []
  const model = modelAt('http://127.0.0.1:9/v1', {
    fallback: 'spare-model',
    limits: { firstToken: 100 },
    fetch: (_, init) => {
      asked.push((JSON.parse(String(init?.body)) as ChatRequest).model)
      const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
      return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause }))
    },
  })
  expect((await hear(model.stream(REQUEST))).fault?.kind).toBe('unreachable')
  expect(new Set(asked)).toEqual(new Set(['small-model']))
  await model.close()
})
