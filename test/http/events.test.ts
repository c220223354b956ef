import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeGate, makeLanguageModel, topPair } from '../services/language-model.ts'
import { openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, type Interview, listen, newKey, read, type Sent, say, turn } from './call.ts'

let app: TestWorld
/** Opened by a test to let the next piece of a reply go; null lets everything go. */
let gates: ReturnType<typeof makeGate>[] | null = null
let pieces = 0

beforeAll(async () => {
  const model = makeLanguageModel({
    reply: (request) => ({ ...topPair(request), say: 'The night is quiet. Then a machine stops; who hears of it?' }),
    beforePiece: async () => {
      const gate = gates?.[pieces++]
      await gate?.passed
    },
  })
  app = await openTestWorld({ model, patienceMs: 20_000 })
})
afterAll(() => app.close())

const events = (id: string, after?: string) =>
  app.request(`/api/interviews/${id}/events`, after === undefined ? {} : { headers: { 'last-event-id': after } })
const stream = (id: string, text: string, key = newKey()) =>
  app.request(`/api/interviews/${id}/turns`, turn(text, key, { accept: 'text/event-stream' }))

/** What must be the same for every listener: events with a place, without the clock at which they were shown. */
const placed = (sent: Sent[]) =>
  sent
    .filter((it) => it.id !== null)
    .map(({ id, event, data }) => ({ id, event, ...(event === 'turn' || event === 'say' ? { data } : {}) }))

/** Two sentences of a reply and its end, each held back until let go. */
async function slowly<T>(work: (letGo: (pieces?: number) => void) => Promise<T>) {
  const held = [makeGate(), makeGate(), makeGate()]
  gates = [...held]
  pieces = 0
  const letGo = (count = 1) => {
    for (const gate of held.splice(0, count)) gate.open()
  }
  try {
    return await work(letGo)
  } finally {
    letGo(3)
    gates = null
  }
}

describe('a turn, as a stream', () => {
  it('is the turn, sentence by sentence its reply, and the reply whole; then it ends', async () => {
    const { id } = await begin(app)
    const sent = await slowly(async (letGo) => {
      const response = await stream(id, 'A durable queue.')
      expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
      expect(response.headers.get('cache-control')).toContain('no-transform')
      letGo(3)
      return listen(response).rest()
    })
    expect(placed(sent)).toMatchObject([
      { id: '3', event: 'turn', data: { seq: 3, by: 'candidate', text: 'A durable queue.' } },
      { id: '4.1', event: 'say', data: { seq: 4, part: 1, text: 'The night is quiet.' } },
      { id: '4.2', event: 'say', data: { seq: 4, part: 2, text: 'Then a machine stops; who hears of it?' } },
      {
        id: '4',
        event: 'turn',
        data: { seq: 4, by: 'interviewer', text: 'The night is quiet. Then a machine stops; who hears of it?' },
      },
    ])
  })

  it('sends a sentence before the reply is complete', async () => {
    const { id } = await begin(app)
    await slowly(async (letGo) => {
      const heard = listen(await stream(id, 'A durable queue.'))
      const until = async (event: string) => {
        for (let it = await heard.next(); it; it = await heard.next()) if (it.event === event) return it
        throw new Error(`no ${event} came`)
      }
      expect((await until('turn')).id).toBe('3')
      // A sentence is whole once something follows it, so the first goes out while the second is written.
      letGo(2)
      expect((await until('say')).id).toBe('4.1')
      letGo()
      expect((await until('turn')).id).toBe('4')
    })
  })

  it('reads the store once, since what this node stores meanwhile comes along', async () => {
    const { id } = await begin(app)
    const reads = vi.spyOn(app.world.store, 'readEvents')
    const sent = await listen(await stream(id, 'A durable queue.')).rest()
    expect(placed(sent).map((it) => it.id)).toEqual(['3', '4.1', '4.2', '4'])
    expect(reads.mock.calls.map(([, , after]) => after)).toEqual([undefined])
    reads.mockRestore()
  })

  it('passes over what comes along and is not next: it is for the store to say', async () => {
    const { id } = await begin(app)
    const sent = await slowly(async (letGo) => {
      const heard = listen(await stream(id, 'A durable queue.'))
      const ahead = { type: 'interview-paused' as const, at: Date.now(), seq: 9 }
      app.world.feed.publish(id, { type: 'stored', seq: 9, events: [ahead] })
      letGo(3)
      return heard.rest()
    })
    expect(placed(sent).map((it) => it.id)).toEqual(['3', '4.1', '4.2', '4'])
  })

  it('again with the same key sends the same turn and the same reply', async () => {
    const { id } = await begin(app)
    const key = newKey()
    const first = placed(await listen(await stream(id, 'A durable queue.', key)).rest())
    const again = placed(await listen(await stream(id, 'A durable queue.', key)).rest())
    expect(again).toEqual(first.filter((it) => it.event === 'turn'))
  })

  it('ends with the interview when the reply closes it', async () => {
    const { id, clock } = await begin(app, { interviewer: 'scripted' })
    app.clock.advance((Date.parse(clock.endsAt) - app.clock.now()) / 60_000 + 1)
    const sent = await listen(await stream(id, 'And that is all.')).rest()
    expect(sent.at(-1)).toMatchObject({ event: 'end', data: { status: 'ended', endReason: 'finished' } })
    expect(sent.filter((it) => it.event === 'turn')).toHaveLength(2)
  })
})

describe('a listener', () => {
  it('who comes in the middle of a reply gets what was said already, and the rest as it comes', async () => {
    const { id } = await begin(app)
    await slowly(async (letGo) => {
      const heard = listen(await stream(id, 'A durable queue.'))
      letGo(2)
      for (let it = await heard.next(); it?.event !== 'say'; it = await heard.next());
      const late = listen(await events(id, '3'))
      expect(await late.next()).toMatchObject({ id: '4.1', data: { text: 'The night is quiet.' } })
      letGo()
      expect((await late.next())?.id).toBe('4.2')
      await late.leave()
      await heard.rest()
    })
  })

  const REST: Record<string, string[]> = {
    '2': ['3', '4.1', '4.2', '4', '5'],
    '3': ['4.1', '4.2', '4', '5'],
    '4.1': ['4.2', '4', '5'],
    '4.2': ['4', '5'],
    '4': ['5'],
  }
  it.each(Object.keys(REST))('who comes back in mid-reply after %s gets exactly what was not heard', async (after) => {
    const { id } = await begin(app)
    await slowly(async (letGo) => {
      const heard = listen(await stream(id, 'A durable queue.'))
      letGo(2)
      for (let it = await heard.next(); it?.event !== 'say'; it = await heard.next());
      const back = listen(await events(id, after))
      letGo()
      await heard.rest()
      await act(app, id, 'end')
      expect(placed(await back.rest()).map((it) => it.id)).toEqual(REST[after])
    })
  })

  it('from any cut gets the rest of the whole, by header and by query', async () => {
    const { id } = await begin(app)
    const live = listen(await events(id))
    await say(app, id, 'A durable queue.')
    await act(app, id, 'pause')
    await act(app, id, 'resume')
    await say(app, id, 'The worker acknowledges after the commit.')
    await act(app, id, 'end')
    const whole = placed(await live.rest())
    const stored = whole.filter((it) => it.event !== 'say')
    expect(stored.map((it) => it.id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
    for (const { id: after } of whole) {
      if (after === null || after === '9') continue
      // Cut within a turn, its rest is the whole turn; sentences are only for those who are there.
      const rest = stored.filter(
        (it) => Number(it.id) > Number(after.includes('.') ? Number.parseInt(after, 10) - 1 : after),
      )
      expect(placed(await listen(await events(id, after)).rest()), after).toEqual(rest)
      const byQuery = await app.request(`/api/interviews/${id}/events?after=${after}`)
      expect(placed(await listen(byQuery).rest()), after).toEqual(rest)
    }
    for (const nonsense of ['x', '-1', '1e9', '3.', '99999999999', ''])
      expect(placed(await listen(await events(id, nonsense)).rest()), nonsense).toEqual(stored)
  })

  it('beside another one sees the same', async () => {
    const { id } = await begin(app)
    const [one, two] = [listen(await events(id)), listen(await events(id))]
    await say(app, id, 'A durable queue.')
    await act(app, id, 'end')
    const [first, second] = [placed(await one.rest()), placed(await two.rest())]
    expect(first).toEqual(second)
    expect(first.map((it) => it.id)).toEqual(['1', '2', '3', '4.1', '4.2', '4', '5'])
  })

  it('is told the new deadlines when a reply took its time', async () => {
    const { id, clock } = await begin(app)
    await slowly(async (letGo) => {
      const heard = listen(await events(id, '2'))
      await stream(id, 'A durable queue.').then((response) => response.body?.cancel())
      app.clock.advance(3)
      letGo(3)
      for (let it = await heard.next(); it && it.id !== '4'; it = await heard.next());
      await heard.leave()
      const last = heard.events.findLast((it) => it.event === 'phase')
      for (const name of ['endsAt', 'phaseEndsAt'] as const)
        expect(Date.parse(String(last?.data[name])) - Date.parse(clock[name])).toBe(3 * 60_000)
      expect(heard.events.at(-1)).toMatchObject({ id: '4', event: 'turn' })
    })
  })

  it('who leaves is forgotten, and the reply is kept', async () => {
    const { id } = await begin(app)
    const heard = listen(await events(id))
    await heard.next()
    await heard.leave()
    await say(app, id, 'A durable queue.')
    expect((await read<Interview>(app, `/api/interviews/${id}`)).turns).toHaveLength(3)
    expect(app.lines.filter((line) => line.level !== 'info' && line.interview === id)).toEqual([])
  })

  it('of an interview that has ended, who has heard everything, is told that nothing follows', async () => {
    const { id } = await begin(app)
    await act(app, id, 'end')
    const { seq } = await read<Interview>(app, `/api/interviews/${id}`)
    // The answer upon which an EventSource stops coming back.
    expect((await events(id, String(seq))).status).toBe(204)
    expect((await events(id, String(seq + 5))).status).toBe(204)
    const all = await listen(await events(id)).rest()
    expect(all.at(-1)?.event).toBe('end')
  })

  it('hears that somebody is there when nothing happens', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const { id } = await begin(app)
      const heard = listen(await events(id))
      await heard.next()
      expect(heard.comments()).toBe(0)
      await vi.advanceTimersByTimeAsync(15_000)
      while (heard.comments() === 0) await heard.pull()
      await vi.advanceTimersByTimeAsync(15_000)
      while (heard.comments() < 2) await heard.pull()
      await heard.leave()
    } finally {
      vi.useRealTimers()
    }
  })

  it('of an unknown interview is told so', async () => {
    expect((await events('0199c6a0-0000-7000-8000-000000000000')).status).toBe(404)
  })
})
