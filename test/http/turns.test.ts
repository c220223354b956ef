import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Unavailable } from '../../src/errors.ts'
import { ModelFault } from '../../src/ports/model.ts'
import type { Append } from '../../src/ports/store.ts'
import { type FakeLanguageModel, makeGate, makeLanguageModel, topPair } from '../services/language-model.ts'
import { openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, type Exchange, type Interview, listen, newKey, problemOf, read, say, turn } from './call.ts'

let app: TestWorld
let model: FakeLanguageModel
let gate: ReturnType<typeof makeGate> | null = null
let fault: ModelFault | null = null

beforeAll(async () => {
  model = makeLanguageModel({
    reply: async (request) => {
      if (fault) throw fault
      await gate?.passed
      return topPair(request)
    },
  })
  app = await openTestWorld({ model, patienceMs: 20_000 })
})
afterAll(() => app.close())

const send = (id: string, init: RequestInit) => app.request(`/api/interviews/${id}/turns`, init)
const interview = (id: string) => read<Interview>(app, `/api/interviews/${id}`)

/** Holds the model back while something is done, then lets it speak. */
async function whileDue<T>(work: () => Promise<T>): Promise<T> {
  gate = makeGate()
  try {
    return await work()
  } finally {
    gate.open()
    gate = null
  }
}

describe('a turn, as JSON', () => {
  it('comes back with its reply and the clock', async () => {
    const { id } = await begin(app)
    const { turn: mine, reply, clock, fault: none } = await say(app, id, 'A durable queue.')
    expect(mine).toMatchObject({ seq: 3, by: 'candidate', text: 'A durable queue.' })
    expect(reply).toMatchObject({ seq: 4, by: 'interviewer', text: expect.stringContaining('?') })
    expect(clock).toMatchObject({ status: 'open', due: 'candidate' })
    expect(none).toBeNull()
    expect((await interview(id)).turns.slice(1)).toEqual([mine, reply])
  })

  it('says in one line when the model did not speak, and goes on', async () => {
    const { id } = await begin(app)
    fault = new ModelFault('server-error', 'the endpoint answered 500')
    const first = await say(app, id, 'A durable queue.').finally(() => {
      fault = null
    })
    expect(first.fault).toContain('from the script')
    expect(first.reply.text).toContain('?')
    expect((await interview(id)).fault).toBe(first.fault)
    expect((await say(app, id, 'It is on three machines.')).fault).toBeNull()
    expect((await interview(id)).fault).toBeNull()
  })
})

describe('a turn, as a stream', () => {
  it('has one quiet line before the reply when the model did not speak', async () => {
    const { id } = await begin(app)
    fault = new ModelFault('rate-limited', 'the endpoint answered 429: quota of key sk-123 is used up')
    const response = await send(id, turn('A durable queue.', newKey(), { accept: 'text/event-stream' }))
    const sent = await listen(response)
      .rest()
      .finally(() => {
        fault = null
      })
    const names = sent.map((it) => it.event).filter((name) => name === 'turn' || name === 'fault')
    expect(names).toEqual(['turn', 'fault', 'turn'])
    expect(sent.find((it) => it.event === 'fault')?.data).toEqual({ says: expect.stringContaining('from the script') })
    expect(JSON.stringify(sent)).not.toMatch(/sk-123|429|rate-limited/)
  })
})

describe('the same key', () => {
  it('with the same text is the first result again, and is heard once', async () => {
    const { id } = await begin(app)
    const key = newKey()
    const first = await say(app, id, 'A durable queue.', key)
    const calls = model.asked.length
    const again = await say(app, id, 'A durable queue.', key)
    expect({ ...again, clock: null }).toEqual({ ...first, clock: null })
    await say(app, id, 'And it is replicated.')
    expect({ ...(await say(app, id, 'A durable queue.', key)), clock: null }).toEqual({ ...first, clock: null })
    expect((await interview(id)).turns).toHaveLength(5)
    expect(model.asked).toHaveLength(calls + 1)
  })

  it('a hundred times at once is one turn, and all who are answered hear the same', async () => {
    const { id } = await begin(app)
    const key = newKey()
    const calls = model.asked.length
    const sent = Array.from({ length: 100 }, () => send(id, turn('A durable queue.', key)))
    const answers = await Promise.all(sent)
    const told = answers.filter((it) => it.status === 200)
    for (const it of answers.filter((it) => it.status !== 200)) await problemOf(it, 409, 'turn-in-flight')
    const replies = await Promise.all(told.map(async (it) => ((await it.json()) as Exchange).reply))
    expect(new Set(replies.map((it) => JSON.stringify(it))).size).toBe(1)
    expect((await interview(id)).turns).toHaveLength(3)
    expect(model.asked).toHaveLength(calls + 1)
  })

  it('with another text is 422, at once and after the end', async () => {
    const { id } = await begin(app)
    const key = newKey()
    await say(app, id, 'A durable queue.', key)
    await problemOf(await send(id, turn('A queue in memory.', key)), 422, 'key-reused')
    await act(app, id, 'end')
    await problemOf(await send(id, turn('A queue in memory.', key)), 422, 'key-reused')
    expect((await interview(id)).turns).toHaveLength(3)
  })

  it('after the end still gives the first result', async () => {
    const { id } = await begin(app)
    const key = newKey()
    const first = await say(app, id, 'A durable queue.', key)
    await act(app, id, 'end')
    expect((await say(app, id, 'A durable queue.', key)).reply).toEqual(first.reply)
  })

  it('belongs to its interview: another one may use it', async () => {
    const [one, two] = [await begin(app), await begin(app)]
    const key = newKey()
    await say(app, one.id, 'A durable queue.', key)
    expect((await say(app, two.id, 'A queue in memory.', key)).turn.text).toBe('A queue in memory.')
  })

  it('while its reply is under way is 409 with Retry-After', async () => {
    const { id } = await begin(app)
    const key = newKey()
    await whileDue(async () => {
      const first = send(id, turn('A durable queue.', key))
      await expect.poll(() => interview(id).then((it) => it.clock.due)).toBe('interviewer')
      const response = await send(id, turn('A durable queue.', key))
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      await problemOf(response, 409, 'turn-in-flight')
      gate?.open()
      expect((await first).status).toBe(200)
    })
    expect((await say(app, id, 'A durable queue.', key)).reply.seq).toBe(4)
  })

  it('of a turn that the end left without a reply says so, rather than to come back', async () => {
    const { id } = await begin(app)
    const key = newKey()
    await whileDue(async () => {
      const first = send(id, turn('A durable queue.', key))
      await expect.poll(() => interview(id).then((it) => it.clock.due)).toBe('interviewer')
      await act(app, id, 'end')
      gate?.open()
      await problemOf(await first, 409, 'interview-ended')
    })
    await problemOf(await send(id, turn('A durable queue.', key)), 409, 'interview-ended')
    const streamed = listen(await send(id, turn('A durable queue.', key, { accept: 'text/event-stream' })))
    expect((await streamed.rest()).map((it) => it.event)).toEqual(['phase', 'turn', 'end'])
    expect((await interview(id)).turns.map((it) => it.text)).toContain('A durable queue.')
  })
})

describe("while the interviewer's turn is due", () => {
  it('another turn is 409 with Retry-After, and nothing of it is kept', async () => {
    const { id } = await begin(app)
    await whileDue(async () => {
      const first = send(id, turn('A durable queue.'))
      await expect.poll(() => interview(id).then((it) => it.clock.due)).toBe('interviewer')
      const response = await send(id, turn('And one more thing.'))
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      await problemOf(response, 409, 'interviewer-is-due')
      gate?.open()
      expect((await first).status).toBe(200)
    })
    expect((await interview(id)).turns.map((it) => it.text)).not.toContain('And one more thing.')
  })

  it('of two at once one wins, and the other is told to wait', async () => {
    const { id } = await begin(app)
    const responses = await Promise.all([send(id, turn('One.')), send(id, turn('Two.'))])
    expect(responses.map((it) => it.status).sort()).toEqual([200, 409])
    const lost = responses.find((it) => it.status === 409)
    if (lost) await problemOf(lost, 409, 'interviewer-is-due')
    expect((await interview(id)).turns).toHaveLength(3)
  })

  it('the words stand already: acknowledged before the reply', async () => {
    const { id } = await begin(app)
    await whileDue(async () => {
      const response = await send(id, turn('A durable queue.', newKey(), { accept: 'text/event-stream' }))
      expect(response.status).toBe(200)
      expect((await interview(id)).turns.at(-1)?.text).toBe('A durable queue.')
      await response.body?.cancel()
    })
  })

  it('who asked may go: the reply is spoken and kept', async () => {
    const { id } = await begin(app)
    await whileDue(async () => {
      const response = await send(id, turn('A durable queue.', newKey(), { accept: 'text/event-stream' }))
      await response.body?.cancel()
      await sleep(20)
    })
    await expect.poll(() => interview(id).then((it) => it.clock.due)).toBe('candidate')
    expect((await interview(id)).turns.at(-1)).toMatchObject({ by: 'interviewer', seq: 4 })
  })

  it('a pause lets the reply come and stops the clock for the answer', async () => {
    const { id } = await begin(app)
    await whileDue(async () => {
      const first = send(id, turn('A durable queue.'))
      await expect.poll(() => interview(id).then((it) => it.clock.due)).toBe('interviewer')
      await act(app, id, 'pause')
      gate?.open()
      const { reply, clock } = (await (await first).json()) as Exchange
      expect(reply.by).toBe('interviewer')
      expect(clock.status).toBe('paused')
    })
    await problemOf(await send(id, turn('Now?')), 409, 'interview-paused')
    await act(app, id, 'resume')
    await say(app, id, 'Now.')
  })
})

describe('a database that goes away', () => {
  /** Refuses what the test says, for as long as the work takes. */
  async function whileAway<T>(refuses: (request: Append) => boolean, work: () => Promise<T>): Promise<T> {
    const { append } = app.world.store
    app.world.store.append = async (request) => {
      if (refuses(request)) throw new Unavailable('database-unavailable', 'The database did not take this.')
      return append(request)
    }
    return work().finally(() => {
      app.world.store.append = append
    })
  }
  const isReply = ({ events }: Append) => events[0]?.type === 'interviewer-spoke'

  it('before the turn is kept: 503, nothing of it stands, and the same key may come again', async () => {
    const { id } = await begin(app)
    const key = newKey()
    await whileAway(
      () => true,
      async () => problemOf(await send(id, turn('A durable queue.', key)), 503, 'database-unavailable'),
    )
    expect((await interview(id)).turns).toHaveLength(1)
    await say(app, id, 'A durable queue.', key)
    expect((await interview(id)).turns).toHaveLength(3)
  })

  it('for a moment while the reply is kept: the same reply is kept, and asked of the model once', async () => {
    const { id } = await begin(app)
    const calls = model.asked.length
    let refused = 0
    const { reply } = await whileAway(
      (request) => isReply(request) && refused++ < 2,
      () => say(app, id, 'A durable queue.'),
    )
    expect(refused).toBe(3)
    expect(reply.seq).toBe(4)
    expect(model.asked).toHaveLength(calls + 1)
  })
})
