import { describe, expect, it } from 'vitest'
import { agreementText, COLUMN_HELP } from '../../src/cli/agreement-text.ts'
import { floorsOf, measure } from '../../src/evaluation/measure.ts'
import { readSimulated } from '../../src/evaluation/read-simulated.ts'
import { type Graded, tasksOf } from '../../src/evaluation/task.ts'
import { makeGraded, makeSimulated } from '../evaluation/make.ts'

const textOf = (graded: Graded[]) => agreementText(measure(graded), floorsOf(graded))
/** The cells of the first line that begins with a name. */
const lineOf = (lines: string[], name: string) =>
  lines
    .find((it) => it.startsWith(name))
    ?.slice(name.length)
    .trim()
    .split(/\s{2,}/)

/** People 1 2 4 and 3 3 3; the grader 1 3 4 and 3 3 3. */
const GRADED = [...makeGraded('a', '124', '134'), ...makeGraded('b', '333', '333')]

describe('the table of agreement', () => {
  it('has the grader beside its floors, to two decimals', () => {
    const lines = textOf(GRADED)
    expect(lines[0]).toMatch(/^all cells +n +kappa \[95 %\] +alpha +exact +chance +bias +SMD$/)
    const grader = lineOf(lines, 'grader')
    // One pair of six is one level apart: observed 1/6. People 1 2 3 3 3 4, the grader 1 3 3 3 3 4: of 36 pairs, squares
    // apart 9 + 4·4 + 0 with 1; 1 + 4·1 + 4 with 2; 3·(4 + 0 + 1) with 3; 9 + 4·1 + 0 with 4: 62. Kappa 1 − (1/6)/(62/36).
    expect(grader?.[0]).toBe('6')
    expect(grader?.[1]).toMatch(/^0\.90 \[/)
    // Exact 5 of 6; by chance (1·1 + 3·4 + 1·1) of 36; bias 1/6.
    expect(grader?.slice(3, 6)).toEqual(['0.83', '0.39', '+0.17'])
    expect(lineOf(lines, 'always 3')?.slice(0, 1)).toEqual(['6'])
    expect(lineOf(lines, 'human–human')).toEqual(['—', 'not in this data'])
    expect(lineOf(lines, 'published judge')).toEqual(['—', 'not in this data'])
  })

  it('tells candidates whose levels differ apart, unless all are so', () => {
    const at = (lines: string[]) => lines.findIndex((it) => it.startsWith('candidates whose levels differ'))
    const lines = textOf(GRADED)
    expect(lineOf(lines.slice(at(lines)), 'grader')?.[0]).toBe('3')
    expect(at(textOf(makeGraded('a', '124', '134')))).toBe(-1)
    expect(at(textOf(makeGraded('b', '333', '333')))).toBe(-1)
  })

  it('has a line for each dimension, and none for the one problem', () => {
    const lines = textOf(GRADED)
    expect(lineOf(lines, 'reliability')?.[0]).toBe('4')
    expect(lines.some((it) => it.startsWith('by problem'))).toBe(false)
  })

  it('has people down and the grader across, with how it met each level', () => {
    const lines = textOf(GRADED)
    const at = lines.findIndex((it) => it.startsWith('people \\ grader'))
    expect(lines.slice(at + 1, at + 5).map((it) => it.trim().split(/\s+/))).toEqual([
      ['1', '1', '0', '0', '0', '1', '1.00', '+0.00'],
      ['2', '0', '0', '1', '0', '1', '0.00', '+1.00'],
      ['3', '0', '0', '3', '0', '3', '1.00', '+0.00'],
      ['4', '0', '0', '0', '1', '1', '1.00', '+0.00'],
    ])
  })

  it('shows what is not defined as a dash, never as a number', () => {
    const lines = textOf(makeGraded('b', '333', '333'))
    expect(lineOf(lines, 'grader')).toEqual(['3', '— [—]', '—', '1.00', '1.00', '+0.00', '—'])
    expect(lineOf(lines, 'halo')).toEqual(['— of 0 errors go towards the other criteria; chance —'])
    expect(lineOf(lines, 'the surest readings first')).toEqual(['—', '(needs --samples 2 or more)'])
    expect(lines.join()).not.toMatch(/NaN|null|undefined|Infinity/)
  })

  it('says what was abstained from, what was reached, and what failed', () => {
    const [first, ...rest] = makeGraded('a', '33-', '3--') as [Graded, ...Graded[]]
    const lines = textOf([
      { ...first, grade: { ...first.grade, level: null, abstained: 'grader_failed' }, fault: 'timeout' },
      ...rest,
    ])
    expect(lineOf(lines, 'no level given')).toEqual(['not reached 1'])
    expect(lineOf(lines, 'not reached')).toEqual(['same answer in 50 %: both say reached 0, not reached 1;'])
    expect(lineOf(lines, 'failed (1)')).toEqual(['parcels/a · requirements: timeout'])
    const many = Array.from({ length: 8 }, () => makeGraded('b', '333', '---')).flat()
    const all = textOf(many.map((it) => ({ ...it, grade: { ...it.grade, abstained: 'grader_failed' } })))
    expect(lineOf(all, 'failed (24)')).toEqual(['parcels/b · requirements: unknown'])
    expect(all.at(-1)?.trim()).toBe('and 4 more')
  })

  it('takes the surest readings first', () => {
    // Readings 3 3 (right), 2 3 (wrong), 1 2 (right): sure 0, less by half a level.
    expect(lineOf(textOf(makeGraded('a', '331', '321 332')), 'the surest readings first')).toEqual([
      'of the surest 33 % of levels, 100 % are right',
    ])
  })

  it('without a grader has the floors alone, with the judge where there is one', () => {
    const { value } = readSimulated(makeSimulated())
    const lines = agreementText(null, floorsOf(value ? tasksOf([value]) : []))
    expect(lines).toHaveLength(5)
    // People 1 and 3, the judge 2 and 3.
    expect(lineOf(lines, 'published judge')?.slice(3, 6)).toEqual(['0.50', '0.25', '+0.50'])
  })

  it('is no wider than 100 columns, however long a name, and neither is its help', () => {
    const long = makeGraded('a', '124', '134').map((it) => ({
      ...it,
      criterion: { ...it.criterion, dimension: `${it.criterion.id}-${'long'.repeat(20)}` },
    }))
    for (const line of [...textOf(long), ...COLUMN_HELP.split('\n')]) expect(line.length).toBeLessThanOrEqual(100)
    expect(textOf(long).some((it) => it.startsWith('delivery-longlonglonglonglon…'))).toBe(true)
  })

  it('has each of its columns in the help', () => {
    for (const title of ['n ', 'kappa', 'alpha', 'exact', 'chance', 'bias', 'SMD'])
      expect(COLUMN_HELP).toContain(`  ${title}`)
  })
})
