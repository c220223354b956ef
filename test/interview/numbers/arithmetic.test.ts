import { describe, expect, it } from 'vitest'
import { check, fits, type Op } from '../../../src/interview/numbers/arithmetic.ts'
import { equals, isFirst, isLast, opOf } from '../../../src/interview/numbers/glue.ts'
import { between, sumOf, type Term, tailOf } from '../../../src/interview/numbers/terms.ts'

const term = (text: string): Term => {
  const [only] = sumOf(text).terms
  if (!only) throw new Error(`no number in ${text}`)
  return only
}
const checked = (op: Op, first: string, second: string, said: string) =>
  check(op, term(first), term(second), term(said), null)

describe('fits', () => {
  it.each<[[number, number], [number, number], boolean]>([
    [[10, 10], [10, 10], true],
    [[10, 10], [20, 20], true],
    [[10, 10], [5, 5], true],
    [[10, 10], [21, 21], false],
    [[10, 10], [4.9, 4.9], false],
    [[1, 10], [20, 30], true],
    [[1, 10], [21, 30], false],
  ])('%j and %j: %s', (one, other, expected) => {
    expect(fits(one, other)).toBe(expected)
    expect(fits(other, one)).toBe(expected)
  })

  it('takes "under" and "over" as they are meant', () => {
    expect(fits([1, 1], [100, 100], 'most')).toBe(true)
    expect(fits([300, 300], [100, 100], 'most')).toBe(false)
    expect(fits([300, 300], [100, 100], 'least')).toBe(true)
    expect(fits([1, 1], [100, 100], 'least')).toBe(false)
  })
})

describe('check', () => {
  it.each<[Op, string, string, string, boolean, number]>([
    ['times', '250 a second', '10 minutes', '150,000', true, 150_000],
    ['times', '10 million a day', '5 years', '18 million orders', false, 18_250_000_000],
    ['times', '40', '15', '600 a second', true, 600],
    ['times', '10', '2 million', '20 million a day', true, 231.481],
    ['times', '3,000', '800 KB', '2 GB a second', true, 2.4e9],
    ['times', '2 million a day', '1 KB', '2 GB', true, 2e9],
    ['times', '3', '4', '12 thousand', true, 12],
    ['over', '900k', '86,400 seconds', '10 a second', true, 10.4167],
    ['over', '2 million a day', '100,000', '20 a second', true, 0.000231481],
    ['over', '10 TB', '10', '1 TB', true, 1e12],
  ])('%s of %s and %s is %s: %s', (op, first, second, said, expected, gives) => {
    const result = checked(op, first, second, said)
    expect(result?.fits).toBe(expected)
    expect(Number(result?.gives.toPrecision(6))).toBe(gives)
  })

  it.each<[Op, string, string, string]>([
    ['over', '150,000', '140', '18 minutes'],
    ['times', '10 orders', '20 orders', '5 TB'],
    ['times', '5 ms', '10', '50'],
    ['times', '5 TB', '3', '15'],
  ])('can’t tell %s of %s and %s from %s', (op, first, second, said) => {
    expect(checked(op, first, second, said)).toBeNull()
  })
})

describe('equals', () => {
  it.each(['is', 'is about', ', so', ', so that is roughly', ". that's about", ', which is', 'makes', '=', 'each is'])(
    'is said by %j',
    (glue) => {
      expect(equals(glue)).toEqual({ bound: null })
    },
  )

  it.each([
    ['is under', 'most'],
    ['is over', 'least'],
    [', so more than', 'least'],
    ['is less than', 'most'],
  ])('is said with a bound by %j', (glue, bound) => {
    expect(equals(glue)).toEqual({ bound })
  })

  it.each([
    '',
    ',',
    'and',
    'or',
    'in europe is',
    ', so maybe',
    ", so let's say",
    '. we get',
    'is not',
    'is '.repeat(100),
  ])('is not said by %j', (glue) => {
    expect(equals(glue)).toBeNull()
  })
})

describe('a sum', () => {
  const op = (text: string) => {
    const { pieces, terms } = sumOf(text)
    const [first, second] = terms
    return first && second ? opOf(between(pieces, first, second), first, second) : null
  }

  it.each<[string, Op | null]>([
    ['40 times 15', 'times'],
    ['40 x 15', 'times'],
    ['40 * 15', 'times'],
    ['one in five of 400', 'times'],
    ['6 percent of 3,000', 'times'],
    ['a million clicks at 150 bytes', 'times'],
    ['a million users with 1 KB each', 'times'],
    ['250 a second for 10 minutes', 'times'],
    ['900k / 86,400', 'over'],
    ['900k divided by 86,400', 'over'],
    ['900k over 86,400 seconds', 'over'],
    ['10 nodes with 16 GB', null],
    ['100 over 10', null],
    ['40 and 15', null],
    ['40 of 400', null],
    ['4,000 rows at 400 a second', null],
  ])('%s', (text, expected) => {
    expect(op(text)).toBe(expected)
  })

  it('begins where no other term stands before', () => {
    expect(isFirst(['about', 'get', 'we'])).toBe(true)
    expect(isFirst(['about', 'times'])).toBe(false)
    expect(isFirst(['the', 'of'])).toBe(false)
    expect(isFirst([])).toBe(true)
  })

  it('ends where nothing is added to its result', () => {
    const last = (text: string, peak = false) => {
      const { pieces, terms } = sumOf(text)
      const [first] = terms
      return first ? isLast(tailOf(pieces, first), (word) => word === 'orders', peak) : null
    }
    expect(last('10 a second on average.')).toBe(true)
    expect(last('10 a second, so one server')).toBe(true)
    expect(last('10 a second at peak')).toBe(false)
    expect(last('10 a second at peak', true)).toBe(true)
    expect(last('10 TB with indexes')).toBe(false)
    expect(last('10 TB, including indexes')).toBe(false)
    expect(last('10 a second on average on average on average on average')).toBe(false)
  })
})
