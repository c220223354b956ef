import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statedIn } from '../../../src/interview/numbers/read.ts'
import { recompute } from '../../../src/interview/numbers/recompute.ts'
import { dialogue, weigh } from './dialogue.ts'

const found = (lines: string[]) =>
  weigh(dialogue(lines)).mismatches.map(({ kind, quotes, gives }) => [kind, ...quotes, gives])

describe('a sum that comes out otherwise is found', () => {
  it.each<[lines: string[], kind: string, reckoned: string, said: string, gives: number]>([
    [['2 million a day is about 230 a second.'], 'conversion', '2 million a day', '230 a second', 23.1],
    [
      ['We get a million links a day, so about 120 a second.'],
      'conversion',
      'a million links a day',
      '120 a second',
      11.6,
    ],
    [
      ['We get 2 million orders a day. That is about 300 orders a second.'],
      'conversion',
      '2 million orders a day',
      '300 orders a second',
      23.1,
    ],
    [['10 a second is 8,640 an hour.'], 'conversion', '10 a second', '8,640 an hour', 10],
    [['30 million a month is ten million a day.'], 'conversion', '30 million a month', 'ten million a day', 11.6],
    [
      ['It is 23 orders a second. Ten times that is 2,300.'],
      'scaling',
      '23 orders a second',
      'Ten times that is 2,300',
      230,
    ],
    [
      ['23 a second on average, and ten times that at peak is 2,300.'],
      'scaling',
      '23 a second',
      'ten times that at peak is 2,300',
      230,
    ],
    [
      ['On average we have 23 orders a second.', 'Ten times the average is 2,300 orders a second.'],
      'scaling',
      '23 orders a second',
      'Ten times the average is 2,300 orders a second',
      230,
    ],
    [['250 a second for ten minutes is 1.5 million.'], 'sum', '250 a second for ten minutes', '1.5 million', 150_000],
    [
      ['Ten million links a day for five years is 18 million links.'],
      'sum',
      'Ten million links a day for five years',
      '18 million links',
      18_300_000_000,
    ],
    [['A billion clicks at 150 bytes is 15 GB.'], 'sum', 'A billion clicks at 150 bytes', '15 GB', 150e9],
    [['100 million users with 1 KB each is 10 TB.'], 'sum', '100 million users with 1 KB', '10 TB', 100e9],
    [
      ['Forty times fifteen is about 6,000 orders a second.'],
      'sum',
      'Forty times fifteen',
      '6,000 orders a second',
      600,
    ],
    [['One in five of 400 is 8 a second.'], 'sum', 'One in five of 400', '8 a second', 80],
    [['900k divided by 86,400 is a hundred.'], 'sum', '900k divided by 86,400', 'a hundred', 10.4],
    [['4,000 partners at 100 bytes is under 100 KB.'], 'sum', '4,000 partners at 100 bytes', '100 KB', 400_000],
    [
      ['Three thousand times eight hundred kilobytes is over twenty gigabytes a second.'],
      'sum',
      'Three thousand times eight hundred kilobytes',
      'twenty gigabytes a second',
      2.4e9,
    ],
  ])('%j', (lines, ...expected) => {
    expect(found(lines)).toEqual([expected])
  })
})

describe('nothing is found where the sum comes out, within a factor of two', () => {
  it.each([
    '2 million a day is about 23 a second.',
    '2 million a day is 20 a second, at 100,000 seconds a day.',
    '2 million a day is 46 a second.',
    '2 million a day is 12 a second.',
    'A day has 86,400 seconds, so 900k a day is about ten a second.',
    '30 million a month is a million a day, so twelve a second.',
    '2 million a day divided by 100,000 is 20 a second.',
    '1 million a day is 1,000,000 / 86,400, so 12 a second.',
    '10 a second times 86,400 is 864,000 a day.',
    '2 million a day times 365 is 730 million a year.',
    'Ten times 2 million is 20 million a day.',
    '12 a second, ten times that at peak is 120.',
    'It is 12 a second. Times ten is 120, so 120 a second at peak.',
    '400 a second over ten minutes is 240,000 orders.',
    '250 extra a second for 600 seconds is 150,000 waiting.',
    'Ten million a day for five years is eighteen billion.',
    '5 GB a day for five years is 9 TB.',
    '10 billion links at 500 bytes is 5 TB.',
    '4,000 partners at a hundred bytes is under a megabyte.',
    '2 million a day at 1 KB is 2 GB a day.',
    '2 million a day at 1 KB is 2 GB.',
    '100 million users times 1 MB is 100 TB.',
    '500 KB times 2,000 a second is 1 GB a second, so 8 Gbps.',
    '1 Gbps is about 125 MB a second.',
    'One in five of 400 is 80 a second on that row.',
    'Six percent of 3,000 is 180 queries a second.',
    '3 times 4 is 12 thousand.',
    '5 to 10 million a day is 60 to 120 a second.',
  ])('%s', (text) => {
    expect(found([text])).toEqual([])
  })
})

describe('nothing is found where the words allow another sum', () => {
  it.each<[why: string, ...lines: string[]]>([
    ['a peak', '2 million a day, so 230 a second at peak.'],
    ['a peak beside the average', '2 million a day is 23 a second on average and 230 at peak.'],
    ['hours in which it comes', '2 million a day in the evening is 100 a second.'],
    ['hours in which it comes', 'They come in within ten hours. 2 million a day is 60 a second.'],
    ['waking hours', '900k a day over the waking hours is about 30 a second.'],
    ['room to grow', '2 million a day, so 100 a second should be safe.'],
    ['a rounding that is said', "2 million a day, so let's say 100 a second."],
    ['a hedge', '2 million a day, so maybe 100 a second.'],
    ['an alternative', '2 million a day, or 300 a second.'],
    ['what comes on top', 'A billion clicks at 150 bytes is 500 GB with indexes.'],
    ['what comes on top', 'A billion clicks at 150 bytes is 500 GB, including indexes.'],
    ['copies', 'A billion rows at 100 bytes is 100 GB, three copies is 300 GB.'],
    ['other things', '2 million orders a day is 70 item rows a second.'],
    ['other things', '2 million a day is 70 item rows a second.'],
    ['a part of it', 'A tenth of 2 million a day is 2.3 a second.'],
    ['a longer sum', '2 times 3 times 4 is 24.'],
    ['a power', '0.6^3 * 20 = 0.27648'],
    ['a power in words', '62 to the seventh is about three and a half trillion.'],
    ['units that do not go together', '150,000 over 140 spare, maybe 18 minutes.'],
    ['a question', '2 million a day is 400 a second?'],
    ['a supposition', 'If we had 2 million a day that is 500 a second.'],
    ['another company', 'At my last job 2 million a day was 500 a second.'],
    ['doubt', 'I guess 2 million a day is 500 a second.'],
    ['a factor of something else', 'We have 50 nodes. Ten times the provider is 1,500 a second.'],
    [
      'two averages',
      'On average 20 orders a second.',
      'On average 20 clicks a second. On average 300 writes a second.',
      'Ten times the average is 9,000 a second.',
    ],
    ['a number of something else just before', 'It is 23 a second on 4 nodes. Ten times that is 230 a second.'],
    [
      'a fact told since',
      'On average 20 orders a second.',
      'Q: It is 200 a second.',
      'Ten times the average is 2,000 a second.',
    ],
    ['no average', 'Ten times the average is 9,000 a second.'],
  ])('%s: %s', (_, ...lines) => {
    expect(found(lines)).toEqual([])
  })
})

describe('recompute', () => {
  it('uses earlier numbers only where the turn says so', () => {
    const before = statedIn('On average we have 23 orders a second.')
    expect(recompute('So 2,300 orders a second.', before)).toEqual([])
    expect(recompute('Ten times the average is 2,300 orders a second.', before)).toHaveLength(1)
    expect(recompute('Ten times the average is 240 orders a second.', before)).toEqual([])
    expect(recompute('Ten times the average is 2,300 clicks a second.', before)).toEqual([])
  })

  it('tells for the record what it comes to', () => {
    expect(recompute('2 million a day is about 230 a second.')[0]?.because).toBe(
      'recomputed, "2 million a day" gives 23.1, not "230 a second"',
    )
  })

  it('finds a factor of ten and lets a factor of two pass, whatever the rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1_000_000 }),
        fc.double({ min: 0.55, max: 1.9, noNaN: true }),
        (rate, rounding) => {
          const daily = Math.round(rate * 86_400)
          expect(recompute(`${daily} a day is ${Math.round(rate * rounding)} a second.`)).toEqual([])
          expect(recompute(`${daily} a day is ${rate * 10} a second.`)).toHaveLength(1)
        },
      ),
    )
  })

  const words = fc.constantFrom(
    ...'10 2,000 million a day second is about so times that for years minutes at KB GB each over divided by one in five of ten x the average . , ( % orders'.split(
      ' ',
    ),
  )

  it('quotes what stands in the text and never throws, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 60 }).map((picked) => picked.join(' ')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        for (const it of recompute(text, statedIn(text))) {
          expect(text).toContain(it.quotes[0])
          expect(text).toContain(it.quotes[1])
          expect(Number.isFinite(it.gives)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each(['10 a second is ', '10 a day is 5 a second is ', 'ten times that is ', '1 times 1 is ', 'so ', ', ', '1 '])(
    'ends on twenty thousand characters of %j',
    (unit) => {
      const text = unit.repeat(20_000 / unit.length)
      expect(recompute(text, statedIn(text)).length).toBeLessThan(text.length)
    },
  )
})
