import { describe, expect, it } from 'vitest'
import { placeQuotes } from '../../src/grading/place-quotes.ts'
import { makeRubric } from '../support/rubric.ts'
import { interviewOf, turnOf } from './make.ts'

const rubric = makeRubric()
const interview = interviewOf(rubric, [
  'We keep each scan – “forever” – in Postgres.\n\nAnd a copy of it.',
  { move: 'probe', target: 'bad-message', says: 'One message can never be handled. What then?' },
  'It goes to a dead letter queue.',
])
const turn = turnOf(interview, 'each scan')

describe('quotes of a grader', () => {
  it("stand in the candidate's own writing, whatever the marks, case and line breaks", () => {
    const { standing, dropped } = placeQuotes(interview, [
      { turn, text: 'each scan - "forever" - in postgres' },
      { turn, text: 'in Postgres. And a copy' },
    ])
    expect(standing.map((it) => it.text)).toEqual(['each scan – “forever” – in Postgres', 'in Postgres.\n\nAnd a copy'])
    for (const it of standing) expect(interview.turns.find((one) => one.seq === turn)?.text).toContain(it.text)
    expect(dropped).toEqual([])
  })

  it('that do not stand are dropped, each with its reason, and the others stay', () => {
    const { standing, dropped } = placeQuotes(interview, [
      { turn, text: 'an outbox with a relay' },
      { turn: turn + 1, text: 'One message can never be handled' },
      { turn: 99, text: 'each scan' },
      { turn, text: 'Postgres' },
      { turn: turn + 2, text: 'a dead letter queue' },
    ])
    expect(standing).toEqual([{ turn: turn + 2, start: 11, end: 30, text: 'a dead letter queue' }])
    expect(dropped.map((it) => it.because)).toEqual([
      `these words do not stand in turn ${turn}`,
      `turn ${turn + 1} is the interviewer's`,
      'there is no turn 99',
      'too few words to show anything',
    ])
  })
})
