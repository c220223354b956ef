import { beforeAll, describe, expect, it } from 'vitest'
import type { Grade } from '../../src/grading/grade.ts'
import type { Criterion, Rubric } from '../../src/interview/rubric.ts'
import { ModelFault } from '../../src/ports/model.ts'
import type { Prompts } from '../../src/ports/world.ts'
import { gradeCriteria } from '../../src/services/grade-criteria.ts'
import { interviewOf } from '../grading/make.ts'
import { silentLog } from '../support/databases.ts'
import { makePoint, makeProblem, makeRubric } from '../support/rubric.ts'
import { readLibrary } from '../support/world.ts'
import { makeGate, makeLanguageModel } from './language-model.ts'

const LEVEL = { 1: 'No.', 2: 'Little.', 3: 'Some.', 4: 'All.' }
/** Nine criteria, each shown by the same words. */
const criteria: Criterion[] = Array.from({ length: 9 }, (_, i) => ({
  id: `criterion-${i}`,
  dimension: 'reliability',
  weight: 1,
  asks: `Is it right in way ${i}?`,
  levels: LEVEL,
  points: [makePoint({ id: `point-${i}`, cues: ['outbox'], yes: ['An outbox.'], no: ['No table.'] })],
}))
const rubric: Rubric = makeRubric({ problem: makeProblem({ criteria }) })
const interview = interviewOf(rubric, ['We write the row and an outbox entry in one transaction.'])

let prompts: Prompts
beforeAll(async () => {
  ;({ prompts } = await readLibrary())
})

/** A grader whose every call waits until it is let go. */
function held() {
  const gates: ReturnType<typeof makeGate>[] = []
  let underWay = 0
  const most = { seen: 0 }
  const model = makeLanguageModel({
    verdict: async () => {
      const gate = makeGate()
      gates.push(gate)
      underWay += 1
      most.seen = Math.max(most.seen, underWay)
      await gate.passed
      underWay -= 1
      return { quotes: [], points: [], level: 1 }
    },
  })
  const begun = (n: number) => expect.poll(() => gates.length).toBe(n)
  return { model, gates, most, begun }
}

describe('nine criteria of one interview', () => {
  it('are asked about five at once and never more', async () => {
    const { model, gates, most, begun } = held()
    const saved: Grade[] = []
    const save = async (grade: Grade) => {
      saved.push(grade)
    }
    const done = gradeCriteria({ model, prompts, log: silentLog }, rubric, interview, criteria, { attempts: [], save })
    await begun(5)
    expect(most.seen).toBe(5)
    for (let call = 0; call < 27; call++) {
      await expect.poll(() => gates.length).toBeGreaterThan(call)
      gates[call]?.open()
    }
    expect((await done).size).toBe(0)
    expect(gates).toHaveLength(27)
    expect(most.seen).toBe(5)
    expect(saved.map((it) => it.criterion).toSorted()).toEqual(criteria.map((it) => it.id))
  })

  it('go on when the first call fails, and what failed is left open', async () => {
    let n = 0
    const model = makeLanguageModel({
      verdict: () => {
        if (n++ === 0) throw new ModelFault('unreachable', 'the endpoint cannot be reached')
        return { quotes: [], points: [], level: 1 }
      },
    })
    const saved: string[] = []
    const save = async (grade: Grade) => {
      saved.push(grade.criterion)
    }
    const grader = { model, prompts, log: silentLog }
    const open = await gradeCriteria(grader, rubric, interview, criteria, { attempts: [], save })
    expect([...open].map(([{ id }, fault]) => [id, fault.kind])).toEqual([['criterion-0', 'unreachable']])
    expect(saved.toSorted()).toEqual(criteria.slice(1).map((it) => it.id))
  })

  it('are each saved as they settle, while others are still being read', async () => {
    const late = makeGate()
    const model = makeLanguageModel({
      verdict: async ({ messages }) => {
        if (messages.at(-1)?.content.includes('criterion-1:')) await late.passed
        return { quotes: [], points: [], level: 1 }
      },
    })
    const saved: string[] = []
    const grader = { model, prompts, log: silentLog }
    const save = async ({ criterion }: Grade) => {
      saved.push(criterion)
    }
    const done = gradeCriteria(grader, rubric, interview, criteria.slice(0, 2), { attempts: [], save })
    await expect.poll(() => saved).toEqual(['criterion-0'])
    late.open()
    await done
    expect(saved).toEqual(['criterion-0', 'criterion-1'])
  })
})
