import { describe, expect, it } from 'vitest'
import { shareOf } from '../../src/evaluation/wilson.ts'

describe("Wilson's interval", () => {
  // Worked out with paper and a calculator from the formula of 1927, z = 1.959964: z² = 3.841459.
  it.each([
    // z² / (n + z²) = 3.841459 / 13.841459
    [0, 10, 0, 0, 0.2775],
    // n / (n + z²) = 10 / 13.841459
    [10, 10, 1, 0.7225, 1],
    // ½ ± 1.959964 · √(0.125 + 0.240091) / 2.920729
    [1, 2, 0.5, 0.0945, 0.9055],
    // (0.909091 + 0.058204 ± 1.959964 · √(0.002504 + 0.000882)) / 1.116408
    [30, 33, 0.9091, 0.7643, 0.9686],
  ])('of %i in %i is as worked out by hand', (count, of, share, low, high) => {
    const found = shareOf(count, of)
    expect(found).toMatchObject({ count, of })
    expect([found?.share, found?.low, found?.high].map((it) => it?.toFixed(4))).toEqual(
      [share, low, high].map((it) => it.toFixed(4)),
    )
  })

  it('of nothing is none', () => {
    expect(shareOf(0, 0)).toBeNull()
  })
})
