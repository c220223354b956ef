import { describe, expect, it } from 'vitest'
import { inquires, isNo, isOwnQuestion, isQuestion } from '../../../src/interview/hearing/questions.ts'

describe('isQuestion', () => {
  it.each([
    'Who reads it?',
    'How many do we have',
    'is there a limit',
    'When do we commit',
    '"Really?"',
    'what happens when we lose it',
  ])('hears a question: %s', (text) => expect(isQuestion(text)).toBe(true))
  it.each([
    'When we commit we publish',
    'What we do is retry',
    'How it works is simple.',
    'Is it stored? Yes.',
    'Where it fails we stop',
    'Do it twice.',
  ])('hears a statement: %s', (text) => expect(isQuestion(text)).toBe(false))
})

describe('isOwnQuestion', () => {
  it.each([
    'Card declined?',
    'Sharding Postgres?',
    'And if Redis is gone?',
    'What if the worker dies?',
    'Two at once?',
  ])('is what the speaker goes on to answer: %s', (text) => expect(isOwnQuestion(text)).toBe(true))
  it.each([
    'Is it durable?',
    'And how many orders are there?',
    'Any limit on the provider?',
    'Why not?',
    'Card declined.',
    `And so ${'on and '.repeat(20)}on?`,
  ])('not: %s', (text) => expect(isOwnQuestion(text)).toBe(false))
})

describe('inquires', () => {
  it.each([
    "I'd want to know the peak.",
    'How sharp it is matters to me',
    'Let me check one thing',
    "I'm wondering about it",
  ])('asks in a statement: %s', (text) => expect(inquires(text)).toBe(true))
  it.each(['They may sell more than they have.', 'We take the order.', ''])('not: %s', (text) =>
    expect(inquires(text)).toBe(false),
  )
})

describe('isNo', () => {
  it.each(['No.', 'Nah, the button is grey.', 'Well, not really.'])('turns down: %s', (text) =>
    expect(isNo(text)).toBe(true),
  )
  it.each(['Nothing is lost.', 'Not only that.', 'Yes.'])('not: %s', (text) => expect(isNo(text)).toBe(false))
})
