import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountsIn } from '../../../src/interview/numbers/amounts.ts'
import { lex } from '../../../src/interview/numbers/lex.ts'

const amounts = (text: string) =>
  amountsIn(lex(text)).map(({ low, high }) => (low === high ? low : ([low, high] as const)))

describe('a number is read', () => {
  it.each([
    ['1,000,000', [1_000_000]],
    ['1_000_000', [1_000_000]],
    ['2.000.000', [2_000_000]],
    ['3.5', [3.5]],
    ['10k', [10_000]],
    ['10 k', [10_000]],
    ['1.5M', [1_500_000]],
    ['2bn', [2e9]],
    ['2.5 million', [2_500_000]],
    ['5 hundred thousand', [500_000]],
    ['3 lakh', [300_000]],
    ['2 crore', [20_000_000]],
    ['two million', [2_000_000]],
    ['nine hundred thousand', [900_000]],
    ['a hundred and fifty thousand', [150_000]],
    ['five hundred and five', [505]],
    ['one million two hundred thousand', [1_200_000]],
    ['nineteen hundred', [1_900]],
    ['twenty-five', [25]],
    ['twenty five', [25]],
    ['a thousand', [1_000]],
    ['one point five million', [1_500_000]],
    ['ninety-nine point nine five', [99.95]],
    ['two and a half million', [2_500_000]],
    ['a million and a half', [1_500_000]],
    ['half a million', [500_000]],
    ['a quarter of a million', [250_000]],
    ['half a second', [0.5]],
    ['a couple of thousand', [2_000]],
    ['a dozen', [12]],
    ['within a second', [1]],
    ['10, 20', [10, 20]],
    ['"10k" (5 ms)', [10_000, 5]],
  ])('%s', (text, expected) => {
    expect(amounts(text)).toEqual(expected)
  })
})

describe('a range is read with its low and high', () => {
  it.each([
    ['10-20', [10, 20]],
    ['10–20k', [10_000, 20_000]],
    ['10k-20k', [10_000, 20_000]],
    ['5 to 10 thousand', [5_000, 10_000]],
    ['500 to 2 thousand', [500, 2_000]],
    ['two or three', [2, 3]],
    ['between one and two million', [1e6, 2e6]],
    ['between a hundred and two hundred', [100, 200]],
    ['between a thousand and two thousand', [1_000, 2_000]],
    ['a few thousand', [2_000, 6_000]],
    ['several hundred', [300, 900]],
    ['thousands of', [1e3, 1e5]],
    ['hundreds of thousands of', [1e5, 1e7]],
  ])('%s', (text, range) => {
    expect(amounts(text)).toEqual([range])
  })
})

describe('no number is read from', () => {
  it.each([
    ['digits side by side', '1 1 1 1'],
    ['groups that may be one number or two', '10 000'],
    ['digits with a comma that is neither', '1,2'],
    ['one or a thousand', '1.000'],
    ['names', 'p99 S3 v2 base62 utf-8 SHA-256'],
    ['an address', '10.0.0.1'],
    ['a time of day', '10:30'],
    ['a price', '$5'],
    ['a range that falls', '100 to 10'],
    ['an article', 'a second and an hour'],
    ['a half of nothing', 'a half'],
    ['words out of order', 'hundred thousand million'],
    ['digits of another script', '١٢٣'],
    ['more digits than anybody estimates', '9'.repeat(400)],
  ])('%s', (_, text) => {
    expect(amounts(text)).toEqual([])
  })
})

describe('amountsIn', () => {
  it('keeps "m" and "b" open until what follows tells millions from minutes', () => {
    expect(amountsIn(lex('5m, 5M, 5B')).map((it) => it.unsure)).toEqual([true, false, true])
  })

  it('says which pieces it read', () => {
    const pieces = lex('so about two and a half million, ok')
    const [amount] = amountsIn(pieces)
    expect(pieces.slice(amount?.from, amount?.to).map((piece) => piece.text)).toEqual([
      'two',
      'and',
      'a',
      'half',
      'million',
    ])
  })

  it('reads what digits are written, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e15 }), (value) => {
        expect(amounts(`about ${value} of them`)).toEqual([value])
        expect(amounts(`about ${value.toLocaleString('en-US')} of them`)).toEqual([value])
      }),
    )
  })

  it('gives finite numbers in order, whatever the words', () => {
    const words = fc.constantFrom(
      ...'a one two ten twenty hundred thousand million half of and point few couple between to or - , . 7 1,000 k'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (picked) => {
        const found = amountsIn(lex(picked.join(' ')))
        for (const [i, it] of found.entries()) {
          expect(Number.isFinite(it.low) && Number.isFinite(it.high)).toBe(true)
          expect(it.low).toBeLessThanOrEqual(it.high)
          expect(it.from).toBeGreaterThanOrEqual(found[i - 1]?.to ?? 0)
          expect(it.to).toBeGreaterThan(it.from)
        }
      }),
    )
  })

  it.each([
    '1 ',
    '9,',
    '999,',
    '1',
    'one ',
    'hundred ',
    'a hundred and ',
    'one million ',
    'twenty-',
    'half ',
    'point one ',
    'and a half ',
    '1 to ',
    'tens of ',
    'between one and ',
    '1.',
  ])('ends on twenty thousand characters of %j', (unit) => {
    const text = unit.repeat(20_000 / unit.length)
    expect(amountsIn(lex(text)).length).toBeLessThanOrEqual(text.length / 2)
  })
})

describe('lex', () => {
  it('cuts a text into words, numbers and signs at their places', () => {
    const text = 'We’d take 2,000 Größe 😀 at 5ms.'
    const pieces = lex(text)
    expect(pieces.map((piece) => piece.text)).toEqual(["we'd", 'take', '2,000', 'größe', '😀', 'at', '5', 'ms', '.'])
    for (const piece of pieces) expect(text.slice(piece.start, piece.end)).toBe(piece.raw)
    expect(pieces.find((piece) => piece.text === 'ms')?.glued).toBe(true)
    expect(pieces.find((piece) => piece.text === 'at')?.glued).toBe(false)
  })

  it('leaves out nothing but space, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          lex(text)
            .map((piece) => piece.raw)
            .join(''),
        ).toBe(text.replace(/\s/g, ''))
      }),
    )
  })
})
