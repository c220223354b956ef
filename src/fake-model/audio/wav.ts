const SAMPLES_A_SECOND = 24_000
const BYTES_A_SAMPLE = 2
/** 150 words a minute: a calm speaker. */
const SECONDS_A_WORD = 0.4
const TONE_HERTZ = 220
/** Of 32,767: there to be seen and measured, hardly to be heard. */
const LOUDNESS = 400
/** How much of a word's time sounds; the rest is the pause after it. */
const SOUNDING = 0.75

const countOf = (words: string): number => words.match(/\S+/g)?.length ?? 0

/** How long words take to be said, in seconds. */
export const secondsOf = (words: string, speed = 1): number => (countOf(words) * SECONDS_A_WORD) / speed

/** Words as 16-bit mono samples at 24 kHz, in pieces of a word each: a quiet tone and a pause. */
export function soundOf(words: string, speed = 1): Buffer[] {
  const samples = Math.round((SAMPLES_A_SECOND * SECONDS_A_WORD) / speed)
  const word = Buffer.alloc(samples * BYTES_A_SAMPLE)
  for (let i = 0; i < samples * SOUNDING; i++)
    word.writeInt16LE(
      Math.round(LOUDNESS * Math.sin((2 * Math.PI * TONE_HERTZ * i) / SAMPLES_A_SECOND)),
      i * BYTES_A_SAMPLE,
    )
  return Array.from({ length: countOf(words) }, () => word)
}

/** A chunk of a RIFF file; one of odd length is padded, which its own length does not count. */
function chunk(id: string, body: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(8)
  head.write(id, 'latin1')
  head.writeUInt32LE(length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

function format(): Buffer {
  const body = Buffer.alloc(16)
  body.writeUInt16LE(1, 0) // PCM
  body.writeUInt16LE(1, 2) // channels
  body.writeUInt32LE(SAMPLES_A_SECOND, 4)
  body.writeUInt32LE(SAMPLES_A_SECOND * BYTES_A_SAMPLE, 8)
  body.writeUInt16LE(BYTES_A_SAMPLE, 12)
  body.writeUInt16LE(8 * BYTES_A_SAMPLE, 14)
  return chunk('fmt ', body)
}

/**
 * Words as a WAV file, in pieces: what stands before the sound, then the sound of each word. The words themselves are
 * its comment (LIST, INFO, ICMT), so that they can be heard again.
 */
export function wavOf(words: string, speed = 1): Buffer[] {
  const sound = soundOf(words, speed)
  const length = sound.reduce((sum, it) => sum + it.length, 0)
  const comment = Buffer.concat([Buffer.from('INFO'), chunk('ICMT', Buffer.from(`${words}\0`))])
  const inside = [Buffer.from('WAVE'), format(), chunk('LIST', comment), chunk('data', Buffer.alloc(0), length)]
  const before = Buffer.concat(inside)
  const riff = chunk('RIFF', Buffer.alloc(0), before.length + length)
  return [Buffer.concat([riff, before]), ...sound]
}

/** The chunks of a RIFF body, as far as they are there: a file that was cut, or streamed, claims more than it has. */
function* chunksOf(bytes: Buffer): Generator<[id: string, body: Buffer]> {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4)
    yield [bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, at + 8 + length)]
    at += 8 + length + (length % 2)
  }
}

/** @returns how long it sounds, in seconds, and the words in its comment, if any; null for what is no WAV file */
export function readWav(bytes: Buffer): { seconds: number; words: string | null } | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return null
  const chunks = new Map(chunksOf(bytes.subarray(12)))
  const [form, data, list] = [chunks.get('fmt '), chunks.get('data'), chunks.get('LIST')]
  if (!form || form.length < 16 || !data) return null
  const comment = list?.toString('latin1', 0, 4) === 'INFO' ? new Map(chunksOf(list.subarray(4))).get('ICMT') : null
  return {
    seconds: data.length / Math.max(1, form.readUInt32LE(8)),
    words: comment?.toString('utf8').replace(/\0$/, '') ?? null,
  }
}
