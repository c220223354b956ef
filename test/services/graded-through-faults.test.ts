import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBundle } from '../../src/grading/verify.ts'
import type { Criterion } from '../../src/interview/rubric.ts'
import type { World } from '../../src/ports/world.ts'
import { exportBundle } from '../../src/services/export-bundle.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { sha256 } from '../../src/services/hash.ts'
import { setUp } from '../adapters/llm/call.ts'
import { criteriaOf, holdInterview, reaching } from '../support/held.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'

/** Whole runs, stored, whose endpoint shows one fault after another of a kind, and then answers. */

/** None of these faults is one of time, so a busy machine may take its own. */
const PATIENT = { firstToken: 10_000, betweenTokens: 10_000, total: 20_000 }
const CANDIDATES_FIRST_TURN = 3
const WORDS = 'I would make it a durable queue with persistent messages'
const VERDICT = { quotes: [{ turn: CANDIDATES_FIRST_TURN, text: WORDS }], points: [], level: 2 }

let node: TestWorld
let criteria: Criterion[]
beforeAll(async () => {
  node = await openTestWorld()
  criteria = criteriaOf(node.world)
})
afterAll(() => node.close())

const held = () => holdInterview(node.world, [WORDS, reaching(criteria)])

const verified = async (id: string) =>
  verifyBundle(JSON.parse(JSON.stringify(await exportBundle(node.world, ORG, id))), sha256)

test.for(['F7', 'F10', 'F11', 'F12', 'F13', 'F14', 'F15', 'F20', 'F21'] as const)(
  'a run under %s stores no level without the words for it, and can be verified',
  async (fault) => {
    const id = await held()
    let isAway = true
    await using it = await setUp((_, seed) => (isAway ? { fault, seed, answer: VERDICT } : VERDICT), {
      limits: PATIENT,
    })
    const world: World = { ...node.world, model: it.model }
    const after = await gradeInterview(world, ORG, id)
    const [run] = await node.world.store.readRuns(ORG, id)
    for (const grade of run?.grades ?? []) {
      expect(grade.level === null, grade.criterion).toBe(grade.abstained !== null)
      if (grade.level !== null) expect(grade.quotes.map((quote) => quote.text)).toContain(WORDS)
    }
    expect(await verified(id)).toEqual([])
    const failed = run?.grades.filter((grade) => grade.abstained === 'grader_failed') ?? []
    if (after === null) expect(run?.status).toBe(failed.length > 0 ? 'failed' : 'graded')
    else {
      expect(run).toMatchObject({ status: 'grading', waiting: { try: 2 } })
      isAway = false
      node.clock.advance(after / 60_000)
      expect(await gradeInterview(world, ORG, id)).toBeNull()
      const [whole] = await node.world.store.readRuns(ORG, id)
      expect(whole?.id).toBe(run?.id)
      expect(whole?.grades).toHaveLength(criteria.length)
      for (const grade of run?.grades ?? []) expect(whole?.grades).toContainEqual(grade)
      expect(await verified(id)).toEqual([])
    }
  },
)
