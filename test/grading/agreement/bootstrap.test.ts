import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrap as bootstrapAll, type Resampling } from '../../../src/grading/agreement/bootstrap.ts'
import { mean } from './make.ts'

type Valued = { interview: string; value: number }

type Statistic<Row> = (rows: readonly Row[]) => number | null
const bootstrap = <Row extends { interview: string }>(rows: Row[], of: Statistic<Row>, how: Resampling) =>
  bootstrapAll(rows, (some) => ({ one: of(some) }), how).one

const HOW = { seed: 5, resamples: 2000, share: 0.95 }
const meanOf: Statistic<Valued> = (rows) => mean(rows.map((it) => it.value))
const valued = (groups: Record<string, number[]>): Valued[] =>
  Object.entries(groups).flatMap(([interview, values]) => values.map((value) => ({ interview, value })))

const someGroups = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
  { minKeys: 2 },
)

describe('a bootstrap interval', () => {
  it('lies where all the resamples that there are would put it', () => {
    // Of three interviews with one value each there are 27 equally likely resamples. Their means, sorted, are
    // 0 (1 of 27), 1 (3), 2 (3), 3 (4: 0 0 9 in 3 orders, 3 3 3 in 1), 4 (6), 5 (3), 6 (3), 7 (3), 9 (1): the middle
    // 80 % leave 2.7 of 27 out at each end, and so run from 1 to 7; the middle 30 % leave 9.45 out, and run from 3 to 5.
    const rows = valued({ a: [0], b: [3], c: [9] })
    expect(bootstrap(rows, meanOf, { ...HOW, share: 0.8 })).toEqual({ low: 1, high: 7, leftOut: 0 })
    expect(bootstrap(rows, meanOf, { ...HOW, share: 0.3 })).toEqual({ low: 3, high: 5, leftOut: 0 })
  })

  it('is as wide as theory says for the mean of many interviews', () => {
    // Values 0…99, one each: mean 49.5, and 1.96 · √((100² − 1) / 12 / 100) = 5.658 to either side.
    const rows = valued(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`i${at}`, [at]])))
    const { low, high } = bootstrap(rows, meanOf, { ...HOW, resamples: 5000 })
    expect(Math.abs((low ?? 0) - (49.5 - 5.658))).toBeLessThan(0.5)
    expect(Math.abs((high ?? 0) - (49.5 + 5.658))).toBeLessThan(0.5)
  })

  it('draws interviews whole, as many as there are', () => {
    const rows = valued({ a: [1, 1, 1], b: [2, 2], c: [3] })
    const sizes = new Map([
      [1, 3],
      [2, 2],
      [3, 1],
    ])
    bootstrap(
      rows,
      (drawn) => {
        const times = [...sizes].map(([value, size]) => drawn.filter((it) => it.value === value).length / size)
        expect(times.every(Number.isInteger)).toBe(true)
        expect(times.reduce((sum, it) => sum + it, 0)).toBe(3)
        return 0
      },
      { ...HOW, resamples: 50 },
    )
  })

  it('is no narrower for having each row of an interview twice', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const once = bootstrap(valued(groups), meanOf, { ...HOW, resamples: 100 })
        const twice = bootstrap([...valued(groups), ...valued(groups)], meanOf, { ...HOW, resamples: 100 })
        expect(twice.low).toBeCloseTo(once.low ?? Number.NaN, 9)
        expect(twice.high).toBeCloseTo(once.high ?? Number.NaN, 9)
      }),
    )
  })

  it('is the same for the same seed, in whatever order the interviews stand', () => {
    fc.assert(
      fc.property(someGroups, fc.integer(), (groups, seed) => {
        const how = { ...HOW, seed, resamples: 50 }
        const turned = Object.fromEntries(Object.entries(groups).reverse())
        expect(bootstrap(valued(groups), meanOf, how)).toEqual(bootstrap(valued(groups), meanOf, how))
        expect(bootstrap(valued(turned), meanOf, how)).toEqual(bootstrap(valued(groups), meanOf, how))
      }),
    )
  })

  it('is another for another seed', () => {
    const rows = valued({ a: [1, 4, 2], b: [2], c: [3, 3], d: [4, 1], e: [1, 1, 1, 2] })
    const few = { ...HOW, resamples: 20 }
    expect(bootstrap(rows, meanOf, few)).not.toEqual(bootstrap(rows, meanOf, { ...few, seed: 6 }))
  })

  it('stays within what single interviews give for a mean, its ends in order', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const means = Object.values(groups).map(mean)
        const { low, high } = bootstrap(valued(groups), meanOf, { ...HOW, resamples: 50 })
        expect(low).toBeGreaterThanOrEqual(Math.min(...means) - 1e-9)
        expect(high).toBeLessThanOrEqual(Math.max(...means) + 1e-9)
        expect(high).toBeGreaterThanOrEqual(low ?? Number.NaN)
      }),
    )
  })

  it('is narrower, the less of the resamples it is to hold', () => {
    const rows = valued({ a: [1], b: [2], c: [4], d: [3], e: [1] })
    const [wide, narrow] = [0.95, 0.5].map((share) => bootstrap(rows, meanOf, { ...HOW, share }))
    expect(narrow?.low).toBeGreaterThan(wide?.low ?? Number.NaN)
    expect(narrow?.high).toBeLessThan(wide?.high ?? Number.NaN)
  })

  it('leaves out the resamples without the statistic, and counts them', () => {
    // Not defined where all drawn are alike: half of the resamples of two interviews.
    const spread: Statistic<Valued> = (rows) => (new Set(rows.map((it) => it.value)).size > 1 ? meanOf(rows) : null)
    const { low, high, leftOut } = bootstrap(valued({ a: [1], b: [3] }), spread, HOW)
    expect([low, high]).toEqual([2, 2])
    expect(leftOut / HOW.resamples).toBeCloseTo(0.5, 1)
  })

  it('has no ends where no resample has the statistic', () => {
    const never: Statistic<Valued> = () => null
    expect(bootstrap(valued({ a: [1], b: [3] }), never, HOW)).toEqual({ low: null, high: null, leftOut: 2000 })
  })

  it('has no ends for one interview, or none', () => {
    expect(bootstrap(valued({ a: [1, 2, 3] }), meanOf, HOW)).toEqual({ low: null, high: null, leftOut: 0 })
    expect(bootstrap([], meanOf, HOW)).toEqual({ low: null, high: null, leftOut: 0 })
  })

  it.each([
    [{ resamples: 0 }, 'resamples are a whole number, at least 1'],
    [{ resamples: 2.5 }, 'resamples are a whole number, at least 1'],
    [{ share: 95 }, 'between 0 and 1, such as 0.95'],
    [{ share: 0 }, 'between 0 and 1, such as 0.95'],
    [{ share: Number.NaN }, 'between 0 and 1, such as 0.95'],
  ])('refuses %o', (wrong, says) => {
    expect(() => bootstrap(valued({ a: [1], b: [2] }), meanOf, { ...HOW, ...wrong })).toThrow(says)
  })
})
