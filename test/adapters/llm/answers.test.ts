import { describe, expect, test } from 'vitest'
import { GOOD, hear, REQUEST, setUp, until } from './call.ts'

describe('a good answer', () => {
  test('comes as fields in order, its words in pieces, and its end once, last', async () => {
    await using it = await setUp(() => GOOD, { paceMs: 1, chunk: 3 })
    const { deltas, text, end } = await hear(it.model.stream(REQUEST))
    expect(deltas.flatMap((one) => (one.type === 'field' ? [one.name] : []))).toEqual([
      'move',
      'target',
      'say',
      'observed',
    ])
    expect(text).toBe(GOOD.say)
    expect(deltas.filter((one) => one.type === 'text').length).toBeGreaterThan(3)
    expect(deltas.filter((one) => one.type === 'end')).toHaveLength(1)
    expect(end).toMatchObject({ value: GOOD, raw: JSON.stringify(GOOD) })
  })

  test('gives out words while the rest is still to come', async () => {
    await using it = await setUp(() => GOOD, { paceMs: 20, chunk: 8 })
    for await (const delta of it.model.stream(REQUEST)) {
      if (delta.type !== 'text') continue
      expect(it.endpoint.busy()).toBe(1)
      return
    }
    expect.unreachable('no words came')
  })

  test('that comes whole, from a server that knows no streams, is an answer', async () => {
    const body = {
      model: 'whole-model',
      choices: [{ index: 0, message: { role: 'assistant', content: JSON.stringify(GOOD) }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 9, completion_tokens: 4 },
    }
    await using it = await setUp(() => ({ status: 200, body }))
    const { text, end } = await hear(it.model.stream(REQUEST))
    expect(text).toBe(GOOD.say)
    expect(end?.call).toMatchObject({ model: 'whole-model', promptTokens: 9, cachedTokens: null, outputTokens: 4 })
  })

  test('says what it cost: tokens, those the cache held, and times', async () => {
    await using it = await setUp(() => GOOD, { paceMs: 2 })
    const first = await hear(it.model.stream(REQUEST))
    const messages = [...REQUEST.messages, { role: 'assistant' as const, content: 'Why?' }]
    const second = await hear(it.model.stream({ ...REQUEST, messages }))
    expect(first.end?.call).toMatchObject({ model: 'small-model', mode: 'strict', cachedTokens: 0 })
    expect(second.end?.call.cachedTokens).toBe(Math.floor(lengthOf(REQUEST.messages) / 4))
    expect(second.end?.call.promptTokens).toBe(Math.ceil(lengthOf(messages) / 4))
    expect(second.end?.call.outputTokens).toBe(Math.ceil(JSON.stringify(GOOD).length / 4))
    const { firstTokenMs, totalMs } = second.end?.call ?? {}
    expect(firstTokenMs).toBeGreaterThanOrEqual(1)
    expect(totalMs).toBeGreaterThan(firstTokenMs ?? Number.POSITIVE_INFINITY)
  })

  test('leaves its connection to the next call', async () => {
    await using it = await setUp(() => GOOD)
    for (let i = 0; i < 5; i++) expect((await hear(it.model.stream(REQUEST))).fault).toBeNull()
    expect(await until(() => it.endpoint.busy() === 0)).toBe(true)
    expect(it.endpoint.connections()).toBeLessThanOrEqual(2)
  })

  test('is heard by each of fifty who ask at once', async () => {
    // Fifty at once may wait for one another; how long is not what is asked here.
    const limits = { connect: 10_000, firstToken: 10_000, betweenTokens: 10_000, total: 20_000 }
    const respond = (request: { messages: { content: string }[] }) => ({
      ...GOOD,
      say: request.messages.at(-1)?.content,
    })
    await using it = await setUp(respond, { paceMs: 1, limits })
    const heard = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        hear(it.model.stream({ ...REQUEST, messages: [{ role: 'user', content: `Question ${i}?` }] })),
      ),
    )
    expect(heard.map((one) => one.text)).toEqual(Array.from({ length: 50 }, (_, i) => `Question ${i}?`))
  })
})

describe('the limits of a call', () => {
  test('a first word that comes late is a timeout, nothing given out', async () => {
    await using it = await setUp(() => GOOD, { paceMs: 700, limits: { firstToken: 200 } })
    const { fault, deltas, ms } = await hear(it.model.stream(REQUEST))
    expect([fault?.kind, deltas]).toEqual(['timeout', []])
    expect(ms).toBeLessThan(700)
  })

  test('a drip that is never silent for long still ends with the total', async () => {
    await using it = await setUp(() => GOOD, { paceMs: 30, chunk: 2, limits: { total: 400, betweenTokens: 300 } })
    const { fault, end, ms } = await hear(it.model.stream(REQUEST))
    expect([fault?.kind, end]).toEqual(['timeout', null])
    expect(ms).toBeLessThan(1500)
    expect(await until(() => it.endpoint.busy() === 0)).toBe(true)
  })

  test('a reader who takes its time is not the endpoint being slow', async () => {
    await using it = await setUp(() => GOOD, { paceMs: 2, limits: { betweenTokens: 150 } })
    let ended = false
    for await (const delta of it.model.stream(REQUEST)) {
      if (delta.type === 'field' && delta.name === 'target') await new Promise((done) => setTimeout(done, 400))
      ended = delta.type === 'end'
    }
    expect(ended).toBe(true)
  })

  test('an answer just within the size is taken, one more character is too large', async () => {
    const size = (say: string) => Buffer.byteLength(JSON.stringify({ ...GOOD, say }))
    const room = 20_000
    const fits = 'ä'.repeat(Math.floor((room - size('')) / 2))
    await using it = await setUp((_, n) => ({ ...GOOD, say: n === 0 ? fits : `${fits}ää` }), {
      chunk: 500,
      limits: { bytes: room },
    })
    expect((await hear(it.model.stream(REQUEST))).text).toBe(fits)
    expect((await hear(it.model.stream(REQUEST))).fault?.kind).toBe('too-large')
  })
})

const lengthOf = (messages: { role: string; content: string }[]): number =>
  messages.reduce((sum, { role, content }) => sum + role.length + content.length + 2, 0)
