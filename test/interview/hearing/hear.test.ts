import { describe, expect, it } from 'vitest'
import { advance } from '../../../src/interview/advance.ts'
import { hear, howShown, observe } from '../../../src/interview/hearing/hear.ts'
import { rank } from '../../../src/interview/policy/rank.ts'
import { makeSpoke, openInterview, START, say, speak } from '../../support/hold.ts'
import { makeRubric } from '../../support/rubric.ts'

const rubric = makeRubric()
const OPEN = { move: 'open' as const, target: null, phase: 0, because: '', says: rubric.problem.brief }
const begun = speak(rubric, openInterview(rubric), OPEN, START)
const asked = (probe: string) =>
  speak(
    rubric,
    say(rubric, begun, 'We have a queue.', START).interview,
    { ...OPEN, move: 'probe', target: probe, says: 'What then, dear candidate of ours, with the outbox we keep?' },
    START,
  )

describe('hear', () => {
  it('reads points, signals and facts asked for out of one turn', () => {
    const event = hear(rubric, begun, 'How many scans are there? I put them on a queue with an outbox.', START + 5)
    expect(event).toEqual({
      type: 'candidate-spoke',
      at: START + 5,
      text: 'How many scans are there? I put them on a queue with an outbox.',
      shown: [
        { point: 'asks-volume', how: 'volunteered', quote: 'How many scans are there?', by: 'recogniser' },
        { point: 'outbox', how: 'volunteered', quote: 'I put them on a queue with an outbox.', by: 'recogniser' },
      ],
      signals: ['asks'],
      facts: ['volume'],
      back: null,
      stated: [],
      sums: [],
      board: null,
    })
  })

  it('names no point twice over an interview', () => {
    const { interview } = say(rubric, begun, 'We write an outbox row.', START)
    expect(
      hear(rubric, speak(rubric, interview, { ...OPEN, move: 'wait' }, START), 'The outbox is read.', START).shown,
    ).toEqual([])
  })

  it("takes the interviewer's own words for nothing", () => {
    expect(hear(rubric, asked('lost-message'), 'Of ours, with the outbox we keep.', START).shown).toEqual([])
  })
})

describe('howShown', () => {
  it('is volunteered unless the question on the table asked for it', () => {
    expect(howShown(rubric, begun, 'outbox')).toBe('volunteered')
    expect(howShown(rubric, asked('lost-message'), 'outbox')).toBe('prompted')
    expect(howShown(rubric, asked('lost-message'), 'dead-letter')).toBe('volunteered')
  })

  it('is prompted by a change as by a probe', () => {
    const changed = speak(
      rubric,
      say(rubric, begun, 'Fine.', START).interview,
      { ...OPEN, move: 'change-constraint', target: 'region-lost' },
      START,
    )
    expect(howShown(rubric, changed, 'reconcile')).toBe('prompted')
  })
})

describe('observe', () => {
  const { interview } = say(rubric, asked('bad-message'), 'It goes to the parking lot – after three tries.', START)
  const one = (probe: string, answered: 'yes' | 'partly' | 'no', quote: string) =>
    observe(rubric, interview, [{ probe, answered, quote }])

  it("applies what stands in the candidate's latest turn", () => {
    expect(one('bad-message', 'yes', 'The parking lot - after THREE tries')).toEqual({
      observed: [{ probe: 'bad-message', answered: 'yes', quote: 'The parking lot - after THREE tries' }],
      shown: [{ point: 'dead-letter', how: 'prompted', quote: 'The parking lot - after THREE tries', by: 'model' }],
    })
  })

  it('settles a question that was not asked, without showing a point of it', () => {
    const found = observe(rubric, interview, [
      { probe: 'lost-message', answered: 'yes', quote: 'the parking lot – after three tries' },
    ])
    expect(found).toMatchObject({ observed: [{ probe: 'lost-message' }], shown: [] })
    const pair = { move: 'wait' as const, target: null, phase: 2, because: '', says: 'Go on.' }
    const spoke = makeSpoke(pair, START, found)
    const next = advance(rubric, interview, spoke).interview
    expect(next.settled).toEqual(['lost-message'])
    expect(rank(rubric, next, null, START).some((it) => it.target === 'lost-message')).toBe(false)
  })

  it('notes a partial answer without coverage', () => {
    expect(one('bad-message', 'partly', 'the parking lot')).toMatchObject({
      observed: [{ answered: 'partly' }],
      shown: [],
    })
  })

  it.each([
    ['a quote that nobody said', 'bad-message', 'it uses an outbox'],
    ['a quote of the interviewer', 'bad-message', 'dear candidate of ours'],
    ['a quote of an earlier turn', 'bad-message', 'We have a queue'],
    ['an empty quote', 'bad-message', ''],
    ['an unknown probe', 'nowhere', 'the parking lot'],
    ['a change', 'region-lost', 'the parking lot'],
  ])('drops %s', (_, probe, quote) => {
    expect(one(probe, 'yes', quote)).toEqual({ observed: [], shown: [] })
  })

  it('drops everything before the candidate has spoken', () => {
    expect(observe(rubric, begun, [{ probe: 'bad-message', answered: 'yes', quote: 'x' }])).toEqual({
      observed: [],
      shown: [],
    })
  })
})
