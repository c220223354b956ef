import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../src/grading/random.ts'

const drawn = (seed: number, count: number): number[] => Array.from({ length: count }, seeded(seed))

describe('a seeded generator', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    expect(drawn(7, 20)).toEqual(drawn(7, 20))
    expect(drawn(7, 20)).not.toEqual(drawn(8, 20))
  })

  it('is the one of Park and Miller: 399268537 after ten thousand steps from 1', () => {
    // Their check for the multiplier 48271, as in the C++ standard's minstd_rand ([rand.predef]).
    expect((drawn(0, 10_000).at(-1) ?? 0) * 2_147_483_647).toBeCloseTo(399_268_537, 3)
  })

  it('stays from 0 to below 1, whatever the seed', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (seed) => {
        expect(drawn(seed, 50).every((it) => it > 0 && it < 1)).toBe(true)
      }),
    )
  })

  it('spreads evenly over ten parts', () => {
    const parts = Array.from({ length: 10 }, () => 0)
    for (const it of drawn(3, 10_000)) parts[Math.floor(it * 10)] = (parts[Math.floor(it * 10)] ?? 0) + 1
    expect(Math.min(...parts)).toBeGreaterThan(900)
    expect(Math.max(...parts)).toBeLessThan(1100)
  })
})
