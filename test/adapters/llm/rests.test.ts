import { expect, test } from 'vitest'
import { Rests } from '../../../src/adapters/llm/rests.ts'
import { type AnswerDelta, ModelFault } from '../../../src/ports.ts'
import { GOOD, hear, REQUEST, setUp } from './call.ts'

const { speak: _, ...WHOLE } = REQUEST
const GRADING = { ...WHOLE, role: 'grader' as const }
const busy = (after: string, status = 429) => ({
  status,
  body: { error: { message: 'slow down' } },
  headers: { 'retry-after': after },
})

test.for([
  ['429', busy('600')],
  ['503', busy('600', 503)],
] as const)(
  'after a %s that names ten minutes no grading asks again, and each is told how long',
  async ([, answer]) => {
    await using it = await setUp(() => answer)
    await expect(it.model.generate(GRADING)).rejects.toMatchObject({ retryAfter: 600 })
    for (const _ of [1, 2, 3]) {
      const fault = await it.model.generate(GRADING).catch((error: unknown) => error)
      expect(fault).toMatchObject({ name: 'ModelFault', kind: 'rate-limited', retryable: true })
      expect((fault as ModelFault).message).toBe(`the endpoint answered ${answer.status}`)
      expect((fault as ModelFault).retryAfter).toBeGreaterThan(590)
    }
    expect(it.endpoint.requests).toHaveLength(1)
  },
)

test('a turn, for which somebody waits, is asked for all the same', async () => {
  await using it = await setUp((_, n) => (n === 0 ? busy('600') : GOOD))
  await expect(it.model.generate(GRADING)).rejects.toMatchObject({ retryAfter: 600 })
  expect((await hear(it.model.stream(REQUEST))).end?.value).toEqual(GOOD)
})

const failing = async function* (retryAfter: number | null): AsyncGenerator<AnswerDelta> {
  yield { type: 'text', text: 'a' }
  throw new ModelFault('rate-limited', 'the endpoint answered 429', { retryable: true, retryAfter })
}

test('a rest ends when the endpoint said, the longest one counts, and it is for that model alone', async () => {
  let now = 0
  const rests = new Rests(() => now)
  const left = (model: string) => {
    try {
      rests.check(model)
      return null
    } catch (error) {
      return (error as ModelFault).retryAfter
    }
  }
  for (const seconds of [30, 10, null]) expect((await hear(rests.heed('a', failing(seconds)))).text).toBe('a')
  expect([left('a'), left('b')]).toEqual([30, null])
  now = 29_001
  expect(left('a')).toBe(1)
  now = 30_000
  expect(left('a')).toBeNull()
})

test.for([
  ['a number for milliseconds', (): string => '600000'],
  ['a number without end', (): string => '1e308'],
  ['a date of next year', (): string => new Date(Date.now() + 366 * 86_400_000).toUTCString()],
] as const)('%s is taken for an hour, so that a wrong header stops no grading for good', async ([, after]) => {
  await using it = await setUp(() => busy(after()))
  await expect(it.model.generate(GRADING)).rejects.toMatchObject({ retryAfter: 3600 })
})
