import type { ServerResponse } from 'node:http'
import { type Pace, Wire } from './wire.ts'

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

/** Tokens of a prompt, and how many of them a cache held. */
export type PromptCounts = { promptTokens: number; cachedTokens: number }

/** A chat completion on its way out. */
export class AnswerWire extends Wire {
  readonly request: ChatRequest
  readonly #counts: PromptCounts

  constructor(request: ChatRequest, response: ServerResponse, pace: Pace, counts: PromptCounts) {
    super(response, pace)
    this.request = request
    this.#counts = counts
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
  content(text: string): Promise<void> {
    return this.inPieces(this.pieces(text), (content) => this.choice({ content }))
  }

  usage(text: string): WireUsage {
    const { promptTokens, cachedTokens } = this.#counts
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
}
