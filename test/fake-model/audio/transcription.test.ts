import { describe, expect, test } from 'vitest'
import { CANDIDATE_SAYS } from '../../../src/fake-model/answer-request.ts'
import { wavOf } from '../../../src/fake-model/audio/wav.ts'
import { bytesOf, fileOf, openAudio } from './ask.ts'

const WORDS = 'A queue — “naïve” 🙂, and workers that acknowledge.'
const SPOKEN = Buffer.concat(wavOf(WORDS))
/** Nine words of 0.4 s; ten tokens for each second, and one for every four characters. */
const SECONDS = expect.closeTo(3.6)
const TOKENS = {
  type: 'tokens',
  input_tokens: 36,
  input_token_details: { text_tokens: 0, audio_tokens: 36 },
  output_tokens: 13,
  total_tokens: 49,
}

describe('a transcription', () => {
  test('of what was spoken here is the very words, with what they cost', async () => {
    await using it = await openAudio()
    const file = await fileOf(await bytesOf(await it.speak(WORDS)))
    expect(await it.audio.transcriptions.create({ model: 'm', file })).toEqual({ text: WORDS, usage: TOKENS })
  })

  test('counts what the client says of the words to come', async () => {
    await using it = await openAudio()
    const asking = { model: 'm', file: await fileOf(SPOKEN), prompt: 'queues and such' }
    const { usage } = await it.audio.transcriptions.create(asking)
    expect(usage).toMatchObject({ input_tokens: 40, input_token_details: { text_tokens: 4 } })
  })

  test('comes as text where that is asked for', async () => {
    await using it = await openAudio()
    const asking = { model: 'm', file: await fileOf(SPOKEN), response_format: 'text' } as const
    expect(await it.audio.transcriptions.create(asking)).toBe(`${WORDS}\n`)
  })

  test('says when what was said where that is asked for, and costs its seconds', async () => {
    await using it = await openAudio()
    const asking = { model: 'whisper-1', file: await fileOf(SPOKEN), response_format: 'verbose_json' } as const
    expect(await it.audio.transcriptions.create(asking)).toMatchObject({
      task: 'transcribe',
      language: 'english',
      duration: SECONDS,
      text: WORDS,
      segments: [{ id: 0, start: 0, end: SECONDS, text: WORDS }],
      usage: { type: 'duration', seconds: 4 },
    })
  })

  test('comes in pieces as it is heard, and whole at the end', async () => {
    await using it = await openAudio()
    const asking = { model: 'm', file: await fileOf(SPOKEN), stream: true } as const
    const events = []
    for await (const event of await it.audio.transcriptions.create(asking)) events.push(event)
    const deltas = events.flatMap((event) => (event.type === 'transcript.text.delta' ? [event.delta] : []))
    expect(deltas.length).toBeGreaterThan(3)
    expect(deltas.join('')).toBe(WORDS)
    expect(events.at(-1)).toEqual({ type: 'transcript.text.done', text: WORDS, usage: TOKENS })
  })

  test('of other sound is some sentence, the same for the same bytes and not for all', async () => {
    await using it = await openAudio()
    const hear = async (bytes: Buffer) => {
      const file = await fileOf(bytes, 'turn.webm')
      return (await it.audio.transcriptions.create({ model: 'm', file })).text
    }
    const recordings = Array.from({ length: 12 }, (_, i) => Buffer.alloc(2_000, i))
    const heard = await Promise.all(recordings.map(hear))
    expect(await Promise.all(recordings.map(hear))).toEqual(heard)
    expect(new Set(heard).size).toBeGreaterThan(2)
    for (const text of heard) expect(CANDIDATE_SAYS).toContain(text)
  })

  test('knows a recording without a name by its kind', async () => {
    await using it = await openAudio()
    const form = new FormData()
    form.set('model', 'm')
    form.set('file', new Blob([Buffer.alloc(2_000)], { type: 'audio/webm;codecs=opus' }), 'blob')
    const response = await fetch(`${it.baseUrl}/audio/transcriptions`, { method: 'POST', body: form })
    expect(response.status).toBe(200)
  })
})

describe('a request for a transcription is refused, with what would be right,', () => {
  const refusal = async (more: object, status = 400) => {
    await using it = await openAudio()
    const asking = { model: 'm', file: await fileOf(SPOKEN), ...more }
    const error = await it.audio.transcriptions.create(asking).then(null, (error) => error)
    expect(error).toMatchObject({ status })
    expect(it.refused).toHaveLength(1)
    return error
  }

  test('without a model or a file', async () => {
    expect(await refusal({ model: '' })).toMatchObject({ param: 'model', type: 'invalid_request_error' })
    expect((await refusal({ file: 'turn.wav' })).message).toContain('file should be the audio')
  })

  test('for a format that is not made here', async () => {
    const { message, param } = await refusal({ response_format: 'srt' })
    expect([message, param]).toEqual([expect.stringContaining('json, text, verbose_json, not srt'), 'response_format'])
  })

  test('with a file that is no sound, is none of its kind, is empty or too short', async () => {
    const sent = async (bytes: Buffer, name?: string) => (await refusal({ file: await fileOf(bytes, name) })).message
    expect(await sent(SPOKEN, 'turn.txt')).toContain("Invalid file format. Supported formats: ['flac',")
    expect(await sent(Buffer.from('OggS and so on'))).toContain('corrupted or unsupported')
    expect(await sent(Buffer.alloc(0), 'turn.webm')).toContain('corrupted or unsupported')
    expect(await sent(Buffer.concat(wavOf('')))).toContain('too short. Minimum audio length is 0.1 seconds')
  })

  test('beyond 25 MB', async () => {
    const error = await refusal({ file: await fileOf(Buffer.alloc(26_214_400), 'turn.mp3') }, 413)
    expect(error).toMatchObject({ type: 'server_error' })
    expect(error.message).toMatch(/Maximum content size limit \(26214400\) exceeded \(262\d+ bytes read\)/)
  })

  test('as anything but a form', async () => {
    await using it = await openAudio()
    const response = await fetch(`${it.baseUrl}/audio/transcriptions`, { method: 'POST', body: '{}' })
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('multipart/form-data')])
  })
})
