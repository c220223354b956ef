import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { floorsOf, measure } from '../../../src/evaluation/measure.ts'
import { type Graded, tasksOf } from '../../../src/evaluation/task.ts'
import { levelFor, occasionsFor } from '../../../src/grading/scripted-verdict.ts'
import { ABILITIES, type Ability, gradeBed, meanOf, readBed } from './bed.ts'

const bed = await readBed()
const graded = await gradeBed(bed)
const of = (ability: Ability) => (it: Graded) => it.from.id.endsWith(`/${ability}`)
const meanFor = (ability: Ability, by: 'people' | 'grader') => meanOf(graded, by, of(ability))

describe('the labelled interviews', () => {
  it('are of eight abilities on each of three problems, each criterion with points and a reason that quote it', () => {
    const problems = [...new Set(bed.map((it) => it.rubric.problem.id))]
    expect(problems).toHaveLength(3)
    const wanted = problems.flatMap((problem) => ABILITIES.map((ability) => `${problem}/${ability}`))
    expect(bed.map((it) => it.id).sort()).toEqual(wanted.sort())
    for (const it of bed) expect(it.marks.map((mark) => mark.criterion)).toHaveLength(9)
  })

  it('use every level often, leave some criteria unreached, and let levels differ within a candidate', () => {
    const levels = bed.flatMap((it) => it.marks.map((mark) => mark.level))
    for (const level of [1, 2, 3, 4]) expect(levels.filter((it) => it === level).length).toBeGreaterThan(40)
    expect(levels.filter((it) => it === null).length).toBeGreaterThanOrEqual(9)
    const wide = bed.filter((it) => {
      const given = it.marks.flatMap((mark) => mark.level ?? [])
      return Math.max(...given) - Math.min(...given) >= 3
    })
    expect(wide.length).toBeGreaterThanOrEqual(5)
  })

  it('label what they tick: the rule of levels gives their level from their points, but for one in a hundred', () => {
    const labelled = tasksOf(bed).flatMap(({ from, criterion, mark }) => {
      const { level, shown } = mark
      const occasions = occasionsFor(from.rubric.problem, from.interview, criterion)
      return level === null || shown === null ? [] : [{ level, ruled: levelFor(criterion, shown, occasions) }]
    })
    expect(labelled.length).toBeGreaterThan(200)
    expect(labelled.filter((it) => it.level !== it.ruled).length).toBeLessThanOrEqual(labelled.length / 100)
  })
})

describe('the scripted grader', () => {
  it('keeps the order of those who differ in all they know', () => {
    const order = (['expert', 'solid', 'basic', 'lost'] as const).map((it) => meanFor(it, 'grader'))
    expect(order).toEqual(order.toSorted((a, b) => b - a))
    for (const [i, mean] of order.slice(1).entries()) expect((order[i] ?? 0) - mean).toBeGreaterThan(0.4)
    expect(meanFor('names-without-meaning', 'grader')).toBeLessThan(meanFor('solid', 'grader') - 0.5)
  })

  it.each([
    ['storage-not-operations', ['data-modelling', 'api-and-contracts'], ['operations', 'reliability']],
    ['operations-not-numbers', ['operations', 'reliability'], ['requirement-discovery', 'api-and-contracts']],
  ] as const)('sees within one candidate what is strong and what is weak: %s', (ability, strong, weak) => {
    const mean = (dimensions: readonly string[]) =>
      meanOf(graded, 'grader', (it) => of(ability)(it) && dimensions.includes(it.criterion.dimension))
    expect(mean(strong) - mean(weak)).toBeGreaterThan(0.5)
  })

  it('reaches the agreement that is published, above its floors', async () => {
    const { grader, points, halo } = measure(graded)
    const floors = floorsOf(graded)
    const keywords = floors.find((it) => it.name === 'keyword overlap')
    expect(grader.all.kappa.value).toBeGreaterThan((keywords?.all.kappa.value ?? 1) + 0.1)
    const page = await readFile('docs/grading.md', 'utf8')
    for (const { name, all } of [grader, ...floors]) {
      const { kappa, exact, bias } = all
      const [low, high] = [kappa.interval.low, kappa.interval.high].map(shown)
      const row = `| ${name === 'grader' ? 'scripted grader' : name} | ${shown(kappa.value)} [${low}, ${high}] | ${shown(exact.value)} | ${signed(bias.value)} |`
      expect(page).toContain(row)
    }
    expect(page).toContain(`macro F1 on ${points.count} points: ${shown(points.f1)}`)
    expect(page).toContain(`${halo.errors} errors`)
  })
})

const shown = (value: number | null): string => (value === null ? '—' : value.toFixed(2))
const signed = (value: number | null): string =>
  value === null ? '—' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
