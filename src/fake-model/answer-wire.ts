import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a client sends, as far as a fake endpoint looks at it. */
export type ChatRequest = {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  response_format?: { type: string; json_schema?: { name: string; strict?: boolean; schema: Record<string, unknown> } }
  max_tokens?: number
  max_completion_tokens?: number
  temperature?: number
  [other: string]: unknown
}

export type WireUsage = {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  prompt_tokens_details: { cached_tokens: number }
}

export type WireSettings = { paceMs: number; chunk: number; promptTokens: number; cachedTokens: number }

/** One answer on its way out, byte by byte under the hand of whoever plays it. */
export class Wire {
  readonly request: ChatRequest
  readonly response: ServerResponse
  readonly #settings: WireSettings
  readonly #gone = new AbortController()

  constructor(request: ChatRequest, response: ServerResponse, settings: WireSettings) {
    this.request = request
    this.response = response
    this.#settings = settings
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

  head(): void {
    this.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders()
  }

  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.isOver) return
    if (!this.response.write(bytes))
      await Promise.race([new Promise((done) => this.response.once('drain', done)), this.#whenGone()])
  }

  /** A chunk of a completion as one event. */
  send(chunk: Record<string, unknown>): Promise<void> {
    return this.write(`data: ${JSON.stringify(this.chunk(chunk))}\n\n`)
  }

  chunk(rest: Record<string, unknown>): Record<string, unknown> {
    return { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 0, model: this.request.model, ...rest }
  }

  choice(delta: unknown, finish: string | null = null): Promise<void> {
    return this.send({ choices: [{ index: 0, delta, finish_reason: finish }] })
  }

  /** Content in pieces, at the pace of the endpoint. */
  async content(text: string): Promise<void> {
    for (const piece of this.pieces(text)) {
      await this.pause(this.#settings.paceMs)
      if (this.isOver) return
      await this.choice({ content: piece })
    }
  }

  pieces(text: string): string[] {
    const size = this.#settings.chunk
    return Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
  }

  usage(text: string): WireUsage {
    const { promptTokens, cachedTokens } = this.#settings
    const completion = Math.ceil(text.length / 4)
    return {
      prompt_tokens: promptTokens,
      completion_tokens: completion,
      total_tokens: promptTokens + completion,
      prompt_tokens_details: { cached_tokens: cachedTokens },
    }
  }

  /** The good end of an answer. */
  async done(text: string, finish = 'stop'): Promise<void> {
    await this.choice({}, finish)
    if (this.request.stream_options?.include_usage) await this.send({ choices: [], usage: this.usage(text) })
    await this.write('data: [DONE]\n\n')
    this.end()
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
