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
    if (!isPlain) return follow(url, init)
    const { method = 'GET', headers, body, signal = null } = init
    const asked = { url, method, headers: Object.fromEntries(new Headers(headers)), body: String(body), signal }
    const answer = await exchange(agent, asked)
    if (!isForFetch(answer)) return answer
    isPlain = false
    await answer.body?.cancel()
    return follow(url, init)
  }
  return { fetch: fetch as Fetch, destroy: () => agent.destroy() }
}

/** An endpoint that sends us elsewhere, or compresses unasked, is left to `fetch`, which knows what may be sent where. */
const isForFetch = ({ status, headers }: Response): boolean =>
  (status >= 300 && status < 400) || headers.has('content-encoding')

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
