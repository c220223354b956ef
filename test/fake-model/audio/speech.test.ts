import { describe, expect, test } from 'vitest'
import type { AudioRequest } from '../../../src/fake-model/audio/answer-audio.ts'
import { readWav, wavOf } from '../../../src/fake-model/audio/wav.ts'
import { openEndpoint } from '../../../src/fake-model/open-endpoint.ts'
import { bytesOf, openAudio } from './ask.ts'

describe('speech', () => {
  test('is a WAV file of the words; its request is told of without them', async () => {
    const asked: AudioRequest[] = []
    await using it = await openAudio((request) => {
      asked.push(request)
      return null
    })
    const response = await it.speak('What happens when its worker dies half-way?')
    expect(response.headers.get('content-type')).toBe('audio/wav')
    expect(readWav(await bytesOf(response))).toEqual({
      seconds: 2.8,
      words: 'What happens when its worker dies half-way?',
    })
    expect(asked).toEqual([{ kind: 'speech', model: 'm', seconds: expect.closeTo(2.8) }])
  })

  test('is bare samples where PCM is asked for, fewer at a higher speed', async () => {
    await using it = await openAudio()
    const response = await it.speak('One two.', { response_format: 'pcm', speed: 4, voice: { id: 'voice_1' } })
    expect(response.headers.get('content-type')).toBe('audio/pcm')
    expect(await bytesOf(response)).toHaveLength(2 * 0.1 * 48_000)
  })

  test('comes a word at a time, at the pace of the endpoint: its beginning is there before its end', async () => {
    await using it = await openAudio(() => null, 20)
    const response = await it.speak('one two three four five six')
    const sizes: number[] = []
    for await (const piece of response.body ?? []) sizes.push(piece.length)
    expect(sizes.length).toBeGreaterThan(2)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(Buffer.concat(wavOf('one two three four five six')).length)
  })

  test.for([
    ['no model', { model: '' }, 'you must provide a model parameter', 'model'],
    ['no words', { input: ' ' }, 'input should be the words to say', 'input'],
    ['too many', { input: 'a'.repeat(4097) }, 'at most 4096 characters', 'input'],
    ['no voice', { voice: null }, 'voice should be', 'voice'],
    ['a voice without a name', { voice: {} }, 'voice should be', 'voice'],
    ['a speed out of range', { speed: 9 }, 'from 0.25 to 4.0', 'speed'],
    ['events', { stream_format: 'sse' }, 'stream_format should be audio', 'stream_format'],
    ['another format', { response_format: 'opus' }, 'wav or pcm: a fake model makes no opus', 'response_format'],
    ['no format, which means MP3', { response_format: undefined }, 'a fake model makes no mp3', 'response_format'],
  ] as const)('with %s is refused with what would be right', async ([, more, says, param]) => {
    await using it = await openAudio()
    const refused = await it.speak('One.', more).then(null, (error) => error)
    expect(refused).toMatchObject({ status: 400, type: 'invalid_request_error', param })
    expect(refused.message).toContain(says)
    expect(it.refused).toEqual([expect.stringContaining(says)])
  })

  test.for(['{', 'null', '7'])('of a body like %s is refused', async (body) => {
    await using it = await openAudio()
    const response = await fetch(`${it.baseUrl}/audio/speech`, { method: 'POST', body })
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('an object in JSON')])
  })
})

test('an endpoint that nobody gave audio has none', async () => {
  const told: string[] = []
  const endpoint = await openEndpoint({ respond: () => undefined, onStranger: (it) => told.push(it) })
  const response = await fetch(`${endpoint.baseUrl}/audio/speech`, { method: 'POST', body: '{}' })
  await endpoint.close()
  expect([response.status, told]).toEqual([404, [expect.stringContaining('there is no POST /v1/audio/speech')]])
})
