import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Conflict, Unavailable } from '../../src/errors.ts'
import { checkInterviewer } from '../../src/grading/checks.ts'
import { replay } from '../../src/interview/advance.ts'
import type { SeqEvent } from '../../src/interview/events.ts'
import { type Rubric, rubricOf } from '../../src/interview/rubric.ts'
import { ModelFault } from '../../src/ports/model.ts'
import type { Job, Store } from '../../src/ports/store.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { type SimulationRequest, simulateInterview } from '../../src/services/simulate-interview.ts'
import { PERSONAS, type Persona } from '../../src/simulation/persona.ts'
import { simulate, totalOf } from '../../src/simulation/simulate.ts'
import { read, type Scorecard, type Transcript } from '../http/call.ts'
import { MINUTE } from '../support/hold.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { type Answers, type FakeLanguageModel, makeLanguageModel, topPair } from './language-model.ts'

let node: TestWorld
let rubric: Rubric
/** Jobs that came with an interview. */
const queued: Job[] = []
beforeAll(async () => {
  node = await openTestWorld()
  const { catalogue } = node.world.library
  const problem = catalogue.problems.find((it) => it.id === 'queue-loss')
  const format = catalogue.formats.find((it) => it.id === 'drill')
  const level = catalogue.levels.find((it) => it.id === 'senior')
  if (!problem || !format || !level) throw new Error('the drill does not ship')
  rubric = rubricOf(catalogue, problem, format, level)
})
afterAll(() => node.close())

const SAYS = "I'd make it a durable queue with persistent messages, so a restart reads them back from disk."
const SCRIPTED = { seed: 1, interviewer: 'scripted', candidate: 'scripted' } as const

const personaOf = (id: string): Persona => {
  const persona = PERSONAS.find((it) => it.id === id)
  if (!persona) throw new Error(`there is no persona ${id}`)
  return persona
}

/** The store of this test, with an eye on what is queued. */
const watched = (): Store => ({
  ...node.world.store,
  createInterview: (request) => {
    queued.push(...(request.jobs ?? []))
    return node.world.store.createInterview(request)
  },
})

async function hold(request: Partial<SimulationRequest>, answers: Answers | null = null) {
  const model: FakeLanguageModel | null = answers && makeLanguageModel({ candidate: () => SAYS, ...answers })
  const world = { ...node.world, store: watched(), model }
  const held = await simulateInterview(world, ORG, rubric, { persona: personaOf('medium'), ...SCRIPTED, ...request })
  return { ...held, id: held.interview.id, model }
}

const textsOf = (events: SeqEvent[]) => events.flatMap((it) => ('text' in it ? it.text : []))
const countOf = async () => (await node.world.store.listInterviews(ORG, { limit: 100 })).length

describe('an interview with a simulated candidate', () => {
  it.each([
    ['scripted', 'scripted'],
    ['scripted', 'model'],
    ['model', 'scripted'],
    ['model', 'model'],
  ] as const)(
    'of a %s interviewer and a %s candidate is kept whole: it is what its events amount to',
    async (interviewer, candidate) => {
      const { id, interview, events } = await hold({ interviewer, candidate }, {})
      const stored = await loadInterview(node.world, ORG, id)
      expect(stored.events).toEqual(events)
      expect(stored.interview).toEqual(interview)
      expect(replay(stored.rubric, id, stored.events)).toEqual(interview)
      expect(stored.rubric).toEqual(rubric)
      expect(interview).toMatchObject({ status: 'ended', endReason: 'finished', interviewer, simulated: 'medium' })
      expect(queued.filter((it) => it.interviewId === id)).toEqual([{ name: 'grade', interviewId: id }])
    },
  )

  it('is graded as any other, and its scorecard shows the twenty checks', async () => {
    const { id, events } = await hold({ persona: personaOf('strong') })
    const before = await read<Scorecard>(node, `/api/interviews/${id}/scorecard`)
    expect(before.status).toBe('grading')
    await gradeInterview({ ...node.world, model: null }, ORG, id)
    const card = await read<Scorecard>(node, `/api/interviews/${id}/scorecard`)
    expect(card.status).toBe('graded')
    expect(card.checks).toEqual(checkInterviewer(rubric, events))
    expect(card.checks).toHaveLength(20)
    expect(card.total).toBe(totalOf(rubric, simulate(rubric, personaOf('strong'), 1)))
  })

  it('is listed and read as a simulated one, and one that a person takes is not', async () => {
    const { id } = await hold({ persona: personaOf('weak') })
    const { interviews } = await read<{ interviews: { id: string; simulated: string | null }[] }>(
      node,
      '/api/interviews',
    )
    expect(interviews.find((it) => it.id === id)?.simulated).toBe('weak')
    expect((await read<Transcript>(node, `/api/interviews/${id}/transcript`)).simulated).toBe('weak')
    const markdown = await node.request(`/api/interviews/${id}/transcript`, { headers: { accept: 'text/markdown' } })
    expect(await markdown.text()).toContain('scripted interviewer · simulated candidate (weak)')
  })

  it('takes no longer than its models: its clock is simulated, and nobody is paid for thinking', async () => {
    const { interview } = await hold({ candidate: 'model', interviewer: 'model', minutesPerTurn: 2 }, {})
    expect(interview.openedAt).toBe(node.clock.now())
    for (const [i, turn] of interview.turns.entries()) {
      const passed = turn.at - (interview.turns[i - 1]?.at ?? interview.openedAt)
      expect(passed).toBe(turn.by === 'candidate' ? 2 * MINUTE : 0)
    }
  })

  it('says the same for the same seed as one that is not kept', async () => {
    const { events } = await hold({ seed: 7 })
    expect(textsOf(events)).toEqual(textsOf(simulate(rubric, personaOf('medium'), 7).events))
  })

  it('tells of each turn before it', async () => {
    const told: number[] = []
    const { interview } = await hold({ onTurn: (turn) => told.push(turn) })
    expect(told).toEqual(interview.turns.map((_, i) => i + 1))
  })
})

describe('a candidate that a model plays', () => {
  it('is told who it is and what was said, and answers each turn in its words', async () => {
    const persona = personaOf('hand-waver')
    const { interview, model } = await hold(
      { persona, candidate: 'model' },
      { candidate: (_, n) => `We scale it. ${n}` },
    )
    const said = interview.turns.filter((it) => it.by === 'candidate')
    expect(said.map((it) => it.text)).toEqual(said.map((_, n) => `We scale it. ${n}`))
    expect(model?.played).toHaveLength(said.length)
    for (const [n, { role, messages, schema }] of (model?.played ?? []).entries()) {
      expect({ role, schema: schema.name }).toEqual({ role: 'candidate', schema: 'candidate_turn' })
      expect(messages[0]?.content).toContain(persona.brief)
      const before = interview.turns.slice(0, 2 * n + 1)
      expect(messages.slice(1).map((it) => (it.role === 'user' ? it.content : JSON.parse(it.content).say))).toEqual(
        before.map((it) => it.text),
      )
    }
  })

  it('never sees what the interviewer works by: each request is the one before, an answer and a question', async () => {
    const { model, interview } = await hold({ candidate: 'model', interviewer: 'model' }, {})
    const [first, ...rest] = model?.played ?? []
    let before = first?.messages ?? []
    for (const { messages } of rest) {
      expect(messages.slice(0, before.length)).toEqual(before)
      expect(messages.slice(before.length).map((it) => it.role)).toEqual(['assistant', 'user'])
      before = messages
    }
    const all = before.map((it) => it.content).join('\n')
    for (const secret of [interview.nonce, 'legal:', ...rubric.problem.criteria.map((it) => it.asks)])
      expect(all).not.toContain(secret)
  })

  it('that says nothing is silent, and what cannot be stored of its words is left out', async () => {
    const { interview } = await hold(
      { candidate: 'model' },
      { candidate: (_, n) => ['', ' \n', 'A\0 queue \ud83d.'][n] ?? SAYS },
    )
    const said = interview.turns.filter((it) => it.by === 'candidate').map((it) => it.text)
    expect(said.slice(0, 3)).toEqual(['…', '…', 'A queue \ufffd.'])
  })

  it('that fails on the way says how, and nothing is kept', async () => {
    const before = await countOf()
    const failing = hold(
      { candidate: 'model' },
      {
        candidate: (_, n) => {
          if (n === 3) throw new ModelFault('timeout', 'the first word did not come in time')
          return SAYS
        },
      },
    )
    await expect(failing).rejects.toThrow(Unavailable)
    await expect(failing).rejects.toMatchObject({ code: 'candidate-failed', details: { fault: 'timeout' } })
    await expect(failing).rejects.toThrow(/timeout: the first word did not come in time.* at turn 8; .*not kept/)
    expect(await countOf()).toBe(before)
  })

  it('whose fault is ours is not blamed on the model', async () => {
    const before = await countOf()
    const broken = hold(
      { candidate: 'model' },
      { candidate: () => Promise.reject(new TypeError('x is not a function')) },
    )
    await expect(broken).rejects.toThrow(TypeError)
    expect(await countOf()).toBe(before)
  })
})

describe('a model that interviews a simulated candidate', () => {
  it('is asked as in any interview: the same ledger, its words through the guards', async () => {
    const own = 'And what would you look at first?'
    const { interview, events, model } = await hold(
      { interviewer: 'model' },
      {
        reply: (request, n) => ({
          ...topPair(request),
          say: n === 0 ? own : n === 1 ? 'Great answer. Go on?' : topPair(request).say,
        }),
      },
    )
    const spoke = events.flatMap((it) => (it.type === 'interviewer-spoke' ? it : []))
    expect(spoke.find((it) => it.text === own)).toMatchObject({ by: 'model', fault: null, note: expect.any(String) })
    expect(spoke.find((it) => it.fault === 'refused:verdict')).toMatchObject({ by: 'script' })
    expect(textsOf(events).join(' ')).not.toContain('Great answer')
    expect(model?.asked[0]?.messages[0]?.content).toContain(interview.nonce)
    for (const [i, { messages }] of (model?.asked ?? []).entries())
      if (i > 0) expect(messages.length).toBeGreaterThan(model?.asked[i - 1]?.messages.length ?? 0)
    expect(model?.played).toEqual([])
  })

  it('that fails leaves the interview to the script, as with a person, and it is kept', async () => {
    const { id, events } = await hold(
      { interviewer: 'model' },
      {
        reply: () => {
          throw new ModelFault('cut', 'the connection broke off')
        },
      },
    )
    const faults = new Set(events.flatMap((it) => (it.type === 'interviewer-spoke' && it.fault ? it.fault : [])))
    expect([...faults]).toEqual(['cut'])
    expect((await loadInterview(node.world, ORG, id)).interview.status).toBe('ended')
  })
})

describe('without a model', () => {
  it.each([{ candidate: 'model' }, { interviewer: 'model' }] as const)(
    '%j is refused before a word is said',
    async (side) => {
      const before = await countOf()
      const told: number[] = []
      const refused = hold({ ...side, onTurn: (turn) => told.push(turn) })
      await expect(refused).rejects.toThrow(Conflict)
      await expect(refused).rejects.toThrow(/OPENAI_BASE_URL or OPENAI_API_KEY/)
      expect(told).toEqual([])
      expect(await countOf()).toBe(before)
    },
  )
})
