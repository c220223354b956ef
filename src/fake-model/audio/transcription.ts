import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { CANDIDATE_SAYS } from '../answer-request.ts'
import type { Wire } from '../wire.ts'
import { Refusal } from './refusal.ts'
import type { Asked, Reply } from './reply.ts'
import { readWav } from './wav.ts'

/** Kinds of files, as their names end. */
const FILES = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']
const LEAST_SECONDS = 0.1
/** What a second of sound takes where it can't be measured: 32 kbit. */
const BYTES_A_SECOND = 4_000
const TOKENS_A_SECOND = 10
const CHARACTERS_A_TOKEN = 4

type Heard = { model: string; seconds: number; prompt: string }
type Write = (words: string, heard: Heard) => { type: string; body: string }

/** The answers that there are, by the format that is asked for. */
const FORMATS: Record<string, Write> = {
  json: (text, heard) => json({ text, usage: usageOf(text, heard) }),
  text: (text) => ({ type: 'text/plain; charset=utf-8', body: `${text}\n` }),
  verbose_json: (text, { seconds }) =>
    json({
      task: 'transcribe',
      language: 'english',
      duration: seconds,
      text,
      segments: text === '' ? [] : [{ ...SEGMENT, end: seconds, text }],
      usage: durationOf(seconds),
    }),
}

/** All that is said is one segment. */
const SEGMENT = {
  id: 0,
  seek: 0,
  start: 0,
  tokens: [],
  temperature: 0,
  avg_logprob: -0.2,
  compression_ratio: 1.2,
  no_speech_prob: 0.01,
}

const json = (body: unknown) => ({ type: 'application/json', body: JSON.stringify(body) })
const durationOf = (seconds: number) => ({ type: 'duration', seconds: Math.ceil(seconds) })

function tokensOf(text: string, { seconds, prompt }: Heard) {
  const audio = Math.ceil(seconds * TOKENS_A_SECOND)
  const read = Math.ceil(prompt.length / CHARACTERS_A_TOKEN)
  const written = Math.ceil(text.length / CHARACTERS_A_TOKEN)
  return {
    type: 'tokens',
    input_tokens: audio + read,
    input_token_details: { text_tokens: read, audio_tokens: audio },
    output_tokens: written,
    total_tokens: audio + read + written,
  }
}

/** Whisper is paid for by the second, and does not stream. */
const isWhisper = (model: string): boolean => model.startsWith('whisper')
const usageOf = (text: string, heard: Heard) =>
  isWhisper(heard.model) ? durationOf(heard.seconds) : tokensOf(text, heard)

/**
 * What a request for a transcription asks for.
 * @throws Refusal when it is not in order
 */
export async function readTranscription(raw: Buffer, type = ''): Promise<Asked> {
  const form = await formOf(raw, type)
  const text = (name: string): string => String(form.get(name) ?? '')
  const model = text('model')
  if (model === '') throw new Refusal('you must provide a model parameter', 'model')
  const format = text('response_format') || 'json'
  const write = FORMATS[format]
  if (!write)
    throw new Refusal(
      `response_format should be ${Object.keys(FORMATS).join(', ')}, not ${format}`,
      'response_format',
      {
        code: 'unsupported_value',
      },
    )
  const { seconds, words } = hear(...(await bytesOf(form.get('file'))))
  const heard = { model, seconds, prompt: text('prompt') }
  const isStream = text('stream') === 'true' && !isWhisper(model)
  return {
    kind: 'transcription',
    model,
    seconds,
    words,
    make: (said, wire) => (isStream ? eventsOf(said, heard, wire) : whole(write(said, heard), wire)),
  }
}

async function formOf(raw: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
  } catch {
    throw new Refusal('the body should be a form, multipart/form-data', null)
  }
}

/** A file that was sent, and how kinds of its sort are named. */
async function bytesOf(file: unknown): Promise<[bytes: Buffer, kind: string]> {
  if (!(file instanceof File)) throw new Refusal('file should be the audio to transcribe', 'file')
  const [, subtype = ''] = /^\w+\/(?:x-)?([\w-]+)/.exec(file.type) ?? []
  const kind = [extname(file.name).slice(1).toLowerCase(), subtype].find((it) => FILES.includes(it))
  if (!kind)
    throw new Refusal(`Invalid file format. Supported formats: [${FILES.map((it) => `'${it}'`).join(', ')}]`, 'file')
  return [Buffer.from(await file.arrayBuffer()), kind]
}

/** The words in a recording: its own where it was spoken here, else some, always the same for the same bytes. */
function hear(bytes: Buffer, kind: string): { seconds: number; words: string } {
  const wav = readWav(bytes)
  if (bytes.length === 0 || (kind === 'wav' && !wav))
    throw new Refusal('Audio file might be corrupted or unsupported', 'file', { code: 'invalid_value' })
  const seconds = wav?.seconds ?? bytes.length / BYTES_A_SECOND
  if (wav && seconds < LEAST_SECONDS)
    throw new Refusal(`Audio file is too short. Minimum audio length is ${LEAST_SECONDS} seconds.`, 'file', {
      code: 'audio_too_short',
    })
  const pick = createHash('sha256').update(bytes).digest().readUInt32BE() % CANDIDATE_SAYS.length
  return { seconds, words: wav?.words ?? CANDIDATE_SAYS[pick] ?? '' }
}

/** One text in pieces of bytes, since a character may be longer than one. */
function whole({ type, body }: ReturnType<Write>, wire: Wire): Reply {
  return { type, pieces: wire.pieces(Buffer.from(body).toString('latin1')).map((it) => Buffer.from(it, 'latin1')) }
}

const event = (type: string, rest: Record<string, unknown>): string => `data: ${JSON.stringify({ type, ...rest })}\n\n`

function eventsOf(text: string, heard: Heard, wire: Wire): Reply {
  const deltas = wire.pieces(text).map((delta) => event('transcript.text.delta', { delta }))
  const done = event('transcript.text.done', { text, usage: tokensOf(text, heard) })
  return { type: 'text/event-stream; charset=utf-8', pieces: [...deltas, done] }
}
