import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readWav, secondsOf, soundOf, wavOf } from '../../../src/fake-model/audio/wav.ts'

const whole = (words: string, speed?: number): Buffer => Buffer.concat(wavOf(words, speed))

describe('a WAV file', () => {
  test('is 16-bit mono PCM at 24 kHz, whose lengths are those of its bytes', () => {
    const file = whole('One queue.')
    expect(file.toString('latin1', 0, 4)).toBe('RIFF')
    expect(file.readUInt32LE(4)).toBe(file.length - 8)
    expect(file.toString('latin1', 8, 16)).toBe('WAVEfmt ')
    expect([20, 22, 32, 34].map((at) => file.readUInt16LE(at))).toEqual([1, 1, 2, 16])
    expect([24, 28].map((at) => file.readUInt32LE(at))).toEqual([24_000, 48_000])
    const data = file.indexOf('data')
    expect(file.readUInt32LE(data + 4)).toBe(file.length - data - 8)
    expect(data % 2).toBe(0)
  })

  test('holds any words as they were said, and lasts as long as they take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = text.toWellFormed()
        expect(readWav(whole(words))).toEqual({ seconds: secondsOf(words), words })
      }),
    )
  })

  test('lasts half as long at twice the speed', () => {
    expect(readWav(whole('one two three four five'))?.seconds).toBe(2)
    expect(readWav(whole('one two three four five', 2))?.seconds).toBe(1)
  })

  test('sounds quietly, and pauses after each word', () => {
    const [word = Buffer.alloc(0)] = soundOf('one')
    const loudness = Array.from({ length: word.length / 2 }, (_, i) => Math.abs(word.readInt16LE(i * 2)))
    expect(Math.max(...loudness)).toBe(400)
    expect(Math.max(...loudness.slice(-1000))).toBe(0)
  })

  test('that was cut, or claims no length, lasts as long as it is', () => {
    const file = whole('one two three four five')
    expect(readWav(file.subarray(0, -48_000))).toEqual({ seconds: 1, words: 'one two three four five' })
    file.writeUInt32LE(0xffffffff, file.indexOf('data') + 4)
    expect(readWav(file)?.seconds).toBe(2)
  })

  test('of somebody else has no words', () => {
    const file = whole('one')
    file.write('IART', file.indexOf('ICMT'))
    expect(readWav(file)).toEqual({ seconds: 0.4, words: null })
  })

  test('is read, or is none: no bytes are an error', () => {
    const file = whole('one')
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 }), fc.nat(200), (at, byte, length) => {
        const broken = Buffer.from(file.subarray(0, length))
        if (at < length) broken[at] = byte
        expect(() => readWav(broken)).not.toThrow()
      }),
    )
    expect(readWav(Buffer.from('OggS'))).toBeNull()
    expect(readWav(Buffer.alloc(0))).toBeNull()
  })
})
