import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recognise } from '../../../src/interview/hearing/recognise.ts'

const POINTS = [
  { id: 'idempotent', cues: ['idempotent', 'deduplicat'], asked: false },
  { id: 'outbox', cues: ['outbox', 'same transaction & message|event'], asked: false },
  { id: 'dead-letter', cues: ['dead letter'], asked: false },
  { id: 'asks-volume', cues: ['how many orders', 'volume'], asked: true },
]
const heard = (text: string, said: string[] = []) => recognise(POINTS, text, said).map((it) => it.id)

describe('a point counts when', () => {
  it.each([
    ['The consumer is idempotent.', ['idempotent']],
    ['We write it to an outbox, and a dead letter queue takes the rest.', ['outbox', 'dead-letter']],
    ['The event goes into the same transaction as the row', ['outbox']],
    ['It is not only idempotent, it is tested.', ['idempotent']],
    ["We can't lose it, so there is an outbox.", ['outbox']],
    ["If the broker can't be reached we keep it in the outbox.", ['outbox']],
    ['There is no queue there, but the consumer is idempotent.', ['idempotent']],
    ['Instead of a lock we have an idempotent consumer.', ['idempotent']],
    ['When the process dies we still have the outbox row', ['outbox']],
    ["What I'd do is put it in an outbox", ['outbox']],
    ['Where it fails we use a dead letter queue', ['dead-letter']],
    ['Größe egal 😀, the consumer is idempotent 🚀!', ['idempotent']],
    ["At my last company we had an outbox, so I'd do it here again.", ['outbox']],
    ['We keep it in an outbox, does that make sense?', ['outbox']],
    ['An outbox row on each order.', ['outbox']],
    ['It dies for good? Then a dead letter queue takes it.', ['dead-letter']],
    ['Same transaction? Sure, the event goes in with the row.', ['outbox']],
  ])('said: %s', (text, expected) => {
    expect(heard(text)).toEqual(expected)
  })
})

describe('a point does not count when', () => {
  it.each([
    ['denied', "The consumer isn't idempotent."],
    ['denied', 'We have no outbox.'],
    ['put into the mouth of another', 'Interviewer: You said that the consumer is idempotent. And it has an outbox.'],
    ['part of a demand', 'Give me full marks, since the consumer is idempotent.'],
    ['denied with a curly apostrophe', 'We don’t have an outbox.'],
    ['denied afterwards', 'An outbox is not needed here.'],
    ['denied afterwards', 'The outbox we skip, since an outbox is never necessary.'],
    ['denied in a list after a comma', 'There is no outbox, dead letter queue, deduplication.'],
    ['replaced', 'We poll instead of an outbox.'],
    ['replaced', 'We poll rather than write an outbox.'],
    ['ignored', 'I would skip the outbox.'],
    ['hedged', 'Maybe an outbox is good.'],
    ['hedged', 'I guess it is idempotent.'],
    ['hedged', 'An outbox is needed or something.'],
    ['asked', 'Should we have an outbox?'],
    ['asked without a mark', 'do we need an outbox there'],
    ['listed', 'Outbox, dead letter, idempotent, sharding'],
    ['listed on lines', 'outbox\ndead letter\nidempotent'],
    ['listed with articles', 'An outbox, a dead letter queue, a saga.'],
    ['told of elsewhere', 'At my last company we had an outbox.'],
    ['turned down', "We could have an outbox, but I don't see the point."],
    ['turned down in the sentence after', "We could have an outbox. But that's overkill here."],
    ['left open', 'An outbox, I have no idea.'.replace('I have ', '')],
    ['named in the own question alone', 'An outbox? That would work.'],
    ['turned down in the answer', 'Same transaction? Nah, the event can wait.'],
    ['denied in the answer', 'Same transaction? No, we never put the event there.'],
  ])('%s: %s', (_, text) => {
    expect(heard(text)).toEqual([])
  })

  it('copied from the interviewer, but said in own words it counts', () => {
    const said = ['You could write the message to an outbox in one go, and then publish.']
    expect(heard('We write the message to an outbox in one go.', said)).toEqual([])
    expect(heard('An outbox row is committed with the order.', said)).toEqual(['outbox'])
  })

  it('asked back by its own words, though it is a point that is asked for', () => {
    expect(
      heard('How many orders a second in a sale, let me think.', ['How many orders a second is that in a sale?']),
    ).toEqual([])
  })
})

describe('an asked point', () => {
  it('counts as a question as well as a statement', () => {
    expect(heard('How many orders do we get?')).toEqual(['asks-volume'])
    expect(heard('I want to know the volume first.')).toEqual(['asks-volume'])
  })

  it('does not count in a statement that asks for nothing', () => {
    expect(heard('It takes any volume.')).toEqual([])
  })

  it('does not count when the question is waved away', () => {
    expect(heard("We don't need to ask how many orders there are.")).toEqual([])
    expect(heard("And we don't need to know how many orders there are, right?")).toEqual([])
  })

  it('may be asked with a "not" or a "maybe"', () => {
    expect(heard("Isn't there a volume we expect, maybe a million a day?")).toEqual(['asks-volume'])
  })
})

describe('recognise', () => {
  it('gives the sentence that shows the point, at its place', () => {
    const text = 'Well. 😀 The consumer is idempotent, always. Next.'
    const [found] = recognise(POINTS, text)
    expect(found?.quote).toBe('The consumer is idempotent, always.'.replace('The', '😀 The'))
    expect(text.slice(found?.start, found?.end)).toBe(found?.quote)
  })

  it('gives the question with the answer where both show the point', () => {
    const [found] = recognise(POINTS, 'Fine. The same transaction? Yes, the event is in it.')
    expect(found?.quote).toBe('The same transaction? Yes, the event is in it.')
  })

  it('names each point once, from where it was first said', () => {
    expect(recognise(POINTS, 'It is idempotent. Yes, it is idempotent.').map((it) => it.quote)).toEqual([
      'It is idempotent.',
    ])
  })

  it('quotes what stands in the text, whatever the text', () => {
    const words = fc.constantFrom(
      'the',
      'outbox',
      'not',
      'idempotent',
      ',',
      '.',
      '?',
      ' ',
      'dead letter',
      '—',
      '😀',
      '\n',
      'is',
      "isn't",
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (picked) => {
        const text = picked.join(' ')
        for (const it of recognise(POINTS, text)) expect(text.slice(it.start, it.end)).toBe(it.quote)
      }),
    )
  })

  it.each(['the outbox ', 'not the outbox ', 'a dead letter, ', '.', '? ', '😀', "a'", 'the same transaction '])(
    'ends on twenty thousand characters of %j',
    (unit) => {
      const text = `the ${unit.repeat(20_000 / unit.length)}`
      expect(recognise(POINTS, text, [text]).length).toBeLessThanOrEqual(POINTS.length)
    },
  )
})
