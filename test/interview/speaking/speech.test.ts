import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesAnswer } from '../../../src/interview/check-rubric.ts'
import type { LegalMove, Move } from '../../../src/interview/events.ts'
import { pointsOf } from '../../../src/interview/rubric.ts'
import { authoredSentences, Speech } from '../../../src/interview/speaking/speech.ts'
import { takeApart } from '../../../src/interview/words.ts'
import { openInterview, START, say, speak } from '../../support/hold.ts'
import { makeRubric } from '../../support/rubric.ts'

const rubric = makeRubric()
const OPEN: LegalMove = { move: 'open', target: null, phase: 0, because: '', says: rubric.problem.brief }
const interview = say(rubric, speak(rubric, openInterview(rubric), OPEN, START), 'We have a queue.', START).interview
const pairOf = (move: Move, says: string): LegalMove => ({ move, target: null, phase: 2, because: '', says })
const PROBE = pairOf('probe', 'One message can never be handled. What becomes of the rest?')
const FACT = pairOf('answer', 'Two million scans a day, ten times that in December.')

/** Feeds pieces and finishes; what was released, in order, and the speech. */
function utter(pieces: string[], pair = PROBE) {
  const speech = new Speech({ rubric, interview, pair })
  const released = [...pieces.flatMap((piece) => speech.add(piece)), ...speech.finish()]
  return { speech, released }
}

describe('speech', () => {
  it('releases a sentence as soon as the next one begins, and the last at the end', () => {
    const speech = new Speech({ rubric, interview, pair: PROBE })
    expect(speech.add('A worker chokes')).toEqual([])
    expect(speech.add(' on one scan.')).toEqual([])
    expect(speech.add(' ')).toEqual([])
    expect(speech.add('W')).toEqual(['A worker chokes on one scan.'])
    expect(speech.add('ho notices?')).toEqual([])
    expect(speech.finish()).toEqual(['Who notices?'])
    expect(speech.text).toBe('A worker chokes on one scan. Who notices?')
    expect(speech.refusal).toBeNull()
  })

  it.each([
    'Walk me through what the worker does then.',
    'A worker chokes on one scan. Tell me what becomes of the rest.',
  ])('takes a request for a question, mark or not: %s', (text) => {
    const { speech, released } = utter([text])
    expect(released.join(' ')).toBe(text)
    expect(speech.refusal).toBeNull()
  })

  it('does not take a number cut in two for the end of a sentence', () => {
    expect(utter(['It takes 3.', '5 seconds. Who', ' waits?']).released).toEqual([
      'It takes 3.5 seconds.',
      'Who waits?',
    ])
  })

  it('puts the authored words in place of a refused sentence', () => {
    const { speech, released } = utter(['Great answer! Who notices?'])
    expect(released).toEqual(['One message can never be handled.', 'What becomes of the rest?'])
    expect(speech.refusal).toBe('verdict')
  })

  it('asks the authored question after sentences that already stand', () => {
    const { speech, released } = utter([
      'A worker chokes on one scan. You should use a dead letter queue. Who notices?',
    ])
    expect(speech.refusal).toBe('leak')
    expect(released[0]).toBe('A worker chokes on one scan.')
    expect(released.at(-1)).toBe('What becomes of the rest?')
    expect(released.filter((it) => it.includes('?'))).toHaveLength(1)
    expect(released.join(' ')).not.toContain('dead letter')
  })

  it('tells the authored situation too where the words that stand only led over to it', () => {
    const { released } = utter(['Back to your queue. You should use a dead letter queue. Who notices?'])
    expect(released).toEqual(['Back to your queue.', 'One message can never be handled.', 'What becomes of the rest?'])
  })

  it('says nothing more after a question that stands', () => {
    const { speech, released } = utter(['Who notices? And when? '])
    expect(released).toEqual(['Who notices?'])
    expect(speech.refusal).toBe('two-questions')
  })

  it('asks when the model forgot to', () => {
    const { speech, released } = utter(['A worker chokes on one scan.'])
    expect(speech.refusal).toBe('no-question')
    expect(released.at(-1)).toBe('What becomes of the rest?')
  })

  it('speaks the authored words when the model said nothing', () => {
    for (const pieces of [[], [''], ['  ', '\n']]) {
      const { speech, released } = utter(pieces)
      expect(speech.refusal).toBe('nothing-said')
      expect(released).toEqual(authoredSentences(PROBE))
    }
  })

  it('needs no question where the move asks none', () => {
    expect(utter(['About two million scans a day, ten times that in December.'], FACT)).toMatchObject({
      released: ['About two million scans a day, ten times that in December.'],
      speech: { refusal: null },
    })
  })

  it('still passes on a fact or a hint, when what came before the refusal did not', () => {
    expect(utter(['Sure. Great question!'], FACT).released).toEqual(['Sure.', FACT.says])
    expect(utter(['Two million scans a day, ten times that in December. Great!'], FACT).released).toHaveLength(1)
    const hint = pairOf('hint', 'Look at it from the side of the reader.')
    expect(utter(['Hm, well. That is wrong.'], hint).released).toEqual(['Hm, well.', hint.says])
  })
})

describe('giving way', () => {
  it('drops half a sentence, and ends in the authored question', () => {
    const speech = new Speech({ rubric, interview, pair: PROBE })
    const before = speech.add('A worker chokes on one scan. And then sud')
    const after = speech.giveWay('patience')
    expect(before).toEqual(['A worker chokes on one scan.'])
    expect(after.at(-1)).toBe('What becomes of the rest?')
    expect(speech.text).not.toContain('sud')
    expect(speech.refusal).toBe('patience')
  })

  it('adds nothing to a question that stands', () => {
    const speech = new Speech({ rubric, interview, pair: PROBE })
    speech.add('Who notices? And th')
    expect(speech.giveWay('broken')).toEqual([])
    expect(speech.text).toBe('Who notices?')
  })

  it('happens once, and nothing follows it', () => {
    for (const pair of [PROBE, FACT, pairOf('redirect', 'Back to the design.')]) {
      const speech = new Speech({ rubric, interview, pair })
      const said = speech.giveWay('broken')
      expect(said).toEqual(authoredSentences(pair))
      expect([...speech.giveWay('again'), ...speech.add('More words. And more. '), ...speech.finish()]).toEqual([])
      expect(speech.refusal).toBe('broken')
      expect(speech.text).toBe(said.join(' '))
    }
  })
})

const Piece = fc.constantFrom(
  'Who notices?',
  'And when?',
  'A worker chokes on one scan.',
  'It takes 3.5 s',
  '.',
  '!',
  '…',
  ' ',
  '\n',
  '"',
  ')',
  'e.g.',
  'etc.',
  'Great',
  'that’s right',
  'exactly',
  'outbox',
  'dead letter queue',
  'deduplicate',
  'idempotent',
  'reconcile it',
  'unique index',
  '{"say":"',
  '"}',
  '**',
  '- ',
  '```json',
  'rubric',
  'level 4',
  interview.nonce,
  '？',
  '😀',
  'Where do you begin?',
  'word '.repeat(30),
  '<note>',
  'https://x.y',
  'What becomes of the rest?',
  '? ',
  '?',
)
const Mangled = fc.array(Piece, { maxLength: 14 }).map((it) => it.join(' ').replaceAll(' .', '.'))
const Pair = fc.constantFrom(
  PROBE,
  FACT,
  pairOf('hint', 'Look at it from the side of the reader. Who notices?'),
  pairOf('be-specific', 'What exactly happens there?'),
  pairOf('nudge-time', 'We have about 5 minutes left. Who notices?'),
)

describe('whatever a model says', () => {
  it('the same sentences are released in one piece as in any pieces', () => {
    fc.assert(
      fc.property(Mangled, fc.array(fc.nat(9), { minLength: 1, maxLength: 20 }), Pair, (text, sizes, pair) => {
        const pieces: string[] = []
        for (let at = 0, i = 0; at < text.length; i++) {
          const size = 1 + (sizes[i % sizes.length] ?? 0)
          pieces.push(text.slice(at, at + size))
          at += size
        }
        const whole = utter([text], pair)
        const cut = utter(pieces, pair)
        expect(cut.released).toEqual(whole.released)
        expect(cut.speech.refusal).toBe(whole.speech.refusal)
        expect(cut.speech.released).toEqual(cut.released)
      }),
      { numRuns: 1500 },
    )
  })

  it('nothing illegal is spoken, and something always is', () => {
    fc.assert(
      fc.property(Mangled, Pair, (text, pair) => {
        const { speech, released } = utter([text], pair)
        expect(released.length).toBeGreaterThan(0)
        expect((speech.text.match(/\?/g) ?? []).length, speech.text).toBeLessThanOrEqual(1)
        if (pair !== FACT && pair.move !== 'hint') expect(speech.text).toContain('?')
        expect(speech.text).not.toContain(interview.nonce)
        expect(speech.text).not.toMatch(/[{}`*<>]|rubric|level 4|https:|Great|right/)
        const authored = new Set(authoredSentences(pair))
        for (const point of pointsOf(rubric.problem).filter((it) => !it.asked))
          for (const sentence of released)
            if (!authored.has(sentence)) expect(namesAnswer(point.cues, takeApart(sentence)), sentence).toBe(false)
        expect(released.filter((it) => !authored.has(it)).length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 4000 },
    )
  })
})
