import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinalAlpha, ordinalAlphaOfTwo, type Unit } from '../../../src/grading/agreement/alpha.ts'
import { confusionOf } from '../../../src/grading/agreement/confusion.ts'
import { expectSame, somePairs } from './make.ts'

/** '1 . / 2 3' is two lines of values, '.' a missing one. */
const lines = (written: string): (number | null)[][] =>
  written.split(' / ').map((line) => line.split(' ').map((it) => (it === '.' ? null : Number(it))))

/** The reliability data of Krippendorff 2011: there, a line an observer and a column a unit. */
const OBSERVERS = lines(
  '1 2 3 3 2 1 4 1 2 . . . / 1 2 3 3 2 2 4 1 2 5 . 3 / . 3 3 3 2 3 4 2 2 5 1 . / 1 2 3 3 2 4 4 1 2 5 1 .',
)
const UNITS: Unit[] = Array.from({ length: 12 }, (_, unit) => OBSERVERS.map((observer) => observer[unit] ?? null))

const someUnits = (raters: number): fc.Arbitrary<(number | null)[][]> =>
  fc.array(
    fc.array(fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }), { minLength: raters, maxLength: raters }),
    {
      minLength: 1,
      maxLength: 15,
    },
  )

/**
 * Another way: no coincidences, but every pair of pairable values, each unit's own against all, apart by the square of
 * the difference of their mean ranks.
 */
function byPairs(units: readonly Unit[]): number | null {
  const paired = units.map((unit) => unit.filter((it) => it !== null)).filter((values) => values.length > 1)
  const all = paired.flat()
  const rank = (value: number) =>
    all.filter((it) => it < value).length + (all.filter((it) => it === value).length + 1) / 2
  const apart = (values: number[]) =>
    values.reduce((sum, a, i) => sum + values.slice(i + 1).reduce((inner, b) => inner + (rank(a) - rank(b)) ** 2, 0), 0)
  const within = paired.reduce((sum, values) => sum + (2 * apart(values)) / (values.length - 1), 0) / all.length
  const between = (2 * apart(all)) / (all.length * (all.length - 1))
  return between > 0 ? 1 - within / between : null
}

describe("Krippendorff's alpha for ordinal data", () => {
  it('is 0.815 for the four observers and twelve units of his paper', () => {
    expect(ordinalAlpha(UNITS)).toBeCloseTo(0.815, 3)
  })

  it('is the same over all pairs of values, by their ranks', () => {
    expectSame(ordinalAlpha(UNITS), byPairs(UNITS))
    fc.assert(fc.property(someUnits(3), (units) => expectSame(ordinalAlpha(units), byPairs(units))))
  })

  it.each([
    ['0: one unit says nothing against chance', '1 2', 0],
    // Of 4 values: 2 coincide as (1, 2) and 2 as (2, 1), where 2 · 2 and 2 · 2 are expected: 1 − 3 · 4 / 8.
    ['−0.5 for two raters who always swap', '1 2 / 2 1', -0.5],
  ])('is %s', (_, units, value) => {
    expect(ordinalAlpha(lines(units))).toBeCloseTo(value, 9)
  })

  it('is 1 in full agreement on more than one value, values missing or not', () => {
    const agreed = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 })), { minLength: 1 })
    fc.assert(
      fc.property(agreed, (units) => {
        const values = new Set(units.map(([value]) => value))
        const said = units.map(([value, raters]) => [null, ...Array.from({ length: raters }, () => value)])
        expect(ordinalAlpha(said)).toBe(values.size > 1 ? 1 : null)
      }),
    )
  })

  it('is the same in whatever order raters and units stand', () => {
    fc.assert(
      fc.property(someUnits(4), (units) => {
        const turned = units.map((unit) => [...unit.slice(1), unit[0] ?? null]).reverse()
        expectSame(ordinalAlpha(units), ordinalAlpha(turned))
      }),
    )
  })

  it('knows only order: other numbers in the same order give the same', () => {
    fc.assert(
      fc.property(someUnits(3), (units) => {
        const stretched = units.map((unit) => unit.map((it) => (it === null ? null : it ** 3 - 100)))
        expectSame(ordinalAlpha(units), ordinalAlpha(stretched))
      }),
    )
  })

  it('lies between −1 and 1', () => {
    fc.assert(
      fc.property(someUnits(2), (units) => {
        expect(Math.abs(ordinalAlpha(units) ?? 0)).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  it('does not count a unit with fewer than two values', () => {
    expect(ordinalAlpha([...UNITS, [5, null, null, null], [null, null], []])).toBe(ordinalAlpha(UNITS))
  })

  it('is null for nothing, nothing to pair and one value throughout', () => {
    expect(ordinalAlpha([])).toBeNull()
    expect(ordinalAlpha(lines('1 . / . 2'))).toBeNull()
    expect(ordinalAlpha(lines('3 3 / 3 3 3'))).toBeNull()
  })

  it('of two raters is the same from their confusion matrix', () => {
    fc.assert(
      fc.property(somePairs(), (some) => {
        expectSame(ordinalAlphaOfTwo(confusionOf(some)), ordinalAlpha(some.map(({ human, grader }) => [human, grader])))
      }),
    )
  })
})
