import { describe, expect, it } from 'vitest'
import { hearFlags } from '../../src/grading/flags.ts'
import { makeRubric } from '../support/rubric.ts'
import { interviewOf, turnOf } from './make.ts'

const rubric = makeRubric()

describe('a red flag', () => {
  it('is raised by the candidate, with all the words that raised it', () => {
    const interview = interviewOf(rubric, [
      'It is fine. We wait until customers report bugs.',
      'Customers tell us the bugs anyway.',
    ])
    const [flag] = hearFlags(interview, rubric.redFlags)
    expect(flag?.id).toBe('no-tests')
    expect(flag?.quotes.map((it) => it.text)).toEqual([
      'We wait until customers report bugs.',
      'Customers tell us the bugs anyway.',
    ])
    expect(flag?.quotes[0]?.turn).toBe(turnOf(interview, 'fine'))
    for (const quote of flag?.quotes ?? []) {
      const text = interview.turns.find((it) => it.seq === quote.turn)?.text
      expect(text?.slice(quote.start, quote.end)).toBe(quote.text)
    }
  })

  it.each([
    ['denied', "We don't let customers report bugs for us."],
    ['asked', 'Do customers report bugs?'],
    ['never mentioned', 'It is stored.'],
  ])('is not raised when %s', (_, text) => {
    expect(hearFlags(interviewOf(rubric, [text]), rubric.redFlags)).toEqual([])
  })

  it("is not raised by the interviewer, nor by the interviewer's words said back", () => {
    const says = 'Say that your customers report the bugs before you do. What then?'
    const interview = interviewOf(rubric, [
      { move: 'probe', target: 'bad-message', says },
      'That your customers report the bugs before you do.',
    ])
    expect(hearFlags(interview, rubric.redFlags)).toEqual([])
  })
})
