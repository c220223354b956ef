import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPrompts } from '../../src/adapters/library/read-prompts.ts'
import { readInterview } from '../../src/evaluation/read-interview.ts'
import { type Graded, nameOf, type Task, tasksOf } from '../../src/evaluation/task.ts'
import { type LanguageModel, ModelFault } from '../../src/ports/model.ts'
import type { Log, Prompts } from '../../src/ports/world.ts'
import { type Grading, gradeTasks, keyOf } from '../../src/services/grade-tasks.ts'
import { makeCatalogue, makeWritten } from '../evaluation/make.ts'
import { scriptedModel, stepsOf } from '../support/scripted-model.ts'

let prompts: Prompts
beforeAll(async () => {
  prompts = await readPrompts(join(import.meta.dirname, '../../prompts'))
})

const log: Log = { info: () => {}, warn: () => {}, error: () => {} }
const VERDICT = { quotes: [{ turn: 3, text: 'How many scans are there' }], points: [], level: 3 }
const answer = () => stepsOf(VERDICT)
const fault = (kind: ConstructorParameters<typeof ModelFault>[0]) => [{ fail: new ModelFault(kind, 'it failed') }]

/** The three criteria of an interview; storage was not reached. */
function tasks(change: (written: ReturnType<typeof makeWritten>) => void = () => {}): Task[] {
  const written = makeWritten()
  change(written)
  const { value } = readInterview(makeCatalogue(), 'first', written)
  if (!value) throw new Error('it was not read')
  return tasksOf([value])
}

async function grade(model: LanguageModel | null, given: Task[], how: Partial<Grading> = {}) {
  const graded: Graded[] = []
  const onGraded = async (it: Graded) => void graded.push(it)
  const usual = { samples: 1, atOnce: 1, signal: new AbortController().signal, onGraded }
  const isWhole = await gradeTasks({ model, prompts, log }, given, { ...usual, ...how })
  return { graded, isWhole }
}

describe('grading marked transcripts', () => {
  it('reads each criterion as often as told, and once where it was not reached and nothing is found', async () => {
    const model = scriptedModel(...Array.from({ length: 5 }, answer))
    const { graded, isWhole } = await grade(model, tasks(), { samples: 2 })
    expect(isWhole).toBe(true)
    expect(graded.map((it) => [nameOf(it), it.grade.samples, it.grade.abstained])).toEqual([
      ['parcels/first · requirements', [3, 3], null],
      ['parcels/first · delivery', [3, 3], null],
      ['parcels/first · storage', [], 'not_reached'],
    ])
  })

  it('by phrases needs no model', async () => {
    const { graded } = await grade(null, tasks())
    expect(graded.map((it) => it.grade.level)).toEqual([2, 2, null])
  })

  it('names the fault of a model that failed, gives no level, and goes on', async () => {
    const { graded, isWhole } = await grade(scriptedModel(fault('timeout'), answer(), answer()), tasks())
    expect(isWhole).toBe(true)
    expect(graded.map((it) => [it.grade.level, it.grade.abstained, it.fault])).toEqual([
      [null, 'grader_failed', 'timeout'],
      [3, null, null],
      [null, 'not_reached', null],
    ])
  })

  it('gives up after ten failures in a row, and not after nine', async () => {
    const [task] = tasks()
    const many = Array.from({ length: 12 }, () => task as Task)
    const failing = scriptedModel(...many.map(() => fault('unreachable')))
    expect(await grade(failing, many)).toMatchObject({ isWhole: false, graded: { length: 10 } })
    const nine = many.map((_, i) => (i === 9 ? answer() : fault('unreachable')))
    expect(await grade(scriptedModel(...nine), many)).toMatchObject({ isWhole: true, graded: { length: 12 } })
  })

  it('stopped by hand, returns at once with what was graded by then', async () => {
    const stop = new AbortController()
    const model = scriptedModel(answer(), ['silence'])
    const graded: string[] = []
    const isWhole = await grade(model, tasks(), {
      signal: stop.signal,
      onGraded: async (it) => {
        graded.push(it.criterion.id)
        // The next call is under way by the time this takes effect, and never answers.
        setImmediate(() => stop.abort())
      },
    })
    expect(isWhole.isWhole).toBe(false)
    expect(graded).toEqual(['requirements'])
  })

  it('has so many calls at once and no more', async () => {
    let most = 0
    const model = scriptedModel(...Array.from({ length: 12 }, () => [{ wait: 5 }, ...answer()]))
    const watched: LanguageModel = {
      ...model,
      generate: async (request) => {
        const answering = model.generate(request)
        most = Math.max(most, model.open)
        return answering
      },
    }
    await grade(watched, [...tasks(), ...tasks(), ...tasks(), ...tasks()], { atOnce: 3 })
    expect(model.calls).toHaveLength(12)
    expect(most).toBe(3)
  })
})

describe('the key of a grade', () => {
  const reader = { model: 'a-model', promptHash: 'abc', samples: 1 }
  const keys = (given: Task[], by: Partial<typeof reader> = {}) => given.map((it) => keyOf(it, { ...reader, ...by }))

  it('is the same for the same question, and no two criteria share one', () => {
    expect(keys(tasks())).toEqual(keys(tasks()))
    expect(new Set(keys(tasks())).size).toBe(3)
  })

  it.each([{ model: 'another' }, { promptHash: 'abd' }, { samples: 3 }])('is another with %j', (by) => {
    expect(keys(tasks(), by)).not.toEqual(keys(tasks()))
  })

  it('is another where anchors or what was said are', () => {
    const [task] = tasks() as [Task]
    const levels = { ...task.criterion.levels, 3: 'Sounder.' }
    expect(keyOf({ ...task, criterion: { ...task.criterion, levels } }, reader)).not.toBe(keyOf(task, reader))
    const other = tasks((it) => it.turns.splice(0, 1, { candidate: 'How many scans are there an hour?' }))
    expect(keys(other)).not.toContain(keyOf(task, reader))
  })

  it('is the same whatever people said of it', () => {
    const milder = tasks((it) => Object.assign(it.labels[0] ?? {}, { level: 4, because: 'It is fine.' }))
    expect(keys(milder)).toEqual(keys(tasks()))
  })
})
