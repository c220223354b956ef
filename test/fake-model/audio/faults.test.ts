import { describe, expect, test } from 'vitest'
import { AUDIO_FAULTS } from '../../../src/fake-model/audio/faults.ts'
import { readWav, wavOf } from '../../../src/fake-model/audio/wav.ts'
import { faultsOf } from '../../../src/fake-model/choose-fault.ts'
import { type FaultId, variantsOf } from '../../../src/fake-model/play-fault.ts'
import { bytesOf, fileOf, openAudio } from './ask.ts'

const WORDS = 'We keep every message on disk until it was acknowledged.'
const ALL = Buffer.concat(wavOf(WORDS))
const SHOWN = Object.keys(AUDIO_FAULTS).flatMap((fault) =>
  variantsOf(fault as FaultId, AUDIO_FAULTS).map((variant) => ({ fault: fault as FaultId, variant })),
)

type Outcome = 'good' | 'wrong words' | 'status' | 'cut' | 'silence' | 'no answer' | 'a page'

/** What a client comes to, by fault and variant; the rest are statuses. */
const EXPECTED: Record<string, Outcome> = {
  'F1 gone away': 'no answer',
  'F2 reset before headers': 'no answer',
  'F3 headers never come': 'silence',
  'F4 stall in the body': 'silence',
  'F7 end without a finish reason': 'cut',
  'F8 reset in mid-stream': 'no answer',
  'F19 a page with status 200': 'a page',
  'F19 a page that does not end': 'silence',
  'F23 a slow drip of chunks': 'good',
  'F24 empty with stop': 'wrong words',
  'F24 white space with stop': 'wrong words',
  'F24 looping prose': 'wrong words',
}

const SOON_MS = 300
const LATE_MS = 20_000

/** Waits long for what should come, and not for what should not. */
const outcomeOf = async (expected: Outcome, ask: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> => {
  const patience = AbortSignal.timeout(expected === 'silence' ? SOON_MS : LATE_MS)
  return ask(patience).catch((error) =>
    patience.aborted ? 'silence' : typeof error.status === 'number' ? 'status' : 'no answer',
  )
}

describe.for(SHOWN)('$fault: $variant', ({ fault, variant }) => {
  const expected = EXPECTED[`${fault} ${variant}`] ?? 'status'

  test('is what a client meets that wants speech', async () => {
    await using it = await openAudio(() => ({ fault, variant }))
    const outcome = await outcomeOf(expected, async (signal) => {
      const response = await it.audio.speech.create(
        { model: 'm', voice: 'alloy', input: WORDS, response_format: 'wav' },
        { signal },
      )
      if (response.headers.get('content-type') !== 'audio/wav') return bytesOf(response).then(() => 'a page')
      const bytes = await bytesOf(response)
      if (bytes.equals(ALL)) return 'good'
      return bytes.equals(ALL.subarray(0, bytes.length)) ? 'cut' : 'wrong words'
    })
    expect(outcome).toBe(expected)
  })

  test('is what a client meets that wants a transcription', async () => {
    await using it = await openAudio(() => ({ fault, variant }))
    const file = await fileOf(ALL)
    const outcome = await outcomeOf(expected, async (signal) => {
      const response = await it.audio.transcriptions.create({ model: 'm', file }, { signal }).asResponse()
      if (response.headers.get('content-type') !== 'application/json') return response.text().then(() => 'a page')
      const body = await response.text()
      if (!body.endsWith('}}')) return 'cut'
      return JSON.parse(body).text === WORDS ? 'good' : 'wrong words'
    })
    expect(outcome).toBe(expected)
  })
})

test('a stream of events that is cut has no last event', async () => {
  await using it = await openAudio(() => ({ fault: 'F7', seed: 3 }))
  const types: string[] = []
  const asking = { model: 'm', file: await fileOf(ALL), stream: true } as const
  for await (const { type } of await it.audio.transcriptions.create(asking)) types.push(type)
  expect(new Set(types)).toEqual(new Set(['transcript.text.delta']))
})

test('the same seed cuts at the same place, others elsewhere', async () => {
  let seed = 0
  await using it = await openAudio(() => ({ fault: 'F7', seed }))
  const secondsAt = async (given: number) => {
    seed = given
    return readWav(await bytesOf(await it.speak(WORDS)))?.seconds
  }
  const lengths = []
  for (const each of [1, 2, 3, 4, 1, 2, 3, 4]) lengths.push(await secondsAt(each))
  expect(lengths.slice(4)).toEqual(lengths.slice(0, 4))
  expect(new Set(lengths).size).toBeGreaterThan(1)
})

describe('faults as they come to audio', () => {
  const first = (count: number, next: () => unknown): unknown[] => Array.from({ length: count }, next)

  test('are those that it meets, the same for the same seed', () => {
    const any = { fault: null, variant: null }
    const shown = first(200, faultsOf(any, 1, 7, AUDIO_FAULTS)) as { fault: string; variant: string }[]
    expect(shown).toEqual(first(200, faultsOf(any, 1, 7, AUDIO_FAULTS)))
    expect(new Set(shown.map((it) => it.fault))).toEqual(new Set(Object.keys(AUDIO_FAULTS)))
    for (const { fault, variant } of shown) expect(SHOWN).toContainEqual({ fault, variant })
  })

  test.for([
    { fault: 'F9', variant: null },
    { fault: 'F23', variant: 'a slow drip of bytes' },
  ] as const)('are none where $fault ($variant) is wished for, which chat alone meets', (wish) => {
    expect(first(20, faultsOf(wish, 1, 1, AUDIO_FAULTS)).every((it) => it === null)).toBe(true)
    expect(first(20, faultsOf(wish, 1, 1)).every((it) => it !== null)).toBe(true)
  })
})
