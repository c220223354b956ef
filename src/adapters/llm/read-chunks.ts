import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { z } from 'zod'
import { ModelFault } from '../../ports/model.ts'
import { streamFault } from './faults.ts'

const Words = z.looseObject({ content: z.unknown().optional(), refusal: z.string().nullish() }).nullish()

/** A chunk of a chat completion, or a whole one, as loosely as endpoints write them. */
const ChunkSchema = z.looseObject({
  model: z.string().nullish(),
  error: z.unknown().optional(),
  choices: z
    .array(z.looseObject({ delta: Words, message: Words, finish_reason: z.string().nullish() }).nullable())
    .nullish(),
  usage: z
    .looseObject({
      prompt_tokens: z.number().nullish(),
      completion_tokens: z.number().nullish(),
      prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
})

export type Usage = { promptTokens: number | null; cachedTokens: number | null; outputTokens: number | null }
export type Piece = {
  content: string
  refused: boolean
  finish: string | null
  model: string | null
  usage: Usage | null
}

/** Room for an event around the answer it may hold: JSON in JSON doubles its quotes and backslashes. */
const EVENT_ROOM = 65_536

/**
 * A streamed chat completion as pieces. Whether it came to a good end is the caller's to judge: the end of the stream
 * alone says nothing. Comments, which servers send to keep a line alive, yield no piece.
 */
export class ChunkReader {
  readonly #decoder = new TextDecoder()
  readonly #parser
  #pieces: Piece[] = []
  #fault: ModelFault | null = null
  /** `[DONE]` was said. */
  isOver = false
  /** Was there any event? */
  hasEvents = false

  constructor(bytes: number) {
    this.#parser = createParser({
      maxBufferSize: bytes * 2 + EVENT_ROOM,
      onEvent: (event) => this.#take(event),
      onError: ({ type }) => {
        if (type === 'max-buffer-size-exceeded') this.#fault ??= new ModelFault('too-large', 'one event does not end')
      },
    })
  }

  /** @throws ModelFault for an error in the stream, or what is no chunk */
  read(bytes: Uint8Array): Piece[] {
    this.#parser.feed(this.#decoder.decode(bytes, { stream: true }))
    if (this.#fault) throw this.#fault
    return this.#pieces.splice(0)
  }

  /** What is left at the end of the stream: a last event without its blank line, unless that was cut in two. */
  end(): Piece[] {
    if (!this.isOver) this.#parser.feed('\n\n')
    return this.#pieces.splice(0)
  }

  #take({ event, data }: EventSourceMessage): void {
    if (this.isOver || this.#fault) return
    this.hasEvents = true
    if (data.trim() === '[DONE]') {
      this.isOver = true
      return
    }
    try {
      if (event === 'error') throw streamFault(parsed(data) ?? data, data)
      this.#pieces.push(pieceOf(data))
    } catch (error) {
      this.#fault = error as ModelFault
    }
  }
}

/** One chunk, or a completion that came whole. @throws ModelFault */
export function pieceOf(data: string): Piece {
  const read = ChunkSchema.safeParse(parsed(data))
  if (!read.success)
    throw new ModelFault('not-an-answer', 'the endpoint sent a chunk that is not one', {
      raw: data.slice(0, 2000),
      cause: read.error,
    })
  const { error, model, choices, usage } = read.data
  if (error) throw streamFault(error, data)
  // Only the first choice: we never ask for more.
  const choice = choices?.[0]
  const words = choice?.delta ?? choice?.message
  return {
    content: textOf(words?.content),
    refused: Boolean(words?.refusal),
    finish: choice?.finish_reason ?? null,
    model: model || null,
    usage: usage
      ? {
          promptTokens: usage.prompt_tokens ?? null,
          cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? null,
          outputTokens: usage.completion_tokens ?? null,
        }
      : null,
  }
}

/** Content is a string; some endpoints send a list of parts, of which those with text are meant. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (typeof part?.text === 'string' ? part.text : '')).join('')
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
