import type { IncomingMessage } from 'node:http'
import { play, type Strike } from '../play-fault.ts'
import type { Wire } from '../wire.ts'
import { AUDIO_FAULTS } from './faults.ts'
import { Refusal } from './refusal.ts'
import { type Asked, send } from './reply.ts'
import { readSpeech } from './speech.ts'
import { readTranscription } from './transcription.ts'

/** A request for audio that is in order, without the words; `seconds` is how long its sound is. */
export type AudioRequest = Pick<Asked, 'kind' | 'model' | 'seconds'>

/** Called for each request for audio: the fault that spoils its answer, or null for the good one. */
export type OnAudio = (request: AudioRequest) => Strike | null

const MOST_BYTES = 25 * 1024 * 1024

/** What is asked for at each path. */
const READERS: Record<string, (raw: Buffer, type?: string) => Asked | Promise<Asked>> = {
  '/v1/audio/speech': (raw) => readSpeech(raw.toString()),
  '/v1/audio/transcriptions': readTranscription,
}
export const AUDIO_PATHS = Object.keys(READERS)

/**
 * Answers a request at one of the paths for audio, or refuses it as a hosted endpoint does.
 * @returns why it was refused, or null
 */
export async function answerAudio(
  request: IncomingMessage,
  wire: Wire,
  { onAudio, goAway }: { onAudio: OnAudio; goAway: () => void },
): Promise<string | null> {
  try {
    const asked = await READERS[request.url ?? '']?.(await bodyOf(request), request.headers['content-type'])
    if (!asked) throw new Refusal(`there is no audio at ${request.url}`, null, { status: 404 })
    const { kind, model, seconds } = asked
    const strike = onAudio({ kind, model, seconds })
    if (strike) await play(strike, AUDIO_FAULTS, { wire, model, goAway, asked })
    else {
      await send(asked.make(asked.words, wire), wire)
      wire.end()
    }
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    wire.json(error.status, { error: error.error })
    return error.message
  }
}

/** @throws Refusal when it is too large, once all of it was read: a client that still sends hears no answer */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length <= MOST_BYTES) chunks.push(chunk)
  }
  if (length <= MOST_BYTES) return Buffer.concat(chunks)
  const message = `Maximum content size limit (${MOST_BYTES}) exceeded (${length} bytes read)`
  throw new Refusal(message, null, { status: 413, type: 'server_error' })
}
