import { describe, expect, it } from 'vitest'
import { amountsIn } from '../../../src/interview/numbers/amounts.ts'
import { lex } from '../../../src/interview/numbers/lex.ts'
import { measure } from '../../../src/interview/numbers/measure.ts'
import { headOf, PLURAL, subjectOf } from '../../../src/interview/numbers/subjects.ts'

const measures = (text: string) => {
  const pieces = lex(text)
  return amountsIn(pieces).map((amount) => {
    const it = measure(pieces, amount)
    if (!it) return null
    const per = it.per === null ? '' : ` per ${it.per}`
    return `${it.kind} ${it.low}${per} ${it.about || '-'}${it.each ? ' each' : ''}`
  })
}

describe('a number measures', () => {
  it.each([
    ['10 orders', 'count 10 orders'],
    ['10 paid orders', 'count 10 paid orders'],
    ['10 new paid orders', 'count 10 new paid orders'],
    ['5m requests', 'count 5000000 requests'],
    ['10 urls', 'count 10 links'],
    ['10 orders a second', 'rate 10 per 1 orders'],
    ['10 orders come in a second', 'rate 10 per 1 orders'],
    ['10 orders are placed per minute', 'rate 10 per 60 orders'],
    ['10 a second', 'rate 10 per 1 -'],
    ['10 per hour', 'rate 10 per 3600 -'],
    ['10/min', 'rate 10 per 60 -'],
    ['10 / day', 'rate 10 per 86400 -'],
    ['10 orders monthly', 'rate 10 per 2592000 orders'],
    ['orders are about 10 a second', 'rate 10 per 1 orders'],
    ['10 rps', 'rate 10 per 1 requests'],
    ['10 tps', 'rate 10 per 1 transactions'],
    ['10 orders a second per node', 'rate 10 per 1 orders each'],
    ['10 KB', 'size 10000 -'],
    ['10 KB of orders', 'size 10000 orders'],
    ['10 KB per order', 'size 10000 orders each'],
    ['an order is 10 KB', 'size 10000 orders each'],
    ['10 MB a second', 'rate 10000000 per 1 bytes'],
    ['8 Mb/s', 'rate 1000000 per 1 bytes'],
    ['8 Gbps', 'rate 1000000000 per 1 bytes'],
    ['8 bits', 'size 1 -'],
    ['10 ms', 'duration 0.01 -'],
    ['10 µs', 'duration 0.00001 -'],
    ['10s', 'duration 10 -'],
    ['10-minute', 'duration 600 -'],
    ['10 weeks', 'duration 6048000 -'],
    ['10%', 'share 0.1 -'],
    ['10 per cent', 'share 0.1 -'],
    ['4 nines', 'share 0.9999 availability'],
    ['10x', 'factor 10 -'],
    ['10 times the average', 'factor 10 -'],
    ['10-fold', 'factor 10 -'],
  ])('%s', (text, expected) => {
    expect(measures(text).map((it) => it?.replace('0.000010', '0.00001'))).toEqual([
      expected.replace('0.00001 ', `${10 * 1e-6} `),
    ])
  })
})

describe('a number measures nothing', () => {
  it.each([
    ['by itself', '10'],
    ['beside a word that we do not know', '10 widgets'],
    ['beside a noun in the singular', '10 order handlers'],
    ['of two nouns at once', '10 orders events'],
    ['that others have a part in', '10 of the orders'],
    ['more of something', '10 more orders'],
    ['by the second something', '10 orders a second worker'],
    ['in an odd window', '10 orders per 5 minutes'],
    ['in an odd window of words', '10 orders within ten seconds'],
    ['that is zero', '0 orders'],
    ['in megabits or megabytes', '10 Mb'],
    ['in millions or minutes', '5m'],
    ['in billions or bytes', '500B'],
    ['that is a status', '404s'],
    ['that is a decade', 'the 90s'],
    ['that is done so often', '10 times a day'],
    ['above the whole', '120 percent'],
    ['in points of a share', '10 percent points'],
    ['of nines beyond belief', '40 nines'],
  ])('%s: %s', (_, text) => {
    expect(measures(text)[0]).toBeNull()
  })
})

describe('subjectOf', () => {
  it.each([
    ['orders', 'orders'],
    ['order', 'orders'],
    ['queries', 'queries'],
    ['query', 'queries'],
    ['searches', 'searches'],
    ['search', 'searches'],
    ['person', 'people'],
    ['skus', 'products'],
    ['entry', 'entries'],
    ['purchase', 'purchases'],
    ['widget', null],
    ['', null],
  ])('%s', (word, key) => {
    expect(subjectOf(word)).toBe(key)
  })

  it('gives a key that is itself one of the words', () => {
    for (const key of PLURAL.values()) expect(PLURAL.get(key)).toBe(key)
  })

  it('is of the last word of a key', () => {
    expect([headOf('daily active users'), headOf('users'), headOf('')]).toEqual(['users', 'users', ''])
  })
})
