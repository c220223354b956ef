import { describe, expect, test } from 'vitest'
import { Rests } from '../../../src/adapters/llm/rests.ts'
import { type AnswerDelta, type FaultKind, ModelFault } from '../../../src/ports/model.ts'
import { GOOD, hear, REQUEST, setUp } from './call.ts'

const { speak: _, ...WHOLE } = REQUEST
const GRADING = { ...WHOLE, role: 'grader' as const, model: 'small-model' }
const busy = (after: string, status = 429) => ({
  status,
  body: { error: { message: 'slow down' } },
  headers: { 'retry-after': after },
})

/** A clock that a test sets, and a jitter of nothing. */
function resting(chance = 0) {
  const time = { now: 0 }
  const changes: string[] = []
  const rests = new Rests({
    now: () => time.now,
    chance: () => chance,
  })
  rests.onChange = (model, isOpen) => changes.push(`${model} ${isOpen ? 'open' : 'closed'}`)
  return { rests, time, changes }
}

const failing = async function* (kind: FaultKind, retryAfter: number | null = null): AsyncGenerator<AnswerDelta> {
  yield { type: 'text', text: 'a' }
  throw new ModelFault(kind, `it was ${kind}`, { retryable: true, retryAfter })
}
const answering = async function* (): AsyncGenerator<AnswerDelta> {
  yield { type: 'text', text: 'a' }
}

/** Why a model is left alone, in seconds and in words; null when it may be asked. */
function leftOf(rests: Rests, model: string): [number | null, string] | null {
  try {
    rests.check(model)
    return null
  } catch (error) {
    const fault = error as ModelFault
    return [fault.retryAfter, fault.kind]
  }
}
const fail = async (rests: Rests, times: number, kind: FaultKind = 'unreachable', model = 'a') => {
  for (let n = 0; n < times; n++) await hear(rests.heed(model, failing(kind)))
}

describe('an endpoint that names a time', () => {
  test.for([
    ['429', busy('600')],
    ['503', busy('600', 503)],
  ] as const)(
    'after a %s of ten minutes nobody asks again, turn or grading, and each is told how long',
    async ([, answer]) => {
      await using it = await setUp(() => answer)
      await expect(it.model.generate(GRADING)).rejects.toMatchObject({ retryAfter: 600 })
      for (const request of [GRADING, WHOLE, GRADING]) {
        const fault = await it.model.generate(request).catch((error: unknown) => error)
        expect(fault).toMatchObject({ name: 'ModelFault', kind: 'rate-limited', retryable: true })
        expect((fault as ModelFault).message).toBe(`the endpoint answered ${answer.status}`)
        expect((fault as ModelFault).retryAfter).toBeGreaterThan(590)
      }
      expect(it.endpoint.requests).toHaveLength(1)
    },
  )

  test('is waited for when that is a second, by calls that come meanwhile as well', async () => {
    const limits = { firstToken: 6000, total: 8000 }
    await using it = await setUp((_, n) => (n === 0 ? busy('1') : GOOD), { limits })
    const began = performance.now()
    const heard = await Promise.all([hear(it.model.stream(REQUEST)), hear(it.model.stream(REQUEST))])
    expect(heard.map((one) => one.end?.value)).toEqual([GOOD, GOOD])
    expect(performance.now() - began).toBeGreaterThan(1000)
  })

  test('rests until then, the longest time counts, and it is for that model alone', async () => {
    const { rests, time } = resting()
    for (const seconds of [30, 10, null])
      expect((await hear(rests.heed('a', failing('rate-limited', seconds)))).text).toBe('a')
    expect([leftOf(rests, 'a'), leftOf(rests, 'b')]).toEqual([[30, 'rate-limited'], null])
    time.now = 29_001
    expect(leftOf(rests, 'a')).toEqual([1, 'rate-limited'])
    time.now = 30_000
    expect(leftOf(rests, 'a')).toBeNull()
  })
})

describe('a model that fails five times in a row', () => {
  test('is left alone for ten seconds and a jitter that only adds, with what it did', async () => {
    const { rests, time, changes } = resting(1)
    await fail(rests, 4)
    expect([leftOf(rests, 'a'), rests.mayRetry('a')]).toEqual([null, true])
    await fail(rests, 1, 'server-error')
    expect([leftOf(rests, 'a'), leftOf(rests, 'b')]).toEqual([[13, 'server-error'], null])
    expect([rests.mayRetry('a'), rests.mayRetry('b')]).toEqual([false, true])
    time.now = 12_499
    expect(leftOf(rests, 'a')).toEqual([1, 'server-error'])
    time.now = 12_500
    expect(leftOf(rests, 'a')).toBeNull()
    expect(changes).toEqual(['a open'])
  })

  test('is then tried by one call, while others are still turned away; a good one ends it', async () => {
    const { rests, time, changes } = resting()
    await fail(rests, 5)
    time.now = 10_000
    const trial = rests.heed('a', answering())
    await trial.next()
    expect(leftOf(rests, 'a')).toEqual([1, 'unreachable'])
    await trial.next()
    expect([leftOf(rests, 'a'), changes]).toEqual([null, ['a open', 'a closed']])
    await fail(rests, 4)
    expect(leftOf(rests, 'a')).toBeNull()
  })

  test('rests again after each failed trial', async () => {
    const { rests, time, changes } = resting()
    await fail(rests, 5)
    for (const at of [10_000, 20_000, 30_000]) {
      time.now = at
      expect(leftOf(rests, 'a')).toBeNull()
      await fail(rests, 1)
      expect(leftOf(rests, 'a')).toEqual([10, 'unreachable'])
    }
    // Said once, however long it lasts.
    expect(changes).toEqual(['a open'])
  })

  test('is not one that answered in between, or whose faults were about a question or an answer', async () => {
    const { rests } = resting()
    await fail(rests, 4)
    await hear(rests.heed('a', answering()))
    await fail(rests, 4)
    for (const kind of ['rejected', 'filtered', 'length', 'refused', 'invalid-answer', 'aborted'] as const)
      await fail(rests, 5, kind)
    expect(leftOf(rests, 'a')).toBeNull()
  })

  test('costs an interview nothing more: turns fail at once, without a request', async () => {
    await using it = await setUp(() => ({ status: 500, body: { error: { message: 'no' } } }), {
      rests: resting().rests,
      limits: { firstToken: 6000, total: 8000 },
    })
    for (let n = 0; n < 2; n++) await hear(it.model.stream(REQUEST))
    expect(it.endpoint.requests).toHaveLength(5)
    for (let n = 0; n < 20; n++) {
      const { fault, ms } = await hear(it.model.stream(REQUEST))
      expect([fault?.kind, ms < 100]).toEqual(['server-error', true])
    }
    expect(it.endpoint.requests).toHaveLength(5)
  })

  test('is one that hangs, where whoever waits says that it does', async () => {
    await using it = await setUp(() => ({ fault: 'F3' }), { rests: resting().rests })
    const late = new ModelFault('timeout', 'too late')
    for (let n = 0; n < 5; n++) {
      const patience = new AbortController()
      setTimeout(() => patience.abort(late), 50)
      expect((await hear(it.model.stream({ ...REQUEST, signal: patience.signal }))).fault).toMatchObject(late)
    }
    expect((await hear(it.model.stream(REQUEST))).fault?.message).toBe('too late')
    expect(it.endpoint.requests).toHaveLength(5)
  })
})

test.for([
  ['a number for milliseconds', (): string => '600000'],
  ['a number without end', (): string => '1e308'],
  ['a date of next year', (): string => new Date(Date.now() + 366 * 86_400_000).toUTCString()],
] as const)('%s is taken for an hour, so that a wrong header stops no grading for good', async ([, after]) => {
  await using it = await setUp(() => busy(after()))
  await expect(it.model.generate(GRADING)).rejects.toMatchObject({ retryAfter: 3600 })
})
