import { describe, expect, it } from 'vitest'
import { askedBy, speaksOfGrowth } from '../../../src/interview/numbers/question.ts'

const asked = (question: string) =>
  Object.entries(askedBy(question))
    .filter(([, holds]) => holds === true)
    .map(([what]) => what)

describe('a question asks', () => {
  it.each([
    ['Suppose it is ten times this size, what gives way?', ['supposed']],
    ['You get half the people. What do you build?', ['supposed']],
    ['And the reads?', ['supposed']],
    ['What about clicks?', ['supposed']],
    ['How many messages are in your queue?', ['part', 'narrow']],
    ['How would you test this?', ['part']],
    ['What does a single node take?', ['part']],
    ['Your queue holds them. What is lost?', []],
    ['What if an order is lost?', []],
    ['Which number matters most for this design, and roughly how large is it?', []],
    ['Put a number on the worst minute. How many orders is it?', []],
    ['How many users do you expect?', []],
    ['How many users are online in the evening?', ['narrow']],
    ['How much of it is new?', ['narrow']],
    ['How quickly does the customer hear?', ['narrow']],
    ['What does the first release look like?', ['part', 'narrow']],
    ['May counts be off by one percent, is that fine?', ['part', 'loosened']],
    ['Which of these would you relax?', ['loosened']],
    ['Why?', []],
    ['', []],
  ])('%s', (question, what) => {
    expect(asked(question)).toEqual(what)
  })
})

describe('a question is about', () => {
  it.each([
    ['What if an order is lost, or a click?', 'clicks orders'],
    ['An order comes in. What does the call answer?', 'calls'],
    ['Why?', ''],
    ['', ''],
  ])('%s', (question, about) => {
    expect(askedBy(question).about).toBe(about)
  })
})

describe('speaksOfGrowth', () => {
  it.each([
    'In two years the shop is bigger.',
    'Traffic doubles overnight.',
    'The load has grown.',
    'What changes next year?',
    'From now on there are three regions.',
  ])('hears it in: %s', (turn) => {
    expect(speaksOfGrowth(turn)).toBe(true)
  })

  it.each(['How do you store an order?', 'What happens to the ones behind it?', ''])('and not in: %s', (turn) => {
    expect(speaksOfGrowth(turn)).toBe(false)
  })
})
