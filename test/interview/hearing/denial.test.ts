import { describe, expect, it } from 'vitest'
import { isDenied, isHedged } from '../../../src/interview/hearing/denial.ts'
import { tokens } from '../../../src/interview/words.ts'

const denied = (text: string, word: string) => {
  const clause = tokens(text)
  return isDenied(clause, [clause.findIndex((token) => token.word === word)])
}

describe('isDenied', () => {
  it.each([
    'no outbox',
    'we never write an outbox',
    'it works without an outbox',
    'neither queue nor outbox',
    'we forgot the outbox',
    'an outbox is not needed',
    "an outbox isn't there",
    'polling rather than outbox',
    'a cron instead of an outbox',
    'it lacks an outbox',
    'without an outbox the message is lost',
    'i have not thought about when to read the outbox',
    'we do not know if there is an outbox',
  ])('%s', (text) => {
    expect(denied(text, 'outbox')).toBe(true)
  })

  it.each([
    'an outbox',
    'not only an outbox',
    "the outbox doesn't lose anything",
    'no doubt an outbox',
    'we never lose it thanks to the outbox',
    'not to lose it we keep an outbox',
    'if it is not sent we read the outbox',
    'the outbox is not slow at all',
    'without a queue every outbox grows',
    'more workers do not help while the outbox is small',
  ])('not: %s', (text) => {
    expect(denied(text, 'outbox')).toBe(false)
  })

  it('does not take a negation that is part of the phrase itself', () => {
    const clause = tokens('nothing can go back')
    expect(isDenied(tokens('it cannot skip a state'), [1, 2])).toBe(false)
    expect(isDenied(clause, [0, 2])).toBe(false)
  })
})

describe('isHedged', () => {
  it.each([
    'maybe an outbox',
    'it might be an outbox',
    'i guess an outbox',
    'an outbox or something',
    'sort of an outbox',
    'an outbox or whatever',
  ])('%s', (text) => expect(isHedged(tokens(text))).toBe(true))
  it.each(['an outbox', 'maybe three hundred a second', 'the same kind of key', 'which sort of index'])(
    'not: %s',
    (text) => expect(isHedged(tokens(text))).toBe(false),
  )
})
