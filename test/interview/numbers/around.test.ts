import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsAround } from '../../../src/interview/numbers/around.ts'
import { clauses } from '../../../src/interview/words.ts'

/** The numbers are the runs of digits. */
const around = (text: string) => {
  const spans = [...text.matchAll(/\d+/g)].map((it) => ({ start: it.index, end: it.index + it[0].length }))
  return wordsAround(clauses(text, { start: 0, end: text.length }), spans)
}
const words = (text: string) => around(text).map((it) => it?.words)

describe('the words around a number are', () => {
  it.each([
    ['those of its clause', 'we have 10 users here', ['we have users here']],
    ['and of the clauses that lead up to it', 'In Europe we say, we have 10 users', ['in europe we say we have users']],
    ['but not of those that follow', 'We have 10 users, so we shard it', ['we have users']],
    [
      'parted where the sentence turns',
      'we have 10 users and 20 orders at peak',
      ['we have users', 'and orders at peak'],
    ],
    ['parted by clauses', 'We have 10 users, but we get 20 orders', ['we have users', 'but we get orders']],
    [
      'shared where it does not turn',
      'here 10 a day is 20 a second',
      ['here a day is a second', 'here a day is a second'],
    ],
    ['none where there are none', '10', ['']],
  ])('%s: %s', (_, text, expected) => {
    expect(words(text)).toEqual(expected)
  })
})

describe('wordsAround', () => {
  it('says which numbers share their words, and where each stands in its clause', () => {
    const [first, second, third] = around('here 10 a day is 20 a second and 30 at peak')
    expect([first?.shared, second?.shared, third?.shared]).toEqual([true, true, false])
    expect([first, second, third].map((it) => it?.at.map((k) => it.clause[k]?.word))).toEqual([['10'], ['20'], ['30']])
  })

  it('finds each number once, in order, whatever the text', () => {
    const pieces = fc.constantFrom('10', '20', 'and', 'we', 'have', 'so', 'but', ',', 'peak', ';')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (picked) => {
        const text = picked.join(' ')
        const found = around(text)
        expect(found).toHaveLength([...text.matchAll(/\d+/g)].length)
        for (const it of found) expect(it?.at).toHaveLength(1)
      }),
    )
  })
})
