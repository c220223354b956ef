import { type AnswerDelta, ModelFault } from '../../ports/model.ts'
import { Answer, type Asked } from './answer.ts'
import { faultOf, withRaw } from './faults.ts'
import type { Limits, Watch } from './limits.ts'
import { ChunkReader, type Piece, pieceOf } from './read-chunks.ts'

type Reader = ReadableStreamDefaultReader<Uint8Array>

/**
 * One attempt from request to validated answer. `end` comes only after finish reason `stop` and a whole, valid answer:
 * everything else throws. @throws ModelFault
 */
export async function* readAnswer(
  ask: () => Promise<Response>,
  asked: Asked,
  limits: Limits,
  watch: Watch,
): AsyncGenerator<AnswerDelta> {
  const answer = new Answer(asked, limits.bytes)
  watch.awaitFirst()
  try {
    for await (const pieces of readPieces(await ask(), limits, () => answer.isFinished)) {
      const before = answer.raw.length
      const deltas = answer.take(pieces)
      if (answer.raw.length === before) continue
      watch.pause()
      yield* joined(deltas)
      watch.awaitNext()
    }
    watch.pause()
    yield* answer.end()
  } catch (error) {
    throw withRaw(faultOf(error), answer.raw)
  }
}

/** What each read of the body brought, whole completions included. @throws ModelFault */
async function* readPieces(response: Response, limits: Limits, isFinished: () => boolean): AsyncGenerator<Piece[]> {
  const type = response.headers.get('content-type') ?? ''
  const body = response.body as ReadableStream<Uint8Array> | null
  if (!body || /html|xml|image|audio|video/i.test(type)) {
    await body?.cancel()
    throw new ModelFault('not-an-answer', `the endpoint answered ${type || 'nothing'} where a stream was asked for`)
  }
  const reader = body.getReader()
  let isRead = false
  try {
    // Some servers know no streams and answer whole.
    if (/application\/(?:[\w.-]+\+)?json/i.test(type)) yield [pieceOf(await textOf(reader, limits.bytes * 2))]
    else yield* readEvents(reader, type, limits, isFinished)
    isRead = true
  } finally {
    if (isRead) void drain(reader)
    else void reader.cancel().catch(() => {})
  }
}

async function* readEvents(
  reader: Reader,
  type: string,
  limits: Limits,
  isFinished: () => boolean,
): AsyncGenerator<Piece[]> {
  const chunks = new ChunkReader(limits.bytes)
  let lastAt: number | null = null
  while (!chunks.isOver) {
    if (isFinished()) lastAt ??= performance.now() + limits.afterFinish
    const bytes = lastAt === null ? await next(reader) : await nextWithin(reader, lastAt - performance.now())
    if (!bytes) break
    yield chunks.read(bytes)
  }
  yield chunks.end()
  if (!chunks.hasEvents && !/event-stream/i.test(type))
    throw new ModelFault('not-an-answer', `the endpoint answered ${type || 'something'} that is no stream`)
}

const next = async (reader: Reader): Promise<Uint8Array | null> => (await reader.read()).value ?? null

/** After a good end only the token counts are missing: they are waited for a moment, and a broken line is no fault. */
async function nextWithin(reader: Reader, ms: number): Promise<Uint8Array | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, ms))
  })
  try {
    return await Promise.race([next(reader).catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}

const DRAIN_MS = 500

/** Reads what follows the end, so that the connection can serve the next call; what does not end soon is cut. */
async function drain(reader: Reader): Promise<void> {
  const until = performance.now() + DRAIN_MS
  while (await nextWithin(reader, until - performance.now()));
  await reader.cancel().catch(() => {})
}

async function textOf(reader: Reader, most: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = await next(reader); bytes; bytes = await next(reader)) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length > most) throw new ModelFault('too-large', 'the answer does not end')
  }
  return text
}

/** Neighbouring pieces of text as one, so that a burst costs its readers one step. */
function joined(deltas: AnswerDelta[]): AnswerDelta[] {
  const all: AnswerDelta[] = []
  for (const delta of deltas) {
    const last = all.at(-1)
    if (delta.type === 'text' && last?.type === 'text') last.text += delta.text
    else all.push(delta.type === 'text' ? { ...delta } : delta)
  }
  return all
}
