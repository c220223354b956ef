/** What keeps a stream going: `wake` looks for news, now and then, besides what it hears; `stop` lets go of everything. */
export type Source = { wake: () => void; stop: () => void }

const KEEP_ALIVE_MS = 15_000

/**
 * A response of server-sent events, with a comment every 15 s so that both ends know that the other is there.
 * @param open begins the stream; it writes events until it closes the stream or is stopped, since the listener left. What
 *   it closes over is let go once it has begun.
 */
export function serverSentEvents(open: (write: (text: string) => void, close: () => void) => Source): Response {
  const events = new Events()
  const response = new Response(events.body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
  events.write('retry: 1000\n\n')
  events.follow(open(events.write, events.close))
  return response
}

const encoder = new TextEncoder()

/** One stream, from its beginning until either end closes it. */
class Events {
  readonly body: ReadableStream<Uint8Array>
  readonly #keepAlive = setInterval(() => this.#keep(), KEEP_ALIVE_MS)
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null
  #source: Source | null = null
  #isOver = false

  constructor() {
    this.body = new ReadableStream({
      start: (controller) => {
        this.#controller = controller
      },
      cancel: () => this.#stop(),
    })
  }

  readonly write = (text: string): void => {
    if (!this.#isOver) this.#controller?.enqueue(encoder.encode(text))
  }

  readonly close = (): void => {
    if (this.#isOver) return
    this.#stop()
    this.#controller?.close()
  }

  follow(source: Source): void {
    this.#source = source
    if (this.#isOver) source.stop()
  }

  #keep(): void {
    this.write(': keep-alive\n\n')
    this.#source?.wake()
  }

  #stop(): void {
    this.#isOver = true
    clearInterval(this.#keepAlive)
    this.#source?.stop()
  }
}

export const eventText = (name: string, data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
