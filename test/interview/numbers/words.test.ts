import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contradiction } from '../../../src/interview/numbers/contradict.ts'
import type { Mismatch } from '../../../src/interview/numbers/recompute.ts'
import { askAbout } from '../../../src/interview/numbers/words.ts'
import { sentences } from '../../../src/interview/words.ts'

const KINDS = ['number', 'machine', 'promise', 'availability', 'latency'] as const
const SUMS = ['conversion', 'sum', 'scaling'] as const

const contradiction = (kind: Contradiction['kind'], quotes: [string, string]): Contradiction => ({
  id: `${kind}:1:3:orders`,
  kind,
  quotes,
  seqs: [1, 3],
  because: '',
})
const mismatch = (kind: Mismatch['kind'], quotes: [string, string]): Mismatch => ({
  kind,
  quotes,
  gives: 23,
  because: '',
})
const all = (quotes: [string, string]) => [
  ...KINDS.map((kind) => contradiction(kind, quotes)),
  ...SUMS.map((kind) => mismatch(kind, quotes)),
]

const QUOTES: [string, string] = ['ten thousand requests a second', 'one small server']
const VERDICT = /\b(?:wrong|mistakes?|mistaken|contradict\w*|error|incorrect|but|really|inconsistent|forgot|missed)\b/i

describe('askAbout', () => {
  it('asks how an earlier and a later statement fit together', () => {
    expect(askAbout(contradiction('machine', QUOTES), 0)).toBe(
      'Earlier you said "ten thousand requests a second", and now "one small server". How do the two fit together?',
    )
  })

  it.each(all(QUOTES).map((it) => [it.kind, it] as const))('%s: several wordings, none with a verdict', (_, it) => {
    const variants = [0, 1, 2, 3, 4, 5].map((variant) => askAbout(it, variant))
    expect(new Set(variants).size).toBeGreaterThanOrEqual(2)
    for (const text of variants) {
      expect(text).toContain(`"${QUOTES[0]}"`)
      expect(text).toContain(`"${QUOTES[1]}"`)
      expect(text).not.toMatch(VERDICT)
      expect(text).toMatch(/\?$/)
      expect(sentences(text).length).toBeLessThanOrEqual(2)
    }
  })

  it('cuts a quote after twelve words', () => {
    const long = Array.from({ length: 20 }, (_, i) => `word${i}`).join(' ')
    const text = askAbout(contradiction('promise', [long, 'it is lost']), 0)
    expect(text).toContain('word11"')
    expect(text).not.toContain('word12')
  })

  it.each([
    ['<b>ten</b> [x](https://y) {{z}} `k` #1 *', 'bten/b x(//y) z k 1'],
    ['ten "users"? Yes. No… fine!', 'ten users Yes, No, fine'],
    ['a\u0000b\u202ec\nd\te', 'abc d e'],
    ['“ten” users', 'ten users'],
  ])('cleans %j for speech', (quote, clean) => {
    expect(askAbout(contradiction('number', [quote, 'five']), 0)).toBe(
      `Earlier you said "${clean}", and now "five". How do the two fit together?`,
    )
  })

  it('takes any number as a variant', () => {
    for (const variant of [-1, 0.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY])
      expect(askAbout(contradiction('number', QUOTES), variant)).toMatch(/\?$/)
  })

  it('asks exactly one question in at most two sentences of clean words, whatever was said', () => {
    const quotes = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(quotes, fc.nat(7), fc.nat(20), (pair, kind, variant) => {
        const [first] = all(pair).slice(kind)
        const text = first ? askAbout(first, variant) : ''
        expect(text.match(/\?/g)).toHaveLength(1)
        expect(text.match(/"/g)).toHaveLength(4)
        expect(sentences(text).length).toBeLessThanOrEqual(2)
        expect(text).not.toMatch(/[<>[\]{}`#*]|[\p{Cc}\p{Cs}]/u)
      }),
    )
  })
})
