import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds before each piece of an answer, and characters in each piece of text. */
export type Pace = { paceMs: number; chunk: number }

/** One answer on its way out, byte by byte under the hand of whoever plays it. */
export class Wire {
  readonly response: ServerResponse
  readonly #pace: Pace
  readonly #gone = new AbortController()

  constructor(response: ServerResponse, pace: Pace) {
    this.response = response
    this.#pace = pace
    response.on('close', () => this.#gone.abort())
    response.on('error', () => this.#gone.abort())
  }

  /** True once the answer is over or nobody listens any more. */
  get isOver(): boolean {
    return this.#gone.signal.aborted
  }

  json(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

  error(status: number, error: Record<string, unknown>, headers: Record<string, string> = {}): void {
    this.json(status, { error: { message: `the fake endpoint says ${status}`, type: 'fake', ...error } }, headers)
  }

  head(type = 'text/event-stream; charset=utf-8'): void {
    this.response.writeHead(200, { 'content-type': type }).flushHeaders()
  }

  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.isOver) return
    if (!this.response.write(bytes))
      await Promise.race([new Promise((done) => this.response.once('drain', done)), this.#whenGone()])
  }

  /** Hands pieces to `send` at the pace of the endpoint, for as long as somebody listens. */
  async inPieces<T>(pieces: Iterable<T>, send: (piece: T) => Promise<void>): Promise<void> {
    for (const piece of pieces) {
      await this.pause(this.#pace.paceMs)
      if (this.isOver) return
      await send(piece)
    }
  }

  pieces(text: string): string[] {
    const size = this.#pace.chunk
    return Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
  }

  end(): void {
    this.response.end()
  }

  reset(): void {
    this.response.socket?.resetAndDestroy()
  }

  async pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#gone.signal }).catch(() => {})
  }

  /** Says nothing more until the client goes. */
  hang(): Promise<void> {
    return this.#whenGone()
  }

  #whenGone(): Promise<void> {
    const { signal } = this.#gone
    return signal.aborted
      ? Promise.resolve()
      : new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }))
  }
}
