import { describe, expect, it } from 'vitest'
import { corrects, doubtOf } from '../../../src/interview/numbers/doubt.ts'

describe('a sentence states nothing of the candidate’s own when it is', () => {
  it.each([
    ['asked', 'Is it 10,000 a second?'],
    ['asked', 'Do we get 10,000 orders a second'],
    ['asked', 'That is under the 150, right?'],
    ['supposed', 'If we had a million users, that would be 100 a second.'],
    ['supposed', 'What if we had a million users?'],
    ['supposed', 'Suppose it is ten times that.'],
    ['supposed', 'Imagine a million users.'],
    ['supposed', 'Say it were ten times.'],
    ['supposed', 'Say traffic doubles.'],
    ['supposed', 'When we reach a million users we shard.'],
    ['supposed', 'Once we have a million users we shard.'],
    ['supposed', 'A million users, for example.'],
    ['others', 'At my company we have a couple thousand a day.'],
    ['others', 'In my last job it took 10,000 a second.'],
    ['others', 'We used to have 500 users.'],
    ['others', 'We had 500 users.'],
    ['others', 'I’ve seen 100,000 a second on one node.'],
    ['others', 'You said 900,000 a day.'],
    ['others', 'The brief says 900,000 a day.'],
    ['others', 'Netflix serves a million requests a second.'],
    ['others', 'A shop like Amazon gets a million orders a day.'],
    ['others', 'The old system takes 100 a second.'],
    ['hedged', 'That is a wild guess, 10,000 a second.'],
    ['hedged', 'I don’t know, 10,000 a second.'],
    ['hedged', 'It depends, 10,000 a second.'],
    ['hedged', 'Ideally it answers in 100 ms.'],
    ['hedged', "I'd like to never lose an order."],
  ])('%s: %s', (doubt, sentence) => {
    expect(doubtOf(sentence)).toBe(doubt)
  })

  it.each([
    'We have 10 million users.',
    "I'd say 10,000 requests a second.",
    "Let's say ten million users.",
    'I assume 10 million users.',
    'Say 10,000 requests a second.',
    'We never lose an order.',
    'That would be 23 a second.',
    '',
  ])('not so: %s', (sentence) => {
    expect(doubtOf(sentence)).toBeNull()
  })
})

describe('corrects', () => {
  it.each([
    'Sorry, I meant 100 million users.',
    'Actually make that 400.',
    'Let me correct that.',
    'No wait, it is 400.',
    'Wait, that is per day.',
    'Scratch that.',
    'I was off by ten, it is 400.',
    'On second thought it is 400.',
    'You’re right, it is 400.',
    'Now that we know the peak, it is 400.',
    'Earlier I said 10, it is 400.',
  ])('hears it in: %s', (turn) => {
    expect(corrects(turn)).toBe(true)
  })

  it.each(['We have 10 million users.', 'The call waits for the provider.', 'We write it before we answer.', ''])(
    'and not in: %s',
    (turn) => {
      expect(corrects(turn)).toBe(false)
    },
  )
})
