import { Agent, type Dispatcher, request, fetch as undiciFetch } from 'undici'

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
  let isPlain = true
  const fetch = async (url: string, init: object) => {
    if (isPlain) {
      const answer = await request(url, { ...init, dispatcher: agent })
      if (answer.statusCode < 300 || answer.statusCode >= 400) {
        if (answer.headers['content-encoding'] === undefined) return responseOf(answer)
      }
      // An endpoint that sends us elsewhere, or compresses unasked, is left to `fetch` from now on.
      isPlain = false
      answer.body.on('error', () => {}).destroy()
    }
    return undiciFetch(url, { ...init, dispatcher: agent })
  }
  return { fetch: fetch as unknown as Fetch, destroy: () => agent.destroy() }
}

/** What anybody here asks of an answer's headers. */
const LOOKED_AT = ['content-type', 'retry-after', 'x-request-id']

/** An answer with what is looked at of a Response: `fetch` takes it through several streams more, and the request too. */
function responseOf({ statusCode, headers, body }: Dispatcher.ResponseData) {
  body.on('error', () => {})
  const pieces = body[Symbol.asyncIterator]()
  const cancel = async () => void body.destroy()
  return {
    ok: statusCode >= 200 && statusCode < 300,
    status: statusCode,
    headers: new Headers(
      LOOKED_AT.flatMap((name) => (headers[name] === undefined ? [] : [[name, `${headers[name]}`]])),
    ),
    body: { cancel, getReader: () => ({ read: () => pieces.next(), cancel }) },
  }
}

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
    return new Response(text === '' ? null : wrapped(text), { status, headers: withoutLength(headers) })
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

/** The body is another now, and not compressed any more. */
function withoutLength(headers: Headers): Headers {
  const kept = new Headers([...headers])
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) kept.delete(name)
  return kept
}
