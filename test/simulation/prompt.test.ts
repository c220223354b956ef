import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import { readPrompts } from '../../src/adapters/library/read-prompts.ts'
import { type Problem, pointsOf, type Rubric, rubricOf } from '../../src/interview/rubric.ts'
import { sentences } from '../../src/interview/words.ts'
import { PERSONAS, type Persona } from '../../src/simulation/persona.ts'
import { CandidateReplySchema, candidateHoles, candidateMessages } from '../../src/simulation/prompt.ts'
import { simulate } from '../../src/simulation/simulate.ts'

const catalogue = await readCatalogue('rubrics')
const prompts = await readPrompts('prompts')
const rubrics: Rubric[] = catalogue.problems.flatMap((problem) => {
  const format = catalogue.formats.find((it) => it.fits === problem.kind)
  const [level] = catalogue.levels
  return format && level ? [rubricOf(catalogue, problem, format, level)] : []
})
const [strong] = PERSONAS as [Persona]

/** Everything an author wrote that a candidate hears only in the interview, or never. */
const secretsOf = (problem: Problem): string[] => [
  problem.brief,
  problem.summary,
  ...problem.won,
  ...Object.values(problem.facts).flatMap((fact) => [fact.says, ...fact.about]),
  ...problem.criteria.flatMap((it) => [it.asks, ...Object.values(it.levels)]),
  ...pointsOf(problem).flatMap((it) => [it.says, it.id, ...it.cues, ...it.yes, ...it.no]),
  ...problem.probes.flatMap((it) => [it.id, it.asks, it.specific ?? '', ...it.hints]),
  ...problem.changes.flatMap((it) => [it.id, it.says]),
]

/** One word may stand anywhere. */
const isTelling = (text: string): boolean => text.trim().split(/[\s-]+/).length > 2

describe('the instructions of a model that plays a candidate', () => {
  it.each(rubrics.map((it) => [it.problem.id, it] as const))(
    'hold nothing of %s but its title, whoever is played',
    (_, rubric) => {
      for (const persona of PERSONAS) {
        const text = prompts.render('candidate', candidateHoles(rubric, persona))
        expect(text).toContain(rubric.problem.title)
        expect(text).toContain(rubric.level.title)
        expect(text).toContain(persona.brief)
        expect(secretsOf(rubric.problem).filter((it) => isTelling(it) && text.includes(it))).toEqual([])
      }
    },
  )

  it('tell in a few sentences who each persona is, and no two alike', () => {
    for (const { id, brief } of PERSONAS) {
      expect(sentences(brief).length, id).toBeGreaterThanOrEqual(2)
      expect(sentences(brief).length, id).toBeLessThanOrEqual(5)
      expect(brief, id).toMatch(/ a turn\.$/)
    }
    expect(new Set(PERSONAS.map((it) => it.brief)).size).toBe(PERSONAS.length)
  })
})

describe('what it hears', () => {
  const [rubric] = rubrics as [Rubric]
  const { interview } = simulate(rubric, strong, 1)

  it('is what was said and nothing besides: moves, targets, coverage and notes stay inside', () => {
    const [system, ...heard] = candidateMessages('You play.', interview)
    expect(system).toEqual({ role: 'system', content: 'You play.' })
    expect(heard.map((it) => it.role)).toEqual(
      interview.turns.map((it) => (it.by === 'interviewer' ? 'user' : 'assistant')),
    )
    const words = heard.map((it) => (it.role === 'user' ? it.content : JSON.parse(it.content).say))
    expect(words).toEqual(interview.turns.map((it) => it.text))
  })

  it('holds its own turns in the form that is asked of it', () => {
    for (const { role, content } of candidateMessages('', interview))
      if (role === 'assistant') expect(CandidateReplySchema.safeParse(JSON.parse(content)).success).toBe(true)
  })

  it('is its instructions alone before anything was said', () => {
    expect(candidateMessages('You play.', { ...interview, turns: [] })).toHaveLength(1)
  })
})
