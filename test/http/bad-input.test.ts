import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, type Interview, newKey, post, problemOf, read, say, type Transcript, turn } from './call.ts'

let app: TestWorld
beforeAll(async () => {
  app = await openTestWorld()
})
afterAll(() => app.close())

const start = (body: unknown) => app.request('/api/interviews', post(body))
const turns = async (id: string) => (await read<Interview>(app, `/api/interviews/${id}`)).turns

describe('starting with what is wrong', () => {
  it('an unknown problem is 404 and names those there are', async () => {
    const problem = await problemOf(await start({ problem: 'order-procesing' }), 404, 'no-such-problem')
    expect(problem.valid).toEqual(app.world.library.catalogue.problems.map((it) => it.id))
    expect(problem.detail).toContain('order-processing')
  })

  it('an unknown format is 404 and names those that fit the problem', async () => {
    const response = await start({ problem: 'queue-loss', format: 'marathon' })
    expect((await problemOf(response, 404, 'no-such-format')).valid).toEqual(['drill'])
  })

  it('a format of another kind is 400 and says which fit', async () => {
    const response = await start({ problem: 'queue-loss', format: 'full' })
    expect((await problemOf(response, 400, 'format-does-not-fit')).detail).toContain('fitting: drill')
  })

  it('a model that is not configured is 409 and says how to get one', async () => {
    const response = await start({ problem: 'queue-loss', interviewer: 'model' })
    expect((await problemOf(response, 409, 'no-model')).detail).toContain('OPENAI_BASE_URL')
  })

  it.each([
    ['a number for a text', { problem: 7 }, 'problem'],
    ['no problem', {}, 'problem'],
    ['an unknown level', { problem: 'queue-loss', level: 'principal' }, 'level'],
    ['an unknown interviewer', { problem: 'queue-loss', interviewer: 'oracle' }, 'interviewer'],
    ['a list', [], '(body)'],
    ['null', null, '(body)'],
    ['an unknown key', { problem: 'queue-loss', dificulty: 3 }, '(body)'],
    ['a null format', { problem: 'queue-loss', format: null }, 'format'],
  ])('%s is 400 with its path', async (_, body, path) => {
    const problem = await problemOf(await start(body), 400, 'invalid')
    expect(problem.errors).toEqual([{ path, says: expect.stringMatching(/\w/) }])
  })

  it('an unknown key is named', async () => {
    const problem = await problemOf(await start({ problem: 'queue-loss', dificulty: 3 }), 400, 'invalid')
    expect(problem.detail).toContain('dificulty')
  })

  it('nothing of it leaves an interview behind', async () => {
    const { interviews } = await read<{ interviews: unknown[] }>(app, '/api/interviews')
    expect(interviews).toEqual([])
  })
})

describe('a turn with what is wrong', () => {
  let id: string
  beforeAll(async () => {
    id = (await begin(app)).id
  })
  const send = (init: RequestInit) => app.request(`/api/interviews/${id}/turns`, init)
  const raw = (body: string, headers: Record<string, string> = {}) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newKey(), ...headers },
    body,
  })

  it.each(['', '   ', '\n\t', '\0\0', ' \0 '])('%j is 400 empty-text', async (text) => {
    expect((await problemOf(await send(turn(text)), 400, 'empty-text')).path).toBe('text')
  })

  it.each([[42], [null], [['a']], [{ a: 1 }], [undefined], [true]])('text %j is 400 with the path', async (text) => {
    const problem = await problemOf(await send(turn(text)), 400, 'invalid')
    expect(problem.errors).toMatchObject([{ path: 'text' }])
  })

  it('an unknown key is 400', async () => {
    const response = await send(post({ text: 'A queue.', txet: 'x' }, { 'idempotency-key': newKey() }))
    expect((await problemOf(response, 400, 'invalid')).detail).toContain('txet')
  })

  it('20,001 characters are 413 and say how many there were', async () => {
    const problem = await problemOf(await send(turn('x'.repeat(20_001))), 413, 'turn-too-long')
    expect(problem.detail).toContain('20,001')
  })

  it('a body beyond every turn is 413 before it is read, declared or not', async () => {
    await problemOf(await send(turn('x'.repeat(4_100_000))), 413, 'turn-too-long')
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(500_000)))
      },
    })
    const init: RequestInit = { ...raw(''), body: stream, duplex: 'half' }
    await problemOf(await send(init), 413, 'turn-too-long')
  })

  it('a missing key is 400 and says how to make one', async () => {
    const problem = await problemOf(await send(post({ text: 'A queue.' })), 400, 'invalid')
    expect(problem.errors).toEqual([{ path: 'idempotency-key', says: expect.stringContaining('UUID') }])
  })

  it.each(['', 'abc', '       ', 'x'.repeat(201)])('the key %j is 400', async (key) => {
    const problem = await problemOf(await send(turn('A queue.', key)), 400, 'invalid')
    expect(problem.errors).toMatchObject([{ path: 'idempotency-key' }])
  })

  it.each(['{"text": "A queue', '', 'text=A', '{"text": "a",}', 'undefined'])(
    '%j is 400 malformed-json',
    async (body) => {
      await problemOf(await send(raw(body)), 400, 'malformed-json')
    },
  )

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp', ''])(
    'a body of type %j is 415',
    async (type) => {
      await problemOf(await send(raw('{"text":"A queue."}', { 'content-type': type })), 415, 'not-json')
    },
  )

  it('JSON with a charset is JSON, and none of the above was heard', async () => {
    expect(await turns(id)).toHaveLength(1)
    const type = { 'content-type': 'Application/JSON; charset=utf-8', accept: 'application/json' }
    expect((await send(raw('{"text":"The queue is durable."}', type))).status).toBe(200)
    expect(await turns(id)).toHaveLength(3)
  })
})

describe('a turn at the wrong moment', () => {
  it('is 409 after the end, whoever ended it', async () => {
    const { id } = await begin(app)
    await act(app, id, 'end')
    const problem = await problemOf(
      await app.request(`/api/interviews/${id}/turns`, turn('One more thing.')),
      409,
      'interview-ended',
    )
    expect(problem.detail).toContain('scorecard')
    expect(await turns(id)).toHaveLength(1)
  })

  it('is 409 while paused', async () => {
    const { id } = await begin(app)
    await act(app, id, 'pause')
    await problemOf(await app.request(`/api/interviews/${id}/turns`, turn('Anyone?')), 409, 'interview-paused')
  })
})

describe('ids', () => {
  const GARBAGE = [
    'x',
    '0',
    '%00',
    '..%2f..%2fetc%2fpasswd',
    "'%20or%201=1--",
    '00000000-0000-0000-0000-00000000000g',
    '%E2%80%AE',
    'null',
    '0199c6a0-0000-7000-8000-000000000000',
  ]
  const ROUTES = [
    ['GET', ''],
    ['GET', '/events'],
    ['GET', '/transcript'],
    ['GET', '/scorecard'],
    ['GET', '/scorecard/events'],
    ['POST', '/pause'],
    ['POST', '/resume'],
    ['POST', '/end'],
    ['POST', '/turns'],
  ] as const

  it.each(ROUTES)('garbage and unknown ids are 404 on %s …%s', async (method, path) => {
    for (const id of GARBAGE) {
      const init = path === '/turns' ? turn('Hello there.') : { method }
      await problemOf(await app.request(`/api/interviews/${id}${path}`, init), 404, 'no-such-interview')
    }
  })

  it('a foreign id is unknown: what another organisation holds is not told', async () => {
    const { id } = await begin(app)
    expect(await app.world.store.readEvents('00000000-0000-7000-8000-0000000000ff', id)).toBeNull()
    expect((await app.request(`/api/interviews/${id}`)).status).toBe(200)
  })

  it('a path that is no path is a problem, not a fault', async () => {
    const response = await app.request('/api/interviews/%E0%A4%A')
    expect(response.status).toBeLessThan(500)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('words that are hard to keep', () => {
  const sayAndRead = async (text: string) => {
    const { id } = await begin(app)
    const { turn: echoed } = await say(app, id, text)
    const { turns: kept } = await read<Transcript>(app, `/api/interviews/${id}/transcript`)
    expect(kept[1]?.text).toBe(echoed.text)
    return echoed.text
  }

  it('NUL bytes are removed', async () => {
    expect(await sayAndRead('a\0 durable\0\0 queue')).toBe('a durable queue')
  })

  it('lone surrogates are replaced, pairs are kept', async () => {
    expect(await sayAndRead('a \ud83d queue \udc00 🙂')).toBe('a \ufffd queue \ufffd 🙂')
  })

  it.each([
    ['right-to-left', 'שלום, the queue \u202eetirw\u202c is durable \u2067abc\u2069'],
    ['zero-width', 'the\u200bqueue\u200d is\ufeff durable'],
    ['tag characters', 'a durable queue \u{e0041}\u{e0049}\u{e007f}'],
    ['markup', '<script>alert(1)</script> & "quoted" \\u0000 {{hole}}'],
    ['new lines of all kinds', 'one\ntwo\r\nthree\rfour\u2028five'],
    ['20,000 characters', `${'durable '.repeat(2499)}queues!!`],
    ['escapes of a terminal', '\u001b[31mred\u001b[0m \u0007'],
  ])('%s is kept as it was written', async (_, text) => {
    expect(await sayAndRead(text)).toBe(text)
  })
})
