import { Agent, fetch as undiciFetch } from 'undici'
import { exchange } from './exchange.ts'

type Fetch = typeof globalThis.fetch

/** More than the replies that one node can have under way: nobody waits for the model behind somebody else. */
const CONNECTIONS = 1024
const MOST_OF_AN_ERROR = 65_536

/** One pool of connections for all calls; times are watched by the reader of the answer, except for connecting. */
export function openPool(connectMs: number): { fetch: Fetch; destroy: () => Promise<void> } {
  const agent = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const follow = (url: string, init: object) =>
    undiciFetch(url, { ...init, dispatcher: agent }) as unknown as Promise<Response>
  let isPlain = true
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { method = 'GET', body, signal = null } = init
    if (!isPlain || typeof body !== 'string') return follow(url, init)
    const headers = { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' }
    const answer = await exchange(agent, { url, method, headers, body, signal })
    if (!isElsewhere(answer) && !isCompressed(answer)) return answer
    // Who compresses though asked not to does so again.
    if (isCompressed(answer)) isPlain = false
    await answer.body?.cancel()
    return follow(url, init)
  }
  return { fetch: fetch as Fetch, destroy: () => agent.destroy() }
}

/** Left to `fetch`, which knows what may be sent where. */
const isElsewhere = ({ status }: Response): boolean => status >= 300 && status < 400
const isCompressed = ({ headers }: Response): boolean => (headers.get('content-encoding') ?? 'identity') !== 'identity'

/**
 * Errors as the client reads them: their bodies are cut to a size it may read whole, and one that is JSON without an
 * `error` is put into one, since the client keeps nothing else of it.
 */
export const withPlainErrors =
  (fetch: Fetch): Fetch =>
  async (url, init) => {
    const response = await fetch(url, init)
    if (response.ok) return response
    const text = await firstOf(response, init?.signal)
    const { status, headers } = response
    return new Response(text === '' ? null : wrapped(text), { status, headers })
  }

async function firstOf(response: Response, stop: AbortSignal | null | undefined): Promise<string> {
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  let text = ''
  try {
    while (reader && text.length < MOST_OF_AN_ERROR) {
      const { done, value } = await reader.read()
      if (done) return text
      text += decoder.decode(value, { stream: true })
    }
    await reader?.cancel()
  } catch (error) {
    // A body that breaks off takes nothing from the status.
    if (stop?.aborted) throw error
  }
  return text
}

function wrapped(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    const isKnown = typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object'
    return isKnown ? text : JSON.stringify({ error: body })
  } catch {
    return text
  }
}
