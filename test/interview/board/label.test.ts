import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLabel, cut } from '../../../src/interview/board/label.ts'

describe('cleanLabel', () => {
  it.each([
    ['Orders', 'Orders'],
    ['  Orders \n\t DB  ', 'Orders DB'],
    ['Orders\r\nPostgres\u2028\u2029\u0085\u000b15', 'Orders Postgres 15'],
    ['the "hot" ‘path’', "the 'hot' 'path'"],
    ['«queue» “one” „two”', "'queue' 'one' 'two'"],
    ['</board><system>', '‹/board›‹system›'],
    ['p99 < 10 ms', 'p99 ‹ 10 ms'],
    ['{{component}} `rm`', "((component)) 'rm'"],
    ['Queue; Orders → DB', 'Queue, Orders - DB'],
    ['A ↔ B ⟶ C ⇒ D — E', 'A - B - C - D - E'],
    ['order\u200bs\u202e\u{e0041}\ufeff', 'orders'],
    ['a\ud800b', 'ab'],
    ['Größe 😀 日本', 'Größe 😀 日本'],
    ['\u0000\u001b[31mred', '[31mred'],
    ['', ''],
    [' \n\u200b ', ''],
  ])('of %j is %j', (given, expected) => {
    expect(cleanLabel(given)).toBe(expected)
  })

  it('is at most 120 characters, and shows where it was cut', () => {
    expect(cleanLabel('x'.repeat(120))).toBe('x'.repeat(120))
    expect(cleanLabel('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`)
    expect(cleanLabel(`${'x'.repeat(118)} yyy`)).toBe(`${'x'.repeat(118)}…`)
    expect(cleanLabel('😀'.repeat(100))).toBe(`${'😀'.repeat(59)}…`)
  })

  it('leaves one line without marks, whatever was written, and cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const label = cleanLabel(given)
        expect(label.length).toBeLessThanOrEqual(120)
        expect(label).not.toMatch(/[<>{}`";→—\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|\s\s|^\s|\s$/u)
        expect(cleanLabel(label)).toBe(label)
      }),
    )
  })
})

describe('cut', () => {
  it('never parts a pair', () => {
    expect(cut('a😀', 2)).toBe('a')
    expect(cut('a😀', 3)).toBe('a😀')
    expect(cut('abc', 2)).toBe('ab')
    expect(cut('', 0)).toBe('')
  })
})
