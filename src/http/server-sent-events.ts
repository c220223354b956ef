/** What keeps a stream going: `wake` looks for news, now and then, besides what it hears; `stop` lets go of everything. */
type Source = { wake: () => void; stop: () => void }

const KEEP_ALIVE_MS = 15_000

/**
 * A response of server-sent events, with a comment every 15 s so that both ends know that the other is there.
 * @param open begins the stream; it writes events until it closes the stream or is stopped, since the listener left
 */
export function serverSentEvents(open: (write: (text: string) => void, close: () => void) => Source): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOver = false
      let source: Source | null = null
      const keepAlive = setInterval(() => {
        write(': keep-alive\n\n')
        source?.wake()
      }, KEEP_ALIVE_MS)
      const write = (text: string) => {
        if (!isOver) controller.enqueue(encoder.encode(text))
      }
      stop = () => {
        isOver = true
        clearInterval(keepAlive)
        source?.stop()
      }
      const close = () => {
        if (isOver) return
        stop()
        controller.close()
      }
      write('retry: 1000\n\n')
      source = open(write, close)
      if (isOver) source.stop()
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

export const eventText = (name: string, data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
