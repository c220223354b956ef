import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import { open, replay, snapshotOf } from '../../src/interview/advance.ts'
import { levelFor, tailor } from '../../src/interview/tailoring.ts'
import { hold, makeOpened } from '../support/hold.ts'
import { makeLevel, makeProbe, makeProblem, makeRubric } from '../support/rubric.ts'

const catalogue = await readCatalogue('rubrics')
const { levels } = catalogue
const problem = makeProblem()
const favours = (resume: string | null, job: string | null = null, of = problem) => tailor(of, { job, resume })?.favours

describe('the level that a job title suggests', () => {
  it.each([
    ['Junior Backend Developer', 'mid'],
    ['Jr. Engineer', 'mid'],
    ['Mid-level Engineer', 'mid'],
    ['SENIOR Payments Engineer', 'senior'],
    ['Sr. Engineer', 'senior'],
    ['Senior Staff Engineer', 'lead'],
    ['Tech Lead', 'lead'],
    ['Principal Engineer, Core', 'lead'],
    ['Solutions Architect', 'lead'],
    ['Head of Engineering', 'lead'],
    ['Backend Engineer', null],
    ['Staffing Platform Engineer', null],
    ['Midlands Water', null],
  ])('%j is %j', (job, level) => {
    expect(levelFor(levels, job)).toBe(level)
  })

  it('comes from the title alone, and from the levels there are', () => {
    expect(levelFor(levels, null)).toBeNull()
    expect(levelFor([makeLevel('mid')], 'Senior Engineer')).toBeNull()
  })
})

describe('what a résumé favours', () => {
  it('is what it names: the thing that a probe is about, or what the probe brings out', () => {
    expect(favours('Ran Kafka for payments.')).toEqual(['lost-message'])
    expect(favours('Built idempotent consumers.')).toEqual(['repeated-message'])
    expect(favours('Knits.')).toEqual([])
  })

  it('may be named by the job title too', () => {
    expect(favours(null, 'Kafka Engineer')).toEqual(['lost-message'])
  })

  it('is not what it denies, nor what is shown by asking', () => {
    expect(favours("I haven't used Kafka. Never without a queue.")).toEqual([])
    expect(favours('How many scans? May we lose one?')).toEqual([])
  })

  it('is at most a third of the probes, the best matches first, then in their order', () => {
    const all = 'Kafka with an outbox that reconciles, idempotent, dead letter, unique index, one primary.'
    expect(favours(all)).toEqual(['lost-message', 'at-night'])
    const probes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => makeProbe({ id, brings: ['outbox'] }))
    expect(favours('An outbox.', null, makeProblem({ probes }))).toEqual(['a', 'b'])
    expect(favours('An outbox.', null, makeProblem({ probes: probes.slice(0, 2) }))).toEqual([])
  })

  it('is nothing when nothing was given', () => {
    expect(tailor(problem, { job: null, resume: null })).toBeNull()
  })

  it.each(catalogue.problems.map((it) => [it.id, it] as const))(
    'on %s is a bounded choice of its probes, the same for the same words',
    (_, real) => {
      const words = real.probes.flatMap((it) => [...it.binds, it.asks])
      fc.assert(
        fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 40 }), (said) => {
          const given = { job: null, resume: said.join('. ') }
          const chosen = tailor(real, given)?.favours ?? []
          expect(new Set(chosen).size).toBe(chosen.length)
          expect(chosen.length).toBeLessThanOrEqual(real.probes.length / 3)
          expect(real.probes.map((it) => it.id)).toEqual(expect.arrayContaining(chosen))
          expect(tailor(real, given)?.favours).toEqual(chosen)
        }),
        { numRuns: 20 },
      )
    },
  )
})

describe('an interview that is tailored', () => {
  const rubric = makeRubric()
  const tailoring = tailor(problem, { job: 'Staff Engineer', resume: 'Ran Kafka at Ermentrude Ltd.' })

  it('knows the job and what is favoured, and holds nothing of the résumé', () => {
    const { interview } = open(rubric, 'interview-1', makeOpened(rubric, { tailoring }))
    expect(interview).toMatchObject({ job: 'Staff Engineer', favours: ['lost-message'] })
    for (const held of [interview, snapshotOf(interview)])
      expect(JSON.stringify(held)).not.toMatch(/Ermentrude|tailoring/)
  })

  it('is replayed as untailored where its opening is older than tailoring', () => {
    const { events, interview } = hold(rubric, () => 'It is stored.')
    const [first] = events
    expect(first).not.toHaveProperty('tailoring')
    expect(interview).toMatchObject({ job: null, favours: [] })
    expect(replay(rubric, 'interview-1', events)).toEqual(interview)
    const opened = makeOpened(rubric, { tailoring: null })
    expect(open(rubric, 'interview-1', opened)).toEqual(open(rubric, 'interview-1', makeOpened(rubric)))
  })
})
