import { describe, expect, it } from 'vitest'
import {
  openQuestion,
  phrase,
  sayHint,
  sayNudge,
  sayOpening,
  sayProbe,
  sayRedirect,
} from '../../../src/interview/policy/say.ts'
import { openInterview, START, say, speak } from '../../support/hold.ts'
import { makeProbe, makeRubric } from '../../support/rubric.ts'

const rubric = makeRubric()
const OPEN = { move: 'open' as const, target: null, phase: 0, because: '', says: rubric.problem.brief }
const begun = speak(rubric, openInterview(rubric), OPEN, START)
const talked = say(rubric, begun, 'We have a queue.', START).interview
const probe = makeProbe({
  id: 'lost',
  brings: ['outbox', 'reconcile'],
  binds: ['queue'],
  asks: 'Something dies before {{component}}. Who notices?',
})

describe('authored words', () => {
  it('are used in turn, so that none is heard twice in a row', () => {
    let interview = talked
    const said = [0, 1, 2, 3].map(() => {
      const words = phrase(rubric, interview, 'redirect', 'redirect')
      interview = say(
        rubric,
        speak(rubric, interview, { ...OPEN, move: 'redirect', says: words }, START),
        'Well.',
        START,
      ).interview
      return words
    })
    expect(said).toEqual([...rubric.phrases.redirect, rubric.phrases.redirect[0]])
  })

  it('open with the brief, and with the role before it where one was named', () => {
    const interview = openInterview(rubric)
    expect(sayOpening(rubric, interview)).toBe(rubric.problem.brief)
    expect(sayOpening(rubric, { ...interview, job: 'Sr. Engineer $& R&D' })).toBe(
      `This is about the role of Sr. Engineer $& R&D. ${rubric.problem.brief}`,
    )
  })

  it('name what the candidate named', () => {
    expect(sayProbe(talked, probe)).toBe('Something dies before your queue. Who notices?')
  })

  it('say the minutes in one breath with the question', () => {
    expect(sayNudge(rubric, talked, 7, probe)).toBe(
      'We have about 7 minutes left. Something dies before your queue. Who notices?',
    )
  })

  it('lead back to the last question that was asked, not to a later remark', () => {
    const remarked = speak(rubric, talked, { ...OPEN, move: 'answer', says: 'That is open. Go on.' }, START)
    expect(openQuestion(remarked)).toBe('Where do you begin?')
    expect(sayRedirect(rubric, remarked, openQuestion(remarked))).toBe(
      "I'd rather stay with your design. Where do you begin?",
    )
    expect(openQuestion(openInterview(rubric))).toBe('')
    expect(sayRedirect(rubric, openInterview(rubric), '')).toBe("I'd rather stay with your design.")
  })
})

describe('a hint', () => {
  it('ends in a question: its own, or the one it helps with', () => {
    expect(sayHint(rubric, talked, probe, 1)).toBe('Look at lost from afar. Who notices?')
    expect(sayHint(rubric, talked, { ...probe, hints: ['Where is it?', 'b', 'c'] }, 1)).toBe('Where is it?')
  })

  it('gives away, at last, the first point that is still open, and no other', () => {
    expect(sayHint(rubric, talked, probe, 4)).toBe('Let me give you this one: Shows outbox at work. How does that fit?')
    const shown = say(rubric, begun, 'We write an outbox row.', START).interview
    expect(sayHint(rubric, shown, probe, 4)).toContain('Shows reconcile at work.')
  })
})
