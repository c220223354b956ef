import { describe, expect, test } from 'vitest'
import type { InterviewerSpoke, LegalMove } from '../../src/interview/events.ts'
import { type Case, casesOf } from './cases.ts'
import { FIRST, markOf, SAYS, SECOND } from './hold-turn.ts'
import { judge, type Outcome } from './judge.ts'

/** The suite's own eye: each promise, when broken, is seen to be broken. */

const AUTHORED = 'The power fails for an hour. What is gone when it is back?'
const legal = [{ move: 'probe', target: 'power', says: AUTHORED }] as LegalMove[]
const by = (more: Partial<InterviewerSpoke>) => ({ move: 'probe', target: 'power', ...more }) as InterviewerSpoke

const caseOf = (fault: Case['fault'], streamed: boolean): Case => {
  const it = casesOf([fault], 2).find((one) => one.streamed === streamed)
  if (!it) throw new Error('there is no such case')
  return it
}

/** How it should be: the model cut off, the authored words spoken, then the model again. */
function outcomeOf(it: Case, more: Partial<Outcome> = {}): Outcome {
  const first = by({ text: AUTHORED, by: 'script', fault: 'cut' })
  const second = by({ text: SAYS, by: 'model', fault: null })
  const said = AUTHORED.split(/(?<=\.) /)
  const reply = { status: 200, text: JSON.stringify({ text: AUTHORED }), said, firstMs: 900, ms: 1000 }
  return {
    held: { id: 'i', first: reply, second: reply, calls: 4, released: true },
    turns: [
      { by: 'interviewer', text: 'Begin.' },
      { by: 'candidate', text: `${markOf(it)} ${FIRST}` },
      { by: 'interviewer', text: (more.first ?? first).text },
      { by: 'candidate', text: SECOND },
      { by: 'interviewer', text: SAYS },
    ],
    ...{ first, second, legal, logged: ['cut'] },
    ...more,
  }
}

const good = outcomeOf(caseOf('F2', false))
const heldWith = (first: Partial<Outcome['held']['first']>) => ({
  held: { ...good.held, first: { ...good.held.first, ...first } },
})
const { first, held, turns } = good

test.for([true, false])('what is as promised breaks nothing (streamed: %s)', (streamed) => {
  const it = caseOf('F2', streamed)
  expect(judge(it, outcomeOf(it))).toEqual([])
})

describe('broken is', () => {
  test.for<[string, string, Partial<Outcome>]>([
    ['an answer that was refused', 'acknowledged', heldWith({ status: 503 })],
    ['an answer that was lost', 'saved', { turns: turns.toSpliced(1, 1) }],
    ['an answer that was doubled', 'saved', { turns: turns.toSpliced(1, 0, ...turns.slice(1, 2)) }],
    ['a reply that was not allowed', 'legal', { first: { ...first, target: 'other' } }],
    ['a class that the log does not have', 'in the log', { logged: [] }],
    ['a class that is another', 'by its name', { first: { ...first, fault: 'stalled' }, logged: ['stalled'] }],
    ['a class that a candidate can read', 'reaches', heldWith({ text: JSON.stringify({ text: AUTHORED, by: 'cut' }) })],
    ['a wait', 'in time', heldWith({ firstMs: 60_000 })],
    ['a fifth call', 'three times', { held: { ...held, calls: 5 } }],
    ['a connection that is held', 'left in peace', { held: { ...held, released: false } }],
    ['a model that stays away', 'the next turn', { second: by({ text: SAYS, by: 'script', fault: 'cut' }) }],
    ['something else heard than kept', 'what was heard', heldWith({ text: '{}' })],
  ])('%s', ([, promise, outcome]) => {
    const broken = judge(caseOf('F2', false), { ...good, ...outcome })
    expect(broken).toContainEqual(expect.stringContaining(promise))
  })

  test('a sentence that was cut in two, though it was cut where the model could be blamed', () => {
    const it = caseOf('F8', true)
    const cut = { ...first, text: `Stay with that — one “naï. ${AUTHORED}` }
    const broken = judge(it, outcomeOf(it, { first: cut }))
    expect(broken).toContainEqual(expect.stringContaining('nothing partial'))
  })

  test("an answer that failed and passes for the model's own", () => {
    const it = caseOf('F2', false)
    const passed = { ...first, text: AUTHORED, by: 'model' as const, fault: null }
    expect(judge(it, outcomeOf(it, { first: passed }))).toContainEqual(expect.stringContaining('any other says'))
  })
})
