import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/grading/grade.ts'
import type { Criterion } from '../../src/interview/rubric.ts'
import { ModelFault, type ModelRequest } from '../../src/ports/model.ts'
import type { World } from '../../src/ports/world.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { startInterview } from '../../src/services/start-interview.ts'
import { criteriaOf, criterionIn, holdInterview, reaching } from '../support/held.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { makeLanguageModel } from './language-model.ts'

let node: TestWorld
let criteria: Criterion[]
beforeAll(async () => {
  node = await openTestWorld()
  criteria = criteriaOf(node.world)
})
afterAll(() => node.close())

const DURABLE = "I'd make it a durable queue with persistent messages, so a restart reads them back from disk."

const held = (...said: string[]) => holdInterview(node.world, said)

const runOf = async (id: string) => {
  const [run] = await node.world.store.readRuns(ORG, id)
  if (!run) throw new Error('there is no run')
  return run
}

const askedAbout = (request: ModelRequest): string => criterionIn(criteria, request)

/** A world whose grader answers so. */
function withVerdicts(verdict: (criterion: string, n: number) => Verdict) {
  const model = makeLanguageModel({ verdict: (request, n) => verdict(askedAbout(request), n) })
  return { model, world: { ...node.world, model } satisfies World }
}

/** A verdict that quotes the candidate's first turn. */
const quoting = (text: string, level: number, turn = 3): Verdict => ({ quotes: [{ turn, text }], points: [], level })

/** Every criterion is reached, in two turns. */
const everything = () => [DURABLE, reaching(criteria)]

describe('graded by phrases', () => {
  it('gives a level with the words that earned it, and leaves out what was not reached', async () => {
    const id = await held(DURABLE)
    await gradeInterview(node.world, ORG, id)
    const run = await runOf(id)
    expect(run).toMatchObject({ status: 'graded', grader: 'scripted', model: null, failure: null })
    expect(run.checks.map((it) => it.holds)).toEqual(Array.from({ length: 20 }, () => true))
    expect(run.grades.map((it) => it.criterion).sort()).toEqual(criteria.map((it) => it.id).sort())
    const sending = run.grades.find((it) => it.criterion === 'sending')
    expect(sending).toMatchObject({ abstained: null, level: expect.any(Number) })
    expect(sending?.quotes.length).toBeGreaterThan(0)
    for (const quote of sending?.quotes ?? []) {
      expect(quote.turn).toBe(3)
      expect(DURABLE.slice(quote.start, quote.end)).toBe(quote.text)
    }
  })

  it('of an interview in which nothing was said gives no level at all', async () => {
    const id = await held()
    await gradeInterview(node.world, ORG, id)
    const run = await runOf(id)
    expect(run.status).toBe('graded')
    expect(run.grades.map((it) => [it.level, it.abstained])).toEqual(criteria.map(() => [null, 'not_reached']))
  })

  it('refuses an interview that is being held', async () => {
    const id = await startInterview(node.world, ORG, { problem: 'queue-loss', level: 'senior' })
    await expect(gradeInterview(node.world, ORG, id)).rejects.toThrow('has not ended')
    expect(await node.world.store.readRuns(ORG, id)).toEqual([])
  })

  it('done twice is one run', async () => {
    const id = await held(DURABLE)
    await gradeInterview(node.world, ORG, id)
    await gradeInterview(node.world, ORG, id)
    expect(await node.world.store.readRuns(ORG, id)).toHaveLength(1)
  })
})

describe('graded by a model', () => {
  it('asks three times about each criterion that was reached, and once about one in which it finds nothing', async () => {
    const id = await held(DURABLE)
    const { world, model } = withVerdicts(() => quoting('a durable queue with persistent messages', 3))
    await gradeInterview(world, ORG, id)
    const run = await runOf(id)
    const reached = run.grades.filter((it) => it.abstained === null).map((it) => it.criterion)
    expect(reached).toContain('sending')
    expect(run.grades.filter((it) => it.abstained === 'not_reached').length).toBeGreaterThan(0)
    const others = criteria.map((it) => it.id).filter((it) => !reached.includes(it))
    const asked = [...reached.flatMap((it) => [it, it, it]), ...others]
    expect(model.graded.map(askedAbout).sort()).toEqual(asked.sort())
    expect(run).toMatchObject({ status: 'graded', grader: 'model', model: 'fake-model-1' })
  })

  it('sends the transcript and one criterion, the criterion last, and nothing of the others', async () => {
    const id = await held(DURABLE)
    const { world, model } = withVerdicts(() => quoting('a durable queue', 2))
    await gradeInterview(world, ORG, id)
    for (const { messages } of model.graded) {
      const text = messages.map((it) => it.content).join('')
      expect(text).toContain(DURABLE)
      const named = criteria.filter((it) => text.includes(it.asks))
      expect(named).toHaveLength(1)
      expect(text.indexOf(named[0]?.asks ?? '')).toBeGreaterThan(text.indexOf(DURABLE))
      expect(text).not.toMatch(/\{\{|undefined/)
    }
  })

  it('keeps only quotes that stand in a turn of the candidate, and says what it dropped', async () => {
    const id = await held(DURABLE)
    const { world } = withVerdicts(() => ({
      quotes: [
        { turn: 3, text: 'A DURABLE queue with persistent messages' },
        { turn: 3, text: 'we run three replicas in three zones' },
        { turn: 2, text: 'loyalty points' },
        { turn: 99, text: 'a durable queue' },
      ],
      points: [],
      level: 2,
    }))
    await gradeInterview(world, ORG, id)
    const grade = (await runOf(id)).grades.find((it) => it.criterion === 'sending')
    expect(grade?.quotes.map((it) => it.text)).toEqual(['a durable queue with persistent messages'])
    const because = grade?.dropped.map((it) => it.because) ?? []
    expect(because.filter((it) => it.includes('do not stand'))).toHaveLength(3)
    expect(because.filter((it) => it.includes("interviewer's"))).toHaveLength(3)
    expect(because.filter((it) => it.includes('no turn 99'))).toHaveLength(3)
  })

  it('gives no level above the lowest without a quote that stands', async () => {
    const id = await held(DURABLE)
    const { world } = withVerdicts(() => quoting('The queue loses points on Saturday', 4))
    await gradeInterview(world, ORG, id)
    const grade = (await runOf(id)).grades.find((it) => it.criterion === 'sending')
    expect(grade).toMatchObject({ level: null, abstained: 'low_confidence', quotes: [] })
  })

  it('asks up to five times where the samples differ, and takes the median', async () => {
    const id = await held(DURABLE)
    const levels = new Map<string, number>()
    const { world, model } = withVerdicts((criterion) => {
      const n = levels.get(criterion) ?? 0
      levels.set(criterion, n + 1)
      return quoting('a durable queue', [2, 3, 3, 3, 2][n] ?? 1)
    })
    await gradeInterview(world, ORG, id)
    const grade = (await runOf(id)).grades.find((it) => it.criterion === 'sending')
    expect(model.graded.filter((it) => askedAbout(it) === 'sending')).toHaveLength(5)
    expect(grade).toMatchObject({ samples: [2, 3, 3, 3, 2], spread: 1, level: 3 })
  })

  it('gives no level where the samples are far apart', async () => {
    const id = await held(DURABLE)
    let n = 0
    const { world } = withVerdicts(() => quoting('a durable queue', [1, 3, 4][n++ % 3] ?? 1))
    await gradeInterview(world, ORG, id)
    const grade = (await runOf(id)).grades.find((it) => it.criterion === 'sending')
    expect(grade).toMatchObject({ level: null, abstained: 'low_confidence' })
    expect(grade?.samples.length).toBe(5)
  })

  it('that fails for good on one criterion fails the run, visibly, and makes nothing up', async () => {
    const id = await held(...everything())
    const { world } = withVerdicts((criterion) => {
      if (criterion === 'receiving')
        throw new ModelFault('length', 'the answer was cut at its token limit', { raw: '{"qu' })
      return quoting('a durable queue', 2)
    })
    await gradeInterview(world, ORG, id)
    const run = await runOf(id)
    expect(run.status).toBe('failed')
    expect(run.failure).toBe(
      'The grader failed on receiving (the answer was cut at its token limit); nothing was made up for them.',
    )
    expect(run.grades.find((it) => it.criterion === 'receiving')).toMatchObject({
      level: null,
      abstained: 'grader_failed',
      raw: ['{"qu'],
      fault: 'the answer was cut at its token limit',
    })
    expect(run.grades.filter((it) => it.abstained === 'grader_failed')).toHaveLength(1)
    const shown = (await (await node.request(`/api/interviews/${id}/scorecard`)).json()) as Record<string, unknown>
    expect(shown).toMatchObject({ status: 'failed', failure: expect.stringContaining('receiving') })
    expect(shown.leftOut).toContainEqual({ criterion: 'receiving', because: 'the grader failed on it' })
  })

  it('that died half-way is gone on with, and pays for no criterion twice', async () => {
    const id = await held(...everything())
    const died = withVerdicts((criterion) => {
      if (criterion === criteria.at(-1)?.id) throw new Error('the process was killed')
      return quoting('a durable queue', 2)
    })
    await expect(gradeInterview(died.world, ORG, id)).rejects.toThrow('killed')
    await expect.poll(async () => (await runOf(id)).grades.length).toBe(criteria.length - 1)
    expect((await runOf(id)).status).toBe('grading')
    const half = (await node.request(`/api/interviews/${id}/scorecard`)) as Response
    expect(half.status).toBe(202)
    expect(await half.json()).toMatchObject({
      status: 'grading',
      progress: { done: criteria.length - 1, total: criteria.length },
    })

    const second = withVerdicts(() => quoting('a durable queue', 2))
    await gradeInterview(second.world, ORG, id)
    expect(new Set(second.model.graded.map(askedAbout))).toEqual(new Set([criteria.at(-1)?.id]))
    const runs = await node.world.store.readRuns(ORG, id)
    expect(runs).toHaveLength(1)
    expect(runs[0]).toMatchObject({ status: 'graded', grader: 'model' })
    expect(runs[0]?.grades).toHaveLength(criteria.length)
  })

  it('that is gone when its run is taken up again is not passed off as the one that began', async () => {
    const id = await held(...everything())
    const died = withVerdicts((criterion) => {
      if (criterion === criteria.at(-1)?.id) throw new Error('the process was killed')
      return quoting('a durable queue', 2)
    })
    await expect(gradeInterview(died.world, ORG, id)).rejects.toThrow('killed')
    await gradeInterview(node.world, ORG, id)
    const [latest, before] = await node.world.store.readRuns(ORG, id)
    expect(latest).toMatchObject({ status: 'graded', grader: 'scripted', model: null })
    expect(latest?.grades.flatMap((it) => it.calls)).toEqual([])
    expect(before).toMatchObject({ status: 'failed', grader: 'model', failure: expect.stringContaining('model') })
  })
})
