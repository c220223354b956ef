import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Level, pairsOf, type Row } from '../../../src/grading/agreement/rows.ts'
import { type Agreement, agreementTable } from '../../../src/grading/agreement/table.ts'
import { aLevel, expectSame, rows } from './make.ts'

const FEW = { seed: 2, resamples: 40, share: 0.9 }
const MEASURED = ['kappa', 'alpha', 'exact', 'chance', 'bias', 'standardised'] as const
const valuesOf = (agreement: Agreement) => MEASURED.map((name) => agreement[name].value)

const someRows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    interview: fc.constantFrom('a', 'b', 'c'),
    criterion: fc.constantFrom('delivery', 'storage'),
    human: aLevel,
    grader: fc.option(aLevel, { nil: null }),
  }),
  { maxLength: 25 },
)

/** The four pairs of delivery, 1–1, 2–2, 1–2 and 4–3, and an abstention; storage is always 3–3. */
const ROWS = [
  ...rows('a', 'delivery', '11 22'),
  ...rows('a', 'storage', '33'),
  ...rows('b', 'delivery', '12 43 2-'),
  ...rows('b', 'storage', '33'),
]

describe('the agreement table', () => {
  it('has a line for each criterion, in the order of the rows, and one for all', () => {
    const table = agreementTable(ROWS, FEW)
    expect(table.criteria.map((it) => [it.criterion, it.rows, it.abstained, it.interviews])).toEqual([
      ['delivery', 5, 1, 2],
      ['storage', 2, 0, 2],
    ])
    expect(table.overall).toMatchObject({ rows: 7, abstained: 1, interviews: 2 })
  })

  it('measures the pairs, abstentions aside', () => {
    const [delivery] = agreementTable(ROWS, FEW).criteria
    expect(delivery?.confusion).toEqual([
      [1, 1, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ])
    // Squares apart: 2 in the 4 pairs; 32 in all 16 of a human level (1 1 2 4) with one of the grader's (1 2 2 3).
    expect(delivery?.kappa.value).toBeCloseTo(1 - 2 / 4 / (32 / 16), 9)
    // By mean ranks, 2 for the three 1s, 5 for the three 2s, 7 and 8: 9 + 1 in the 4 pairs; 304 in all 28 of 8 values.
    expect(delivery?.alpha.value).toBeCloseTo(1 - 10 / 4 / (304 / 28), 9)
    expect(delivery?.exact.value).toBe(0.5)
    // 2/4 · 1/4 + 1/4 · 2/4.
    expect(delivery?.chance.value).toBe(0.25)
    expect(delivery?.bias.value).toBe(0)
    expect(delivery?.standardised.value).toBe(0)
  })

  it('has null for what is not defined, and what is defined beside it', () => {
    const storage = agreementTable(ROWS, FEW).criteria[1]
    expect(storage && valuesOf(storage)).toEqual([null, null, 1, 1, 0, null])
    expect(storage?.kappa.interval).toEqual({ low: null, high: null, leftOut: 40 })
    expect(storage?.exact.interval).toEqual({ low: 1, high: 1, leftOut: 0 })
  })

  it('has nothing but nulls and zeros where the grader always abstained, and for no rows', () => {
    const abstained = agreementTable(rows('a', 'delivery', '1- 2- 3-'), FEW).overall
    expect(abstained).toMatchObject({ rows: 3, abstained: 3, confusion: agreementTable([], FEW).overall.confusion })
    expect(valuesOf(abstained)).toEqual(MEASURED.map(() => null))
    expect(agreementTable([], FEW)).toMatchObject({ overall: { interviews: 0, rows: 0 }, criteria: [] })
  })

  it('is not changed by abstentions but for their count', () => {
    fc.assert(
      fc.property(someRows, (some) => {
        const all = agreementTable(some, FEW).overall
        const given = agreementTable(
          some.filter((row) => row.grader !== null),
          FEW,
        ).overall
        expect(valuesOf(all)).toEqual(valuesOf(given))
        expect(all.rows - all.abstained).toBe(given.rows)
      }),
    )
  })

  it('has 1 for full agreement on more than one level, and no bias', () => {
    fc.assert(
      fc.property(someRows, (some) => {
        const agreed = some.map((row) => ({ ...row, grader: row.human }))
        fc.pre(new Set(agreed.map((row) => row.human)).size > 1)
        const { kappa, alpha, exact, bias, standardised } = agreementTable(agreed, FEW).overall
        expect([kappa, alpha, exact, bias, standardised].map((it) => it.value)).toEqual([1, 1, 1, 0, 0])
      }),
    )
  })

  it('has the same agreement, and the opposite bias, with human and grader swapped', () => {
    fc.assert(
      fc.property(someRows, (some) => {
        const given = some.flatMap((row) => (row.grader === null ? [] : [{ ...row, grader: row.grader }]))
        const turned = given.map((row) => ({ ...row, human: row.grader, grader: row.human }))
        const [one, other] = [agreementTable(given, FEW).overall, agreementTable(turned, FEW).overall]
        for (const name of ['kappa', 'alpha', 'exact', 'chance'] as const) {
          expectSame(one[name].value, other[name].value)
          expectSame(one[name].interval.low, other[name].interval.low)
          expect(one[name].interval.leftOut).toBe(other[name].interval.leftOut)
        }
        expect(one.bias.value ?? 0).toBeCloseTo(-(other.bias.value ?? 0), 9)
      }),
    )
  })

  it('counts in its matrices every pair once, for each criterion and overall', () => {
    fc.assert(
      fc.property(someRows, (some) => {
        const table = agreementTable(some, FEW)
        const summed = (matrix: number[][]) => matrix.flat().reduce((sum, it) => sum + it, 0)
        expect(summed(table.overall.confusion)).toBe(pairsOf(some).length)
        expect(table.criteria.reduce((sum, it) => sum + summed(it.confusion), 0)).toBe(pairsOf(some).length)
      }),
    )
  })

  it('is the same each time, with two thousand resamples unless told otherwise', () => {
    const table = agreementTable(ROWS)
    expect(agreementTable(ROWS)).toEqual(table)
    expect(table.criteria[1]?.kappa.interval.leftOut).toBe(2000)
  })

  it('refuses a level that is none', () => {
    const row = { interview: 'a', criterion: 'delivery', human: 0 as Level, grader: 2 as const }
    expect(() => agreementTable([row], FEW)).toThrow('levels are 1, 2, 3 or 4, not 0 beside 2')
  })
})
