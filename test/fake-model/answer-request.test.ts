import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerRequest, QUESTIONS, questionOf } from '../../src/fake-model/answer-request.ts'
import type { ChatRequest } from '../../src/fake-model/answer-wire.ts'
import { verifyBundle } from '../../src/grading/verify.ts'
import { isFault } from '../../src/interview/events.ts'
import { rubricOf } from '../../src/interview/rubric.ts'
import type { World } from '../../src/ports/world.ts'
import { exportBundle } from '../../src/services/export-bundle.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { sha256 } from '../../src/services/hash.ts'
import { simulateInterview } from '../../src/services/simulate-interview.ts'
import { PERSONAS } from '../../src/simulation/persona.ts'
import { setUp } from '../adapters/llm/call.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'

const asking = (name: string | undefined, ...content: string[]): ChatRequest => ({
  model: 'fake',
  messages: content.map((it) => ({ role: 'user', content: it })),
  ...(name ? { response_format: { type: 'json_schema', json_schema: { name, schema: {} } } } : {}),
})

describe('an answer is read out of its request', () => {
  test('a turn is the first pair of the last note, in the words that stand there', () => {
    const notes = [
      '<n>\nlegal:\n- probe old: Old?\n</n>',
      'Hm.\n\n<n>\nlegal:\n- hint lost-message: Where?\n- close none: Bye.\n</n>',
    ]
    const answer = { move: 'hint', target: 'lost-message', say: 'Where?', observed: [] }
    expect(answerRequest(asking('interviewer_turn', ...notes))).toEqual(answer)
  })

  test("a verdict quotes the candidate and names the criterion's own points", () => {
    const prompt =
      '[2] I: Go on then, tell me.\n\n[3] C: We keep every message on disk.\n\n# Points\n\nPoints that show it:\n- one: Says one.\n- two: Says two.'
    expect(answerRequest(asking('verdict', prompt))).toEqual({
      quotes: [{ turn: 3, text: 'We keep every message on disk.' }],
      points: [
        { id: 'one', shown: false },
        { id: 'two', shown: false },
      ],
      level: 2,
    })
  })

  test('without words that can be quoted the verdict is the lowest level', () => {
    expect(answerRequest(asking('verdict', '[3] C: No idea.'))).toEqual({ quotes: [], points: [], level: 1 })
  })

  test('a question of another kind has none', () => {
    for (const name of ['essay', undefined]) expect(answerRequest(asking(name, 'Write.'))).toBeUndefined()
    expect(questionOf(asking(undefined))).toBe('an answer without a schema')
  })
})

describe('a whole interview that the fake model holds on both sides and grades', { timeout: 60_000 }, () => {
  let node: TestWorld
  beforeAll(async () => {
    node = await openTestWorld()
  })
  afterAll(() => node.close())

  test('has no fault in any turn or mark, a debrief that rests on quotes, and can be verified', async () => {
    const asked = new Set<string>()
    await using it = await setUp(
      (request) => {
        asked.add(questionOf(request))
        return answerRequest(request)
      },
      { limits: { firstToken: 10_000, betweenTokens: 10_000, total: 20_000 } },
    )
    const world: World = { ...node.world, model: it.model }
    const { catalogue } = world.library
    const problem = catalogue.problems.find((one) => one.id === 'queue-loss')
    const format = catalogue.formats.find((one) => one.fits === problem?.kind)
    const [level] = catalogue.levels
    const [persona] = PERSONAS
    if (!problem || !format || !level || !persona) throw new Error('the catalogue is empty')
    const rubric = rubricOf(catalogue, problem, format, level)
    const both = { interviewer: 'model', candidate: 'model' } as const
    const { events, interview } = await simulateInterview(world, ORG, rubric, { persona, seed: 1, ...both })
    expect(interview.status).toBe('ended')
    const spoken = events.filter((one) => one.type === 'interviewer-spoke')
    expect(spoken.filter(isFault)).toEqual([])
    expect(spoken.filter((one) => one.by === 'model').length).toBeGreaterThan(3)

    expect(await gradeInterview(world, ORG, interview.id)).toBeNull()
    const [run] = await world.store.readRuns(ORG, interview.id)
    expect(run).toMatchObject({ status: 'graded', debrief: { by: 'model', instead: null } })
    expect(run?.grades.filter((grade) => grade.fault || grade.dropped.length > 0)).toEqual([])
    expect(verifyBundle(JSON.parse(JSON.stringify(await exportBundle(world, ORG, interview.id))), sha256)).toEqual([])
    expect([...asked].sort()).toEqual([...QUESTIONS].sort())
  })
})
