import { describe, expect, it } from 'vitest'
import { type Answer, factsFor, gradesFor, settleDebrief } from '../../../src/grading/debrief/model-debrief.ts'
import { makeRubric } from '../../support/rubric.ts'
import { interviewOf, turnOf } from '../make.ts'
import { debriefOf, entryOf, gradedBy } from './make.ts'

const rubric = makeRubric()
const interview = interviewOf(rubric, [
  'We write the event to an outbox, and the consumer is idempotent.',
  { move: 'probe', target: 'stored-where', says: 'The same scan arrives from two depots. What does your table hold?' },
  'There is a unique index on the scan.',
])
const graded = gradedBy(rubric, interview)
const scripted = debriefOf(graded)
const outbox = { turn: turnOf(interview, 'outbox'), text: 'write the event to an outbox' }
const index = { turn: turnOf(interview, 'unique index'), text: 'a unique index on the scan' }

const good = (): Answer => ({
  criteria: [
    {
      criterion: 'delivery',
      shown: { quotes: [outbox], says: 'Your outbox carries the event out of the same write.' },
      next: { quotes: [outbox], says: 'For level 4, say who notices when your outbox is read by nobody.' },
    },
    {
      criterion: 'storage',
      shown: { quotes: [index], says: 'Your unique index on the scan refuses the second copy.' },
      next: { quotes: [index], says: 'For level 3, put your scans a second beside what one machine takes.' },
    },
  ],
  practise: scripted.practise.map(({ criterion }) => ({
    criterion,
    quotes: [outbox],
    says: 'Kill the reader of your outbox half-way and tell what the customer sees.',
  })),
})

describe('a debrief by a model', () => {
  it('stands where every claim rests on words of the candidate, with the drill and the order of the script', () => {
    const { written, dropped } = settleDebrief(graded, good(), scripted)
    expect(dropped).toEqual([])
    expect(written).toMatchObject({ by: 'model', instead: null })
    expect(entryOf(written ?? scripted, 'delivery')).toMatchObject({
      by: 'model',
      shown: { turn: outbox.turn, quotes: [{ text: outbox.text }] },
    })
    expect(written?.practise.map((it) => [it.criterion, it.why, it.drill])).toEqual(
      scripted.practise.map((it) => [it.criterion, it.why, it.drill]),
    )
    for (const it of written?.practise ?? []) expect(it.by).toBe('model')
  })

  it('leaves what the interview did not come to as the script has it, whatever the model says of it', () => {
    const answer = good()
    const said = { quotes: [outbox], says: 'You asked for nothing.' }
    answer.criteria.push({ criterion: 'requirements', shown: said, next: said })
    const { written } = settleDebrief(graded, answer, scripted)
    expect(entryOf(written ?? scripted, 'requirements')).toEqual(entryOf(scripted, 'requirements'))
  })

  it.each([
    ['words that nobody said', { quotes: [{ ...outbox, text: 'a saga over both depots' }], says: 'You had a saga.' }],
    ["the interviewer's words", { quotes: [{ turn: 4, text: 'What does your table hold?' }], says: 'You asked.' }],
    ['no quote at all', { quotes: [], says: 'You know outboxes.' }],
    ['a level that is not the settled one', { quotes: [outbox], says: 'That is level 4.' }],
    ['an invented quotation', { quotes: [outbox], says: 'As you put it, “exactly once is a myth”.' }],
    ['a verdict', { quotes: [outbox], says: 'I would hire you on this outbox.' }],
  ])('gives way to the script where a claim has %s, and keeps what was dropped', (_, shown) => {
    const answer = good()
    answer.criteria = answer.criteria.map((it) => (it.criterion === 'delivery' ? { ...it, shown } : it))
    const { written, dropped } = settleDebrief(graded, answer, scripted)
    expect(entryOf(written ?? scripted, 'delivery')).toEqual(entryOf(scripted, 'delivery'))
    expect(written && entryOf(written, 'storage').by).toBe('model')
    expect(dropped.map((it) => it.text)).toContain(shown.says)
  })

  it('may leave unsaid what was shown where nothing was', () => {
    const answer = good()
    answer.criteria = answer.criteria.map((it) => (it.criterion === 'delivery' ? { ...it, shown: null } : it))
    const { written, dropped } = settleDebrief(graded, answer, scripted)
    expect(dropped).toEqual([])
    expect(written && entryOf(written, 'delivery')).toMatchObject({ by: 'model', shown: null })
  })

  it('is none where less than half of it stands', () => {
    const answer = good()
    answer.criteria = answer.criteria.map((it) => ({
      ...it,
      shown: { says: 'You had a saga.', quotes: [{ turn: 3, text: 'nothing of the kind' }] },
    }))
    expect(settleDebrief(graded, answer, scripted).written).toBeNull()
    expect(settleDebrief(graded, { criteria: [], practise: [] }, scripted).written).toBeNull()
  })
})

it('a model is told the facts that nobody asked for, so that it need not make them up', () => {
  const facts = Object.entries(graded.rubric.problem.facts)
  const { factsTold } = graded.interview
  for (const [id, { says }] of facts) expect(factsFor(graded).includes(says)).toBe(!factsTold.includes(id))
  const all = { ...graded, interview: { ...graded.interview, factsTold: facts.map(([id]) => id) } }
  expect(factsFor(all)).toBe('They were told everything.')
})

it('a model is told what help alone held down, and what nobody asked for', () => {
  const held = graded.grades.map((it) => ({ ...it, samples: [4], cap: 3, level: 3 }))
  expect(gradesFor({ ...graded, grades: held }, scripted)).toContain('level 3, which help alone holds down')
  expect(gradesFor(graded, scripted)).not.toContain('holds down')
  const asked = { ...graded.interview, asked: [] }
  const unasked = gradesFor({ ...graded, interview: asked }, scripted)
  expect(unasked).toMatch(/Not asked for: /)
  expect(unasked).not.toMatch(/Not shown: (?!Asks)/)
})

it('a model is told the settled grades that have a level, and of no other criterion', () => {
  const told = gradesFor(graded, scripted)
  expect(told).toContain('## delivery: Does it stay right when messages are lost or repeated?')
  expect(told).toMatch(/Settled: level \d/)
  expect(told).toMatch(/Shown \(volunteered\): /)
  expect(told).toMatch(/Not (shown|asked for): /)
  expect(told).toContain(`Quote that stands: [${index.turn}] There is a unique index on the scan`)
  expect(told).not.toContain('requirements')
  expect(told.endsWith(scripted.practise.map((it) => it.criterion).join(', '))).toBe(true)
})
