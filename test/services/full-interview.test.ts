import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InterviewerSpoke, SeqEvent } from '../../src/interview/events.ts'
import { bringsOf } from '../../src/interview/probes.ts'
import { pointsOf, type Rubric } from '../../src/interview/rubric.ts'
import type { Reply } from '../../src/interview/speaking/reply.ts'
import { sentences } from '../../src/interview/words.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { act, begin, type Interview, read, type Scorecard, say, type Transcript } from '../http/call.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { type FakeLanguageModel, makeLanguageModel, topPair } from './language-model.ts'

/** Whole interviews over HTTP, time compressed by the clock. */

let node: TestWorld
let model: FakeLanguageModel
/** Minutes that the model takes for a reply. */
let thinks = 0
/** What it observes, whether or not it was said. */
let observes: Reply['observed'] = []
beforeAll(async () => {
  model = makeLanguageModel({
    reply: (request) => {
      node.clock.advance(thinks)
      return { ...topPair(request), observed: observes }
    },
  })
  node = await openTestWorld({ model })
})
afterAll(() => node.close())

type Held = { interview: Interview; events: SeqEvent[]; rubric: Rubric; spoke: (InterviewerSpoke & { seq: number })[] }

/** A candidate: what to say to the question on the table. */
type Candidate = (held: Pick<Held, 'rubric' | 'spoke'>, turn: number) => string

/** Answers a question with the sentences that its author expects for it. */
const strong: Candidate = ({ rubric, spoke }) => {
  const target = spoke.at(-1)?.target ?? ''
  const points = pointsOf(rubric.problem).filter((it) => bringsOf(rubric.problem, target).includes(it.id))
  const said = points.flatMap((it) => it.yes.slice(0, 1)).join(' ')
  return said || 'There is a service in front, a relational database, a queue and two workers behind it.'
}

/** Knows half, asks, thinks aloud and gets stuck. */
const average: Candidate = (held, turn) =>
  [
    strong(held, turn),
    'I would put it into the database and see.',
    'How many orders are there on an ordinary day?',
    "Honestly, I'm stuck here.",
    strong(held, turn),
    'Let me think.',
    'It depends, we would monitor it and scale out.',
  ][turn % 7] ?? ''

const MINUTES = [0.8, 1.6, 1.1, 0.7, 1.3]

/** Holds an interview to its end: the candidate answers after a while, the interviewer at once. */
async function hold(body: Record<string, unknown>, candidate: Candidate): Promise<Held> {
  const { id } = await begin(node, body)
  for (let turn = 0; turn < 200; turn++) {
    const { rubric, events, interview } = await loadInterview(node.world, ORG, id)
    const spoke = events.filter((it) => it.type === 'interviewer-spoke')
    if (interview.status === 'ended')
      return { rubric, events, spoke, interview: await read<Interview>(node, `/api/interviews/${id}`) }
    node.clock.advance(MINUTES[turn % MINUTES.length] ?? 1)
    await say(node, id, candidate({ rubric, spoke }, turn))
  }
  throw new Error('the interview does not end')
}

const questionsOf = (text: string) =>
  sentences(text)
    .map((span) => text.slice(span.start, span.end))
    .filter((sentence) => sentence.includes('?'))

/** May come back to a question that was asked. */
const RETURNS = new Set(['hint', 'redirect', 'be-specific'])

/** What holds for every interview, whoever speaks and whatever is said. */
function expectSound({ interview, events, spoke, rubric }: Held) {
  const phases = spoke.map((it) => it.phase)
  expect(phases).toEqual(phases.toSorted((a, b) => a - b))
  expect([...new Set(phases)]).toEqual(rubric.format.phases.map((_, i) => i))

  for (const it of spoke) expect((it.text.match(/\?/g) ?? []).length, it.text).toBeLessThanOrEqual(1)
  const asked = spoke.filter((it) => !RETURNS.has(it.move)).flatMap((it) => questionsOf(it.text))
  expect(asked.filter((it, i) => asked.indexOf(it) !== i)).toEqual([])
  for (const it of spoke) expect(it.text, it.move).not.toMatch(/\{\{|undefined|null/)
  // Whatever the move, not the same words twice in a row.
  for (const [i, it] of spoke.entries()) expect(it.text).not.toBe(spoke[i - 1]?.text)

  const changes = rubric.format.phases.filter((it) => it.change).length
  expect(spoke.filter((it) => it.move === 'change-constraint')).toHaveLength(changes)
  expect(spoke.filter((it) => it.move === 'nudge-time').length).toBeLessThanOrEqual(rubric.format.nudges.length)
  expect(spoke.map((it) => it.move).filter((it) => it === 'close' || it === 'open')).toEqual(['open', 'close'])
  expect(spoke.at(-1)?.move).toBe('close')
  expect(events.at(-1)).toMatchObject({ type: 'interview-ended', reason: 'finished' })
  expect(interview.clock).toMatchObject({ status: 'ended', endReason: 'finished', due: 'nobody' })
  expect(spoke.filter((it) => it.fault !== null && !it.fault.startsWith('refused:'))).toEqual([])
}

const minutesOf = ({ interview: { clock } }: Held) =>
  (Date.parse(clock.endedAt ?? '') - Date.parse(clock.openedAt)) / 60_000

async function expectGraded({ interview, rubric }: Held) {
  await gradeInterview({ ...node.world, model: null }, ORG, interview.id)
  const card = await read<Scorecard>(node, `/api/interviews/${interview.id}/scorecard`)
  expect(card.status).toBe('graded')
  expect(card.grades.map((it) => it.criterion)).toEqual(rubric.problem.criteria.map((it) => it.id))
  const { turns } = await read<Transcript>(node, `/api/interviews/${interview.id}/transcript`)
  const quotes = card.grades.flatMap((it) => it.quotes)
  for (const quote of quotes) {
    const turn = turns.find((it) => it.seq === quote.turn)
    expect(turn).toMatchObject({ by: 'candidate' })
    expect(turn?.text.slice(quote.start, quote.end)).toBe(quote.text)
  }
  expect(quotes.length).toBeGreaterThan(0)
  return card
}

describe.each(['scripted', 'model'])('the full format on order-processing, %s', (interviewer) => {
  it('with a strong candidate uses its time, visits each phase, and ends in high marks', async () => {
    const held = await hold({ problem: 'order-processing', format: 'full', interviewer }, strong)
    expectSound(held)
    expect(minutesOf(held)).toBeGreaterThan(25)
    expect(minutesOf(held)).toBeLessThanOrEqual(52)
    const card = await expectGraded(held)
    expect(card.total).toBeGreaterThan(2.5)
  })

  it('with an average candidate answers, hints, insists and nudges, and takes fifty minutes', async () => {
    const held = await hold({ problem: 'order-processing', format: 'full', interviewer }, average)
    expectSound(held)
    expect(minutesOf(held)).toBeGreaterThanOrEqual(45)
    expect(minutesOf(held)).toBeLessThanOrEqual(52)
    const moves = new Set<string>(held.spoke.map((it) => it.move))
    for (const move of ['answer', 'hint', 'be-specific', 'nudge-time', 'probe', 'advance', 'wait'])
      expect(moves).toContain(move)
    await expectGraded(held)
  })
})

describe.each([
  ['url-shortener', 'full'],
  ['rate-limiter', 'screen'],
  ['order-processing', 'screen'],
  ['queue-loss', 'drill'],
  ['traffic-10x', 'drill'],
  ['cache-made-it-worse', 'drill'],
])('%s as %s', (problem, format) => {
  it('is sound from its opening to its close', async () => {
    expectSound(await hold({ problem, format, interviewer: 'scripted' }, average))
  })
})

describe('a model that takes its time', () => {
  it('takes it from nobody: the candidate has all of theirs, and each phase is visited', async () => {
    thinks = 0.5
    const held = await hold({ problem: 'order-processing', format: 'screen', interviewer: 'model' }, average).finally(
      () => {
        thinks = 0
      },
    )
    expectSound(held)
    const turns = held.interview.turns
    const waited = turns.reduce((sum, turn, i) => {
      const before = turns[i - 1]
      return sum + (turn.by === 'interviewer' && before ? Date.parse(turn.at) - Date.parse(before.at) : 0)
    }, 0)
    expect(waited / 60_000).toBeGreaterThan(5)
    expect(minutesOf(held) - waited / 60_000).toBeGreaterThan(18)
    expect(minutesOf(held) - waited / 60_000).toBeLessThan(22)
  })
})

describe('the requests of an interview held by a model', () => {
  it('each extend the one before, byte for byte, whatever happens in between', async () => {
    const before = model.asked.length
    observes = [
      { probe: 'died-between', answered: 'partly', quote: 'a "durable" queue' },
      { probe: 'died-between', answered: 'yes', quote: 'never said' },
    ]
    const { id } = await begin(node, { problem: 'order-processing', interviewer: 'model' })
    for (let turn = 0; turn < 12; turn++) {
      node.clock.advance(1)
      if (turn === 4) {
        await act(node, id, 'pause')
        node.clock.advance(60)
        await act(node, id, 'resume')
      }
      const text =
        ['A “durable” queue, naïve 🙂.', 'How many orders a day?', "I'm stuck.", 'Let me think.'][turn % 4] ?? ''
      await say(node, id, text)
    }
    const requests = model.asked.slice(before).map((it) => it.messages)
    expect(requests.length).toBeGreaterThanOrEqual(8)
    const bytes = requests.map((messages) => messages.map((it) => `${it.role}\n${it.content}\n`).join(''))
    for (const [i, request] of bytes.entries())
      expect(request.startsWith(bytes[i - 1] ?? ''), `request ${i}`).toBe(true)
    expect(requests.at(-1)?.filter((it) => it.role === 'system')).toHaveLength(1)
    // What it said before is shown to it in the form it is asked for, with what stood.
    const answers = requests.at(-1)?.filter((it) => it.role === 'assistant') ?? []
    const observed = answers.flatMap((it) => (JSON.parse(it.content) as Reply).observed)
    expect(observed.length).toBeGreaterThan(0)
    for (const it of observed)
      expect(Object.entries(it)).toEqual([
        ['probe', 'died-between'],
        ['answered', 'partly'],
        ['quote', 'a "durable" queue'],
      ])
    observes = []
  })

  it('hold no points, levels or answers, but those that were said', async () => {
    const { problem } = { problem: node.world.library.catalogue.problems.find((it) => it.id === 'order-processing') }
    if (!problem) throw new Error('there is no such problem')
    const [first] = model.asked.filter((it) => it.messages[0]?.content.includes(problem.brief))
    const text = first?.messages[0]?.content ?? ''
    expect(text).toContain(problem.probes[0]?.asks)
    const answers = [
      ...pointsOf(problem).flatMap((it) => [it.says, ...it.yes, ...it.no]),
      ...problem.criteria.flatMap((it) => [it.asks, ...Object.values(it.levels)]),
      ...problem.probes.flatMap((it) => it.hints),
      ...Object.values(problem.facts).map((it) => it.says),
    ]
    expect(answers.filter((it) => text.includes(it))).toEqual([])
  })
})
