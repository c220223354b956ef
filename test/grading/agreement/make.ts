import fc from 'fast-check'
import { expect } from 'vitest'
import { LEVELS, type Level, type Pair, type Row } from '../../../src/grading/agreement/rows.ts'

export const aLevel = fc.constantFrom<Level[]>(...LEVELS)
export const somePairs = (least = 1): fc.Arbitrary<Pair[]> =>
  fc.array(fc.record({ human: aLevel, grader: aLevel }), { minLength: least, maxLength: 40 })

/** '12 33' is a pair of 1 and 2, and one of 3 and 3: human first. */
export const pairs = (written: string): Pair[] =>
  written
    .split(' ')
    .filter((it) => it !== '')
    .map((it) => ({ human: levelOf(it[0]), grader: levelOf(it[1]) }))

/** Rows of one interview and criterion; '3-' is an abstention. */
export const rows = (interview: string, criterion: string, written: string): Row[] =>
  written.split(' ').map((it) => ({
    interview,
    criterion,
    human: levelOf(it[0]),
    grader: it[1] === '-' ? null : levelOf(it[1]),
  }))

function levelOf(written: string | undefined): Level {
  const level = LEVELS.find((it) => String(it) === written)
  if (level === undefined) throw new Error(`a level is written 1, 2, 3 or 4, not ${written}`)
  return level
}

/** '1 2 / 3 4' is a matrix of two rows. */
export const matrix = (written: string): number[][] => written.split(' / ').map((row) => row.split(' ').map(Number))

export const swapped = (all: Pair[]): Pair[] => all.map(({ human, grader }) => ({ human: grader, grader: human }))
export const mean = (numbers: number[]): number => numbers.reduce((sum, it) => sum + it, 0) / numbers.length

/** Both null, or the same to nine decimals. */
export function expectSame(one: number | null, other: number | null): void {
  if (one === null || other === null) expect(one).toBe(other)
  else expect(one).toBeCloseTo(other, 9)
}
