import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { FakeAnswer } from '../../../src/fake-model/open-endpoint.ts'
import { GOOD, hear, REQUEST, recordingLog, setUp, until } from './call.ts'

/** An endpoint that gives these answers in turn; one call more fails the test. */
const inTurn =
  (...answers: FakeAnswer[]) =>
  (_: unknown, n: number) =>
    answers[n]
const error = (status: number, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) => ({
  status,
  body: { error: { message: 'no', ...more } },
  headers,
})
const PATIENT = { firstToken: 4000, total: 6000 }
const { speak: _, ...WHOLE } = REQUEST

describe('a call that failed before a word came', () => {
  test.for([
    ['a server error', error(500)],
    ['an overloaded server', error(529)],
    ['a busy endpoint', error(429)],
    ['a reset', { fault: 'F2' }],
    ['an error in the stream', { fault: 'F14', seed: 2 }],
    ['a stream without choices', { fault: 'F13', seed: 0 }],
  ] as const)('is made again after %s, and answers', async ([, fault]) => {
    await using it = await setUp(inTurn(fault, GOOD), { limits: PATIENT })
    const heard = await hear(it.model.stream(REQUEST))
    expect(heard.end?.value).toEqual(GOOD)
    expect(it.endpoint.requests).toHaveLength(2)
    expect(it.endpoint.requests[1]?.raw).toBe(it.endpoint.requests[0]?.raw)
  })

  test('is made three times at most', async () => {
    await using it = await setUp(inTurn(error(503), error(500), error(502)), { limits: PATIENT })
    const { fault, deltas } = await hear(it.model.stream(REQUEST))
    expect([fault?.kind, deltas]).toEqual(['server-error', []])
    expect(it.endpoint.requests).toHaveLength(3)
  })

  test('is not made again once the time for a first word would be over', async () => {
    await using it = await setUp(inTurn(error(503)), { limits: { firstToken: 150 } })
    const { fault, ms } = await hear(it.model.stream(REQUEST))
    expect(fault?.kind).toBe('server-error')
    expect(ms).toBeLessThan(1000)
  })

  test.for([
    ['a wrong key', error(401, { code: 'invalid_api_key' }), 'rejected'],
    ['a missing right', error(403), 'rejected'],
    ['an unknown model', error(404, { code: 'model_not_found', message: 'The model does not exist' }), 'rejected'],
    ['a spent quota', error(429, { code: 'insufficient_quota' }), 'rate-limited'],
    ['a prompt too long', error(400, { code: 'context_length_exceeded' }), 'rejected'],
    ['a filter', { fault: 'F11', seed: 2 }, 'filtered'],
    ['a refusal', { fault: 'F12', seed: 0 }, 'refused'],
    ['a page', { fault: 'F19', seed: 0 }, 'not-an-answer'],
  ] as const)('is never made again after %s', async ([, fault, kind]) => {
    await using it = await setUp(inTurn(fault), { limits: PATIENT })
    const heard = await hear(it.model.stream(REQUEST))
    expect(heard.fault).toMatchObject({ kind, retryable: false })
    expect(it.endpoint.requests).toHaveLength(1)
  })
})

describe('an endpoint that says when to come back', () => {
  test('in a second is asked again no sooner', async () => {
    await using it = await setUp(inTurn(error(429, {}, { 'retry-after': '1' }), GOOD), { limits: PATIENT })
    const heard = await hear(it.model.stream(REQUEST))
    expect(heard.end?.value).toEqual(GOOD)
    expect(heard.ms).toBeGreaterThanOrEqual(1000)
  })

  test.for([
    ['600 seconds', (): string => '600'],
    ['a date', (): string => new Date(Date.now() + 600_000).toUTCString()],
  ] as const)('in ten minutes, as %s, is not waited for', async ([, header]) => {
    await using it = await setUp(inTurn(error(429, {}, { 'retry-after': header() })), { limits: PATIENT })
    const { fault, ms } = await hear(it.model.stream(REQUEST))
    expect(fault?.kind).toBe('rate-limited')
    expect(fault?.retryAfter).toBeGreaterThan(595)
    expect(ms).toBeLessThan(1000)
    expect(it.endpoint.requests).toHaveLength(1)
  })
})

describe('after something was given out', () => {
  test.for([
    ['a reset', { fault: 'F8', seed: 1 }],
    ['an error in the stream', { fault: 'F14', seed: 6 }],
    ['an end without a finish reason', { fault: 'F7', seed: 1 }],
  ] as const)('%s is final: what was said cannot be unsaid', async ([, fault]) => {
    const long = { ...GOOD, say: 'I would like to hear more of that. '.repeat(20) }
    await using it = await setUp(inTurn({ ...fault, answer: long }), { chunk: 40, paceMs: 2, limits: PATIENT })
    const heard = await hear(it.model.stream(REQUEST))
    expect(heard.deltas.length).toBeGreaterThan(0)
    expect(heard.end).toBeNull()
    expect(heard.fault?.raw).not.toBe('')
    expect(it.endpoint.requests).toHaveLength(1)
  })

  test('a whole answer without a listener is asked for again', async () => {
    await using it = await setUp(inTurn({ fault: 'F8', seed: 1 }, GOOD), { chunk: 40, paceMs: 2, limits: PATIENT })
    expect((await it.model.generate(WHOLE)).value).toEqual(GOOD)
    expect(it.endpoint.requests).toHaveLength(2)
  })
})

describe('a call that is given up', () => {
  test.for([
    ['before it began', 0, { fault: 'F3' }],
    ['while headers are awaited', 60, { fault: 'F3' }],
    ['in mid-answer', 60, { fault: 'F4', seed: 3 }],
    ['while a next attempt is awaited', 60, error(429, {}, { 'retry-after': '3' })],
  ] as const)('%s ends as aborted, at once', async ([, ms, answer]) => {
    await using it = await setUp(() => answer, { limits: PATIENT })
    const stop = new AbortController()
    if (ms === 0) stop.abort()
    else void sleep(ms).then(() => stop.abort())
    const heard = await hear(it.model.stream({ ...REQUEST, signal: stop.signal }))
    expect(heard.fault?.kind).toBe('aborted')
    expect(heard.end).toBeNull()
    expect(heard.ms).toBeLessThan(1000)
    expect(it.endpoint.requests.length).toBe(ms === 0 ? 0 : 1)
    expect(await until(() => it.endpoint.busy() === 0)).toBe(true)
  })

  test('by a reader who stops listening leaves no connection behind', async () => {
    const long = { ...GOOD, say: 'On and on. '.repeat(200) }
    await using it = await setUp(() => long, { paceMs: 5, limits: PATIENT })
    for await (const delta of it.model.stream(REQUEST)) if (delta.type === 'text') break
    expect(await until(() => it.endpoint.busy() === 0)).toBe(true)
  })

  test('by closing the model ends as aborted', async () => {
    await using it = await setUp(() => ({ fault: 'F4', seed: 2 }), { limits: PATIENT })
    const heard = hear(it.model.stream(REQUEST))
    await until(() => it.endpoint.requests.length === 1)
    await it.model.close()
    expect((await heard).fault?.kind).toBe('aborted')
  })
})

test('the log tells classes and counts, and nothing that was said', async () => {
  const { log, lines } = recordingLog()
  const secret = { ...GOOD, say: 'A most secret sentence?' }
  await using it = await setUp(inTurn(error(500, { message: 'I would use a queue.' }), secret), {
    log,
    limits: PATIENT,
  })
  await hear(it.model.stream(REQUEST))
  expect(lines.map((it) => it.fields.fault)).toEqual(['server-error'])
  expect(JSON.stringify(lines)).not.toMatch(/secret|queue|the-key/)
})
