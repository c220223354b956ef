import { describe, expect, it } from 'vitest'
import { firstOfOurs } from '../../../src/interview/hearing/elsewhere.ts'

const ours = (text: string, next = '') => firstOfOurs(text.split(', '), next)

describe('nothing is ours in', () => {
  it.each([
    'at my last company we had an outbox',
    'my old team used one, i never touched it',
    'the folks before us compared them by hand',
    'we had that at a bank, somebody turned it off',
    'at a previous job it was all in one queue',
    'stripe wrote a nice blog post about keys',
    'facebook did something with leases',
    'bitly apparently ran on mysql for years',
    "i've read about a filter for that",
    'there was a post about their limiters',
    'where i worked before, they used a saga, years ago',
    "at my last shop we had one, i'd never touched it",
  ])('%s', (text) => expect(ours(text)).toBe(text.split(', ').length))
})

describe('all is ours in', () => {
  it.each([
    'the consumer is idempotent',
    'the last worker takes the job',
    'post the links, read the old team row',
    'stripe has a reference for it',
    'on a miss we read the database, we put it in',
    'look it up in the old place, in a different team',
    'from the last job, our old shop gets it',
    'google has a list for that',
    'codes were printed years ago',
    'amazon sqs keeps it for days',
    "at my last company we did exactly this, so i'd do it here",
    'my old team had an outbox, and we do the same here',
  ])('%s', (text) => expect(ours(text)).toBe(0))

  it('what the next sentence takes over', () => {
    expect(ours('at my last company we had an outbox', "i'd do the same here")).toBe(0)
    expect(ours('at my last company we had an outbox', "i wouldn't do that here")).toBe(1)
    expect(ours('at my last company we had an outbox', 'they liked it')).toBe(1)
  })
})

it('what follows a "but" is ours, and not what was before it', () => {
  expect(ours("at my last job we polled, but here i'd push, and retry")).toBe(1)
})
