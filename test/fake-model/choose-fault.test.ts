import { describe, expect, test } from 'vitest'
import { faultList, faultsOf, parseFault } from '../../src/fake-model/choose-fault.ts'
import { FAULT_IDS, variantsOf } from '../../src/fake-model/play-fault.ts'

const first = (count: number, next: () => unknown): unknown[] => Array.from({ length: count }, next)

describe('a fault that is wished for', () => {
  test.for([
    ['F4', { fault: 'F4', variant: null }],
    [' f4 ', { fault: 'F4', variant: null }],
    ['F16:Retry after 1', { fault: 'F16', variant: 'retry after 1' }],
    ['any', { fault: null, variant: null }],
  ])('"%s" is understood', ([text, wish]) => {
    expect(parseFault(text as string)).toEqual(wish)
  })

  test.for([
    ['F99', 'There is no fault "F99"; there is any, and F1 to F25.'],
    ['', 'There is no fault ""; there is any, and F1 to F25.'],
    ['F12:shrug', 'F12 has no variant "shrug"; it has: refusal · refusal after content.'],
  ] as const)('"%s" is refused with what would be right', ([text, sentence]) => {
    expect(parseFault(text)).toBe(sentence)
  })

  test('every fault with its variants is in the list', () => {
    const lines = faultList().split('\n')
    expect(lines).toHaveLength(25)
    for (const [i, id] of FAULT_IDS.entries()) for (const it of variantsOf(id)) expect(lines[i]).toContain(it)
  })
})

describe('faults as they come', () => {
  const wish = { fault: null, variant: null }

  test('are the same for the same seed, and others for another', () => {
    expect(first(50, faultsOf(wish, 0.5, 7))).toEqual(first(50, faultsOf(wish, 0.5, 7)))
    expect(first(50, faultsOf(wish, 0.5, 7))).not.toEqual(first(50, faultsOf(wish, 0.5, 8)))
  })

  test('come at about their rate: never at 0, always at 1', () => {
    const count = (rate: number) => first(1000, faultsOf(wish, rate, 3)).filter((it) => it !== null).length
    expect([count(0), count(1)]).toEqual([0, 1000])
    expect(Math.abs(count(0.1) - 100)).toBeLessThan(40)
  })

  test('are the one that was asked for, in all its variants, or in the one that was asked for', () => {
    const shown = first(200, faultsOf({ fault: 'F17', variant: null }, 1, 1)) as { fault: string; variant: string }[]
    expect(new Set(shown.map((it) => it.fault))).toEqual(new Set(['F17']))
    expect(new Set(shown.map((it) => it.variant))).toEqual(new Set(variantsOf('F17')))
    const one = first(20, faultsOf({ fault: 'F17', variant: '503' }, 1, 1))
    expect(one).toEqual(one.map((it) => ({ ...(it as object), fault: 'F17', variant: '503' })))
  })

  test('are none without a wish', () => {
    expect(first(20, faultsOf(null, 1, 1)).every((it) => it === null)).toBe(true)
  })
})
