import { describe, expect, it } from 'vitest'
import { framedBy, speaksOfGrowth } from '../../../src/interview/numbers/question.ts'

describe('framedBy', () => {
  it.each([
    ['Suppose it is ten times this size, what gives way?', ['supposed']],
    ['What if a region is lost?', ['supposed', 'qualified']],
    ['And the reads?', ['supposed']],
    ['What about clicks?', ['supposed']],
    ['Take your queue. How many messages are in it?', ['qualified']],
    ['How would you test this?', ['qualified']],
    ['What does a single node take?', ['qualified']],
    ['Which number matters most for this design, and roughly how large is it?', []],
    ['Put a number on the worst minute. How many orders is it?', []],
    ['How many users do you expect?', []],
    ['How many users are online in the evening?', ['qualified']],
    ['How much of it is new?', ['qualified']],
    ['How quickly does the customer hear?', ['qualified']],
    ['Why?', []],
    ['', []],
  ])('%s', (question, marks) => {
    expect(framedBy(question)).toEqual(marks)
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
