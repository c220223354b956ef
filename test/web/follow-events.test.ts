import { describe, expect, test, vi } from 'vitest'
import type { StreamEvent } from '../../web/src/api.ts'
import { type Connection, followEvents } from '../../web/src/parts/follow-events.ts'

const say = (seq: number, part: number) =>
  `event: say\nid: ${seq}.${part}\ndata: ${JSON.stringify({ seq, part, text: `sentence ${part}` })}\n\n`

/** A stream that gives one piece per read and then ends, is cut, or stays silent until the listener gives up. */
const answer =
  (pieces: string[], then: 'end' | 'cut' | 'silence' = 'end') =>
  (signal: AbortSignal) => {
    const left = [...pieces]
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
      pull(controller) {
        const piece = left.shift()
        if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece))
        else if (then === 'cut') controller.error(new TypeError('cut'))
        else if (then === 'end') controller.close()
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

/** Follows scripted answers until the last one was used up. */
async function follow(answers: ((signal: AbortSignal) => Response)[]) {
  const stop = new AbortController()
  const events: StreamEvent[] = []
  const asked: string[] = []
  const states: Connection[] = []
  const waits: number[] = []
  await followEvents<StreamEvent>({
    after: '2',
    signal: stop.signal,
    onEvent: (event) => events.push(event),
    onConnection: (state) => states.push(state),
    wait: async (attempt) => {
      waits.push(attempt)
    },
    open: async (lastId, signal) => {
      asked.push(lastId)
      const next = answers[asked.length - 1]
      if (next !== undefined) return next(signal)
      stop.abort()
      throw new TypeError('nothing more')
    },
  })
  return { events, asked, states, waits }
}

describe('following the log', () => {
  test('goes on after the last event it saw, a single sentence included', async () => {
    const { events, asked } = await follow([answer([say(4, 1), say(4, 2)], 'cut'), answer([say(4, 3)])])
    expect(asked).toEqual(['2', '4.2', '4.3'])
    expect(events.map((it) => it.name === 'say' && it.data.part)).toEqual([1, 2, 3])
  })

  test('reads events cut anywhere, and comments as signs of life only', async () => {
    const whole = `: hello\n\n${say(4, 1)}`
    const { events } = await follow([answer([...whole])])
    expect(events).toEqual([{ name: 'say', data: { seq: 4, part: 1, text: 'sentence 1' } }])
  })

  test('survives refusals that pass, waiting longer each time, and says that it is lost', async () => {
    const busy = () => new Response('{}', { status: 503 })
    const { asked, waits, states } = await follow([busy, busy, busy, answer([say(4, 1)])])
    expect(asked).toHaveLength(5)
    expect(waits.slice(0, 3)).toEqual([1, 2, 3])
    expect(states).toContain('lost')
    expect(states.at(-1)).toBe('open')
  })

  test('gives up on an interview that is not there', async () => {
    const { asked, states } = await follow([() => new Response('{}', { status: 404 })])
    expect(asked).toEqual(['2'])
    expect(states).toEqual(['lost'])
  })

  test('does not believe in a stream that is silent for 35 seconds', async () => {
    vi.useFakeTimers()
    try {
      const following = follow([answer([': hello\n\n'], 'silence')])
      await vi.advanceTimersByTimeAsync(34_000)
      await vi.advanceTimersByTimeAsync(2_000)
      expect((await following).asked).toEqual(['2', '2'])
    } finally {
      vi.useRealTimers()
    }
  })
})
