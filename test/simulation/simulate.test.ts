import { beforeAll, describe, expect, it } from 'vitest'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import { checkInterviewer } from '../../src/grading/checks.ts'
import { type Catalogue, type Rubric, rubricOf } from '../../src/interview/rubric.ts'
import { PERSONAS, type Persona } from '../../src/simulation/persona.ts'
import { type Simulated, simulate, totalOf } from '../../src/simulation/simulate.ts'

const SEEDS = [1, 2, 3]

/**
 * What a candidate happens to know evens out over three seeds. Those who know nothing come out alike, or nearly: each
 * problem and format has one of the seeds for them, in turn.
 */
const seedsFor = ({ knows }: Persona, turn: number): number[] =>
  knows[2] > 0 ? SEEDS : SEEDS.filter((_, i) => i === turn % SEEDS.length)

let rubrics: Rubric[]
beforeAll(async () => {
  const catalogue: Catalogue = await readCatalogue('rubrics')
  const level = catalogue.levels.find((it) => it.id === 'senior')
  if (!level) throw new Error('there is no level senior')
  rubrics = catalogue.problems.flatMap((problem) =>
    catalogue.formats
      .filter((format) => format.fits === problem.kind)
      .map((format) => rubricOf(catalogue, problem, format, level)),
  )
})

const name = (rubric: Rubric) => `${rubric.problem.id}, ${rubric.format.id}`

describe('simulated candidates', () => {
  type Held = { rubric: Rubric; persona: Persona; seed: number; it: Simulated }
  const held: Held[] = []
  beforeAll(() => {
    for (const [i, rubric] of rubrics.entries())
      for (const persona of PERSONAS)
        for (const seed of seedsFor(persona, i))
          held.push({ rubric, persona, seed, it: simulate(rubric, persona, seed) })
  }, 120_000)

  it('find an interviewer who passes every check, on everything that ships', () => {
    const failed = held.flatMap(({ rubric, persona, seed, it }) =>
      checkInterviewer(rubric, it.events)
        .filter((check) => !check.holds)
        .map(({ id }) => `${name(rubric)}, ${persona.id}, ${seed}: ${id}`),
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
