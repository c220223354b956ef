import { describe, expect, test } from 'vitest'
import { type Exchange, ProblemError } from '../../web/src/api.ts'
import { deliverTurn } from '../../web/src/room/deliver-turn.ts'
import { makeClock, makeTurn } from './make.ts'

const exchange: Exchange = {
  turn: makeTurn(3, 'candidate'),
  reply: makeTurn(4, 'interviewer'),
  clock: makeClock(),
  fault: null,
}
const problem = (status: number, retryAfter: number | null = null) =>
  new ProblemError({ status, code: 'some-code', detail: 'why not' }, retryAfter)

/** Sends against scripted answers; one more attempt than scripted fails the test. */
async function deliver(...answers: (Exchange | Error)[]) {
  const sent: string[] = []
  let worried = 0
  const delivery = await deliverTurn(
    'interview',
    { key: 'key-1', text: 'words', after: 2 },
    {
      signal: AbortSignal.timeout(5_000),
      onWaiting: () => worried++,
      wait: async () => {},
      send: async (_id, turn) => {
        sent.push(`${turn.key} ${turn.text}`)
        const answer = answers[sent.length - 1]
        if (answer === undefined) throw new Error('sent more often than scripted')
        if (answer instanceof Error) throw answer
        return answer
      },
    },
  )
  return { delivery, sent, worried }
}

describe('delivering a turn', () => {
  test('is done with the first answer', async () => {
    expect(await deliver(exchange)).toEqual({
      delivery: { state: 'taken', exchange },
      sent: ['key-1 words'],
      worried: 0,
    })
  })

  test('sends the same key and words again while nobody answers or the server is in trouble', async () => {
    const { delivery, sent, worried } = await deliver(
      new TypeError('fetch failed'),
      problem(500),
      problem(503, 0),
      exchange,
    )
    expect(delivery.state).toBe('taken')
    expect(new Set(sent)).toEqual(new Set(['key-1 words']))
    expect(worried).toBe(3)
  })

  test('waits without a word while the interviewer speaks', async () => {
    const { delivery, worried } = await deliver(problem(409, 0), exchange)
    expect([delivery.state, worried]).toEqual(['taken', 0])
  })

  test.each([400, 404, 409, 413, 422])(
    'a %i that no waiting changes is final, and keeps its sentence',
    async (status) => {
      const { delivery, sent } = await deliver(problem(status))
      expect(delivery).toMatchObject({ state: 'refused', problem: { message: 'why not', status } })
      expect(sent).toHaveLength(1)
    },
  )

  test('stops when it is told to', async () => {
    const stop = new AbortController()
    const delivery = await deliverTurn(
      'interview',
      { key: 'key-1', text: 'words', after: 2 },
      {
        signal: stop.signal,
        onWaiting: () => stop.abort(),
        wait: async () => {},
        send: () => Promise.reject(new TypeError('fetch failed')),
      },
    )
    expect(delivery).toEqual({ state: 'stopped' })
  })
})
