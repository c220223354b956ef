import { Refusal } from './refusal.ts'
import type { Asked } from './reply.ts'
import { secondsOf, soundOf, wavOf } from './wav.ts'

const FORMATS = {
  wav: { type: 'audio/wav', piecesOf: wavOf },
  pcm: { type: 'audio/pcm', piecesOf: soundOf },
}
const MOST_CHARACTERS = 4096

/**
 * What a request for speech asks for.
 * @throws Refusal when it is not in order
 */
export function readSpeech(raw: string): Asked {
  const body = fieldsOf(raw)
  const { model, input, voice, speed = 1, response_format: format = 'mp3', stream_format: stream = 'audio' } = body
  if (typeof model !== 'string' || model === '') throw new Refusal('you must provide a model parameter', 'model')
  if (typeof input !== 'string' || input.trim() === '') throw new Refusal('input should be the words to say', 'input')
  if (input.length > MOST_CHARACTERS)
    throw new Refusal(`input should have at most ${MOST_CHARACTERS} characters`, 'input', { code: 'string_too_long' })
  if (!isVoice(voice)) throw new Refusal('voice should be the name of one, or {"id": …}', 'voice')
  if (typeof speed !== 'number' || !(speed >= 0.25 && speed <= 4))
    throw new Refusal('speed should be a number from 0.25 to 4.0', 'speed')
  if (stream !== 'audio') throw new Refusal('stream_format should be audio: there are no events here', 'stream_format')
  if (format !== 'wav' && format !== 'pcm')
    throw new Refusal(`response_format should be wav or pcm: a fake model makes no ${format}`, 'response_format', {
      code: 'unsupported_value',
    })
  const { type, piecesOf } = FORMATS[format]
  return {
    kind: 'speech',
    model,
    seconds: secondsOf(input, speed),
    words: input,
    make: (words) => ({ type, pieces: piecesOf(words, speed) }),
  }
}

function fieldsOf(raw: string): Record<string, unknown> {
  try {
    const body = JSON.parse(raw)
    if (typeof body === 'object' && body !== null) return body
  } catch {}
  throw new Refusal('the body should be an object in JSON', null)
}

const isVoice = (voice: unknown): boolean =>
  typeof voice === 'string'
    ? voice !== ''
    : typeof voice === 'object' && voice !== null && 'id' in voice && typeof voice.id === 'string'
