import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'

type Asked = { url: string; method: string; headers: Record<string, string>; body: string; signal: AbortSignal | null }
type Controller = Dispatcher.DispatchController

/** What is read of an answer's headers; the others are not kept. */
const READ = new Set(['content-type', 'content-encoding', 'retry-after', 'x-request-id'])
/** How much of a body may wait for its reader, in bytes. */
const MOST_UNREAD = 65_536
/** Statuses that have no body. */
const BARE = new Set([204, 205, 304])
/** Some proxies say more than a Response can hold. */
const HIGHEST_STATUS = 599

/**
 * One request and its answer as it comes. What `fetch` does as well, but that holds what was sent, three times, until the
 * answer's end, and reads it through three streams: a hundred kilobytes a reply.
 */
export async function exchange(through: Dispatcher, asked: Asked): Promise<Response> {
  // A request that is begun and given up takes a good connection with it.
  asked.signal?.throwIfAborted()
  const handler = new Exchange(asked.signal)
  const { origin, pathname, search } = new URL(asked.url)
  const bytes = Buffer.from(asked.body)
  const headers = { ...asked.headers, 'content-length': String(bytes.length) }
  // Given out once, and held by nobody then: as bytes they would be kept until the answer's end.
  const left = [bytes]
  const body = new Readable({ read: () => body.push(left.pop() ?? null) })
  through.dispatch({ origin, path: pathname + search, method: asked.method, headers, body }, handler)
  return handler.answer
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #answered = Promise.withResolvers<Response>()
  readonly #signal: AbortSignal | null
  #request: Controller | null = null
  #body: ReadableStreamDefaultController<Uint8Array> | null = null

  constructor(signal: AbortSignal | null) {
    this.#signal = signal
    signal?.addEventListener('abort', this.#stop, { once: true })
  }

  get answer(): Promise<Response> {
    return this.#answered.promise
  }

  onRequestStart(request: Controller): void {
    this.#request = request
    if (this.#signal?.aborted) this.#stop()
  }

  onResponseStart(request: Controller, status: number, headers: Record<string, string | string[] | undefined>): void {
    // Information ahead of the answer.
    if (status < 200) return
    request.rawHeaders = null
    const source = {
      start: (controller: ReadableStreamDefaultController<Uint8Array>) => {
        this.#body = controller
      },
      pull: () => request.resume(),
      cancel: () => request.abort(new Error('the rest of the answer is not wanted')),
    }
    const body = new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD }))
    const read = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      READ.has(name) ? [[name, String(value)]] : [],
    )
    const known = Math.min(status, HIGHEST_STATUS)
    this.#answered.resolve(new Response(BARE.has(status) ? null : body, { status: known, headers: read }))
  }

  onResponseData(request: Controller, bytes: Buffer): void {
    // The parser says nothing, in no bytes, when it is resumed in the middle of a body; to pause at that would go on for ever.
    if (bytes.length === 0) return
    this.#body?.enqueue(bytes)
    if ((this.#body?.desiredSize ?? 1) <= 0) request.pause()
  }

  onResponseEnd(): void {
    this.#signal?.removeEventListener('abort', this.#stop)
    this.#body?.close()
  }

  onResponseError(_: Controller, error: Error): void {
    this.#signal?.removeEventListener('abort', this.#stop)
    this.#answered.reject(error)
    this.#body?.error(error)
  }

  readonly #stop = (): void => {
    const { reason } = this.#signal ?? {}
    this.#answered.reject(reason)
    this.#body?.error(reason)
    this.#request?.abort(reason)
  }
}
