import { beforeAll, describe, expect, it } from 'vitest'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import type { Catalogue, Rubric } from '../../src/interview/rubric.ts'
import { CHECKS, failedChecks } from '../../src/simulation/checks.ts'
import { PERSONAS, type Persona } from '../../src/simulation/persona.ts'
import { type Simulated, simulate, totalOf } from '../../src/simulation/simulate.ts'
import { makeRubric } from '../support/rubric.ts'

const SEEDS = [1, 2, 3]

let rubrics: Rubric[]
beforeAll(async () => {
  const catalogue: Catalogue = await readCatalogue('rubrics')
  const level = catalogue.levels.find((it) => it.id === 'senior')
  if (!level) throw new Error('there is no level senior')
  rubrics = catalogue.problems.flatMap((problem) =>
    catalogue.formats
      .filter((format) => format.fits === problem.kind)
      .map((format) => ({ ...catalogue, problem, format, level })),
  )
})

const name = (rubric: Rubric) => `${rubric.problem.id}, ${rubric.format.id}`

describe('simulated candidates', () => {
  type Held = { rubric: Rubric; persona: Persona; seed: number; it: Simulated }
  const held: Held[] = []
  beforeAll(() => {
    for (const rubric of rubrics)
      for (const persona of PERSONAS)
        for (const seed of SEEDS) held.push({ rubric, persona, seed, it: simulate(rubric, persona, seed) })
  }, 120_000)

  it('find an interviewer who passes every check, on everything that ships', () => {
    const failed = held.flatMap(({ rubric, persona, seed, it }) =>
      failedChecks(rubric, it).map((id) => `${name(rubric)}, ${persona.id}, ${seed}: ${id}`),
    )
    expect(failed).toEqual([])
  })

  it('come out in their true order, on everything that ships', { timeout: 120_000 }, () => {
    for (const rubric of rubrics) {
      const totals = PERSONAS.map((persona) => {
        const own = held.filter((one) => one.rubric === rubric && one.persona === persona)
        const given = own.flatMap((one) => totalOf(rubric, one.it) ?? [])
        return { id: persona.id, rank: persona.rank, total: given.reduce((sum, it) => sum + it, 0) / given.length }
      })
      const wrong = totals.flatMap((high) =>
        totals
          .filter((low) => low.rank < high.rank && low.total >= high.total)
          .map((low) => `${low.id} ${low.total} ≥ ${high.id} ${high.total}`),
      )
      expect(wrong, name(rubric)).toEqual([])
    }
  })

  it('say the same for the same seed, and something else for another', () => {
    const [rubric] = rubrics
    const [strong] = PERSONAS
    if (!rubric || !strong) throw new Error('nothing ships')
    expect(simulate(rubric, strong, 5).events).toEqual(simulate(rubric, strong, 5).events)
    expect(simulate(rubric, strong, 5).events).not.toEqual(simulate(rubric, strong, 6).events)
  })
})

describe('the checks', () => {
  const rubric = makeRubric()
  const [persona] = PERSONAS
  if (!persona) throw new Error('there is no persona')
  const good = simulate(rubric, persona, 1)
  /** The same interview with one turn of the interviewer spoiled. */
  const spoiled = (says: string) => ({
    ...good,
    spoken: good.spoken.map((it, i) => (i === 2 ? { ...it, pair: { ...it.pair, move: 'probe' as const, says } } : it)),
  })

  it('are twenty, each with its own id', () => {
    expect(new Set(CHECKS.map((check) => check.id)).size).toBe(20)
  })

  it.each([
    ['one-question', 'What then? And who notices?'],
    ['asks', 'I see.'],
    ['brief-turns', `${'and so on '.repeat(40)}?`],
    ['no-hole', 'What happens in {{component}}?'],
    ['no-verdict', 'Excellent. What happens next?'],
    ['no-answer', `You see, ${rubric.problem.criteria[0]?.points[0]?.says} Do you?`],
    ['facts-on-request', `${rubric.problem.facts.loss?.says} What follows?`],
  ])('%s fails an interviewer who says "%s"', (id, says) => {
    expect(failedChecks(rubric, spoiled(says))).toContain(id)
  })

  it('fail one who never closes, repeats a probe, or takes the words back and forth', () => {
    expect(failedChecks(rubric, { ...good, spoken: good.spoken.slice(0, -1) })).toContain('closed')
    const probe = good.spoken.find(({ pair }) => pair.move === 'probe')
    if (!probe) throw new Error('nothing was probed')
    expect(failedChecks(rubric, { ...good, spoken: [...good.spoken, probe] })).toEqual(
      expect.arrayContaining(['closed', 'not-twice', 'phases-forward']),
    )
  })
})
