import { beforeAll, describe, expect, it } from 'vitest'
import type { Graded } from '../../src/grading/debrief/gaps.ts'
import { verifyDebrief } from '../../src/grading/verify-debrief.ts'
import { ModelFault, type ModelRequest } from '../../src/ports/model.ts'
import type { Library } from '../../src/ports/world.ts'
import { writeDebrief } from '../../src/services/write-debrief.ts'
import { readKept } from '../fixtures/kept.ts'
import { debriefOf, gradedBy } from '../grading/debrief/make.ts'
import { readLibrary } from '../support/world.ts'
import { makeLanguageModel } from './language-model.ts'

let library: Library
let graded: Graded
beforeAll(async () => {
  library = await readLibrary()
  const kept = (await readKept()).find((it) => it.name === 'order-processing-full-lead')
  if (!kept) throw new Error('the interview is not kept any more')
  graded = gradedBy(kept.rubric, kept.interview)
})

const warnings: string[] = []
const log = { info: () => {}, error: () => {}, warn: (_: object, sentence: string) => void warnings.push(sentence) }

async function written(debrief?: (request: ModelRequest) => unknown, from = graded) {
  const model = makeLanguageModel(debrief ? { debrief } : {})
  const made = await writeDebrief({ model, prompts: library.prompts, log }, from, library.catalogue)
  return { made, model }
}

/** Says something of each criterion that has a level, with a quote that stands. */
function honest() {
  const said = (criterion: string) => {
    const quote = graded.grades.find((it) => it.criterion === criterion)?.quotes[0]
    const said = graded.interview.turns.find((it) => it.by === 'candidate')
    const { turn, text } = quote ?? { turn: said?.seq ?? 0, text: said?.text.slice(0, 40) ?? '' }
    return { quotes: [{ turn, text }], says: `What you had in turn ${turn} goes further than you took it.` }
  }
  const ids = graded.grades.filter((it) => it.level !== null).map((it) => it.criterion)
  return {
    criteria: ids.map((criterion) => ({ criterion, shown: said(criterion), next: said(criterion) })),
    practise: debriefOf(graded).practise.map(({ criterion }) => ({ criterion, ...said(criterion) })),
  }
}

describe('the debrief of a run', () => {
  it('asks a model once, behind the transcript that the grades were asked behind, and keeps its answer', async () => {
    const { made, model } = await written(honest)
    expect(made).toMatchObject({
      by: 'model',
      instead: null,
      raw: [JSON.stringify(honest())],
      calls: [{ model: 'fake-model-1' }],
    })
    expect(model.debriefed).toHaveLength(1)
    const content = model.debriefed[0]?.messages.at(-1)?.content ?? ''
    expect(content.startsWith('# The transcript')).toBe(true)
    expect(content).toMatch(/# The settled marks\n## requirements: /)
    const { rubric, interview, grades } = graded
    expect(verifyDebrief({ problem: rubric.problem, interview, grades }, made, 'debrief')).toEqual([])
  })

  it('of a model that makes quotes up is the scripted one, and says so', async () => {
    const lie = () => ({
      ...honest(),
      criteria: honest().criteria.map((it) => ({
        ...it,
        shown: { quotes: [{ turn: 3, text: 'we ran a two-phase commit over all of it' }], says: 'You had it all.' },
      })),
    })
    const { made } = await written(lie)
    const { dropped, raw, calls, instead, ...rest } = made
    expect({ ...rest, instead: null }).toEqual(debriefOf(graded))
    expect(instead).toMatch(/did not rest on your own words/)
    expect(dropped.some((it) => it.because === 'these words do not stand in turn 3')).toBe(true)
    expect([raw.length, calls.length]).toEqual([1, 1])
  })

  it('of a model that fails is the scripted one, and says so', async () => {
    warnings.length = 0
    const { made } = await written(() => {
      throw new ModelFault('cut', 'the answer was cut', { raw: '{"criteria":[' })
    })
    expect(made).toMatchObject({ by: 'scripted', instead: expect.stringMatching(/failed/), raw: ['{"criteria":['] })
    expect(made.criteria).toEqual(debriefOf(graded).criteria)
    expect(warnings).toEqual(['the debrief is scripted, since the model failed'])
  })

  it('lets through what is no fault of a model', async () => {
    const broken = written(() => {
      throw new TypeError('a mistake of ours')
    })
    await expect(broken).rejects.toThrow('a mistake of ours')
  })

  it('is left to another process by one that is stopping', async () => {
    const stopping = written(() => {
      throw new ModelFault('aborted', 'the model is being closed')
    })
    await expect(stopping).rejects.toMatchObject({ kind: 'aborted' })
  })

  it('asks no model where nothing has a level, and without a model is simply the scripted one', async () => {
    const none = {
      ...graded,
      grades: graded.grades.map((it) => ({ ...it, level: null, abstained: 'not_reached' as const })),
    }
    const { made, model } = await written(honest, none)
    expect(model.debriefed).toEqual([])
    expect(made).toMatchObject({ by: 'scripted', instead: null, practise: [] })
    const alone = await writeDebrief({ model: null, prompts: library.prompts, log }, graded, library.catalogue)
    expect(alone).toEqual({ ...debriefOf(graded), dropped: [], raw: [], calls: [] })
  })
})
