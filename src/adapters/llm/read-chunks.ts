import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'
import { ModelFault } from '../../ports.ts'

/** A chunk of a chat completion, as loosely as endpoints write them. */
const ChunkSchema = z.looseObject({
  model: z.string().nullish(),
  error: z.unknown().optional(),
  choices: z
    .array(
      z.looseObject({
        delta: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
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
export type Piece =
  | { content: string }
  | { finish: string }
  | { refusal: string }
  | { model: string }
  | { usage: Usage }

/**
 * A streamed chat completion as pieces. Whether it came to a good end is the caller's to judge: the end of the stream
 * alone says nothing. @throws ModelFault for anything that is not such a stream
 */
export async function* readChunks(response: Response): AsyncGenerator<Piece> {
  const type = response.headers.get('content-type') ?? ''
  if (!response.body || !/text\/event-stream|application\/octet-stream|text\/plain/i.test(type)) {
    await response.body?.cancel()
    throw new ModelFault('not-an-answer', `the endpoint answered ${type || 'nothing'} where a stream was asked for`)
  }
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const { event, data } of events) {
    if (data === '[DONE]') return
    if (event === 'error')
      throw new ModelFault('server-error', 'the endpoint sent an error in its stream', { retryable: true, raw: data })
    yield* piecesOf(data)
  }
}

function* piecesOf(data: string): Generator<Piece> {
  const chunk = parse(data)
  if (chunk.error)
    throw new ModelFault('server-error', 'the endpoint sent an error in its stream', { retryable: true, raw: data })
  if (chunk.model) yield { model: chunk.model }
  // Only the first choice: we never ask for more.
  const [choice] = chunk.choices ?? []
  if (choice?.delta?.refusal) yield { refusal: choice.delta.refusal }
  if (choice?.delta?.content) yield { content: choice.delta.content }
  if (choice?.finish_reason) yield { finish: choice.finish_reason }
  if (chunk.usage) {
    const { prompt_tokens, completion_tokens, prompt_tokens_details } = chunk.usage
    yield {
      usage: {
        promptTokens: prompt_tokens ?? null,
        cachedTokens: prompt_tokens_details?.cached_tokens ?? null,
        outputTokens: completion_tokens ?? null,
      },
    }
  }
}

function parse(data: string): z.infer<typeof ChunkSchema> {
  try {
    return ChunkSchema.parse(JSON.parse(data))
  } catch (error) {
    throw new ModelFault('not-an-answer', 'the endpoint sent a chunk that is not one', { raw: data, cause: error })
  }
}
