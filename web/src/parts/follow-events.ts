import { createParser } from 'eventsource-parser'
import { problemOf } from '../api.ts'

/** The server sends at least a comment every 15 s; this long without a byte means nobody is there. */
const SILENCE_MS = 35_000
const LONGEST_WAIT_MS = 15_000
/** The answers that another try does not change. */
const FINAL = [400, 401, 403, 404, 410]

export type Connection = 'connecting' | 'open' | 'lost'

type Follow<Event extends { name: string; data: unknown }> = {
  /** Opens the stream after the event with this id. */
  open: (lastId: string, signal: AbortSignal) => Promise<Response>
  /** Event to go on after. */
  after: string
  signal: AbortSignal
  onEvent: (event: Event) => void
  onConnection: (state: Connection) => void
  wait?: (attempt: number, signal: AbortSignal) => Promise<void>
}

/** Follows a stream of the server until aborted: through cuts, silences and refusals, from the last event it saw. */
export async function followEvents<Event extends { name: string; data: unknown }>(
  follow: Follow<Event>,
): Promise<void> {
  const { signal, onConnection, wait = waitOrOnline } = follow
  let lastId = follow.after
  let attempt = 0
  while (!signal.aborted) {
    try {
      await readOnce({ ...follow, after: lastId }, (id) => {
        attempt = 0
        if (id !== null) lastId = id
      })
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof Refused) return onConnection('lost')
    }
    if (signal.aborted) return
    // A stream that simply ends is a server going down politely; it gets one quick try.
    if (attempt > 0) onConnection('lost')
    attempt += 1
    await wait(attempt, signal)
  }
}

class Refused extends Error {}

async function readOnce<Event extends { name: string; data: unknown }>(
  follow: Follow<Event>,
  onAlive: (id: string | null) => void,
): Promise<void> {
  const { signal, onEvent, onConnection } = follow
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  try {
    const response = await follow.open(follow.after, AbortSignal.any([signal, silence.signal]))
    if (FINAL.includes(response.status)) throw new Refused()
    if (!response.ok || response.body === null) throw await problemOf(response)
    onAlive(null)
    onConnection('open')
    const parser = createParser({
      onEvent: ({ event, data, id }) => {
        if (event !== undefined) onEvent({ name: event, data: JSON.parse(data) } as Event)
        onAlive(id ?? null)
      },
    })
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MS)
      parser.feed(decoder.decode(read.value, { stream: true }))
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Waits longer each time, never in step with the others, and not at all once the network is back. */
export function waitOrOnline(attempt: number, signal: AbortSignal): Promise<void> {
  const page = globalThis as unknown as Partial<EventTarget>
  const longest = Math.min(LONGEST_WAIT_MS, 500 * 2 ** (attempt - 1))
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      page.removeEventListener?.('online', done)
      resolve()
    }
    const timer = setTimeout(done, longest * (0.5 + Math.random() / 2))
    signal.addEventListener('abort', done)
    page.addEventListener?.('online', done)
  })
}
