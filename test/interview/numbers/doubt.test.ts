import { describe, expect, it } from 'vitest'
import { doubtOf, looksBack, supposesWorld, takesBack } from '../../../src/interview/numbers/doubt.ts'

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

describe('takesBack', () => {
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
  ])('hears it in: %s', (turn) => {
    expect(takesBack(turn)).toBe(true)
  })

  it.each(['We have 10 million users.', 'The call waits for the provider.', 'We write it before we answer.', ''])(
    'and not in: %s',
    (turn) => {
      expect(takesBack(turn)).toBe(false)
    },
  )
})

describe('looksBack', () => {
  it.each([
    'Now that we know the peak, it is 400.',
    'Earlier I said 10.',
    'As before, it is 400.',
    'Ten was too low.',
    'It is 400 instead.',
  ])('hears it in: %s', (sentence) => {
    expect(looksBack(sentence)).toBe(true)
  })

  it.each(['We write it before we answer.', 'We have 10 million users.', ''])('and not in: %s', (sentence) => {
    expect(looksBack(sentence)).toBe(false)
  })
})

describe('supposesWorld', () => {
  it.each([
    'If we had a million users I would shard.',
    'Suppose the shop is ten times this size.',
    'Say traffic doubles.',
    'When we grow, we shard.',
    'You get half the people.',
    'In two years it is larger.',
    'At my company we have Kafka.',
    'What would you give up?',
  ])('hears it in: %s', (sentence) => {
    expect(supposesWorld(sentence)).toBe(true)
  })

  it.each([
    'If the worker dies, another takes over.',
    'If it conflicts, it looks at the row.',
    'What if an order is lost?',
    'Ten times that is 230.',
    'Nobody pays twice.',
    '',
  ])('and not in: %s', (sentence) => {
    expect(supposesWorld(sentence)).toBe(false)
  })
})
