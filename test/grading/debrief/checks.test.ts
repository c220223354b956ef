import { describe, expect, it } from 'vitest'
import { type Bounds, flawIn, unreachedIn } from '../../../src/grading/debrief/checks.ts'
import { makeRubric } from '../../support/rubric.ts'
import { criterionOf, interviewOf, makeGrade } from '../make.ts'

const rubric = makeRubric()
const interview = interviewOf(rubric, ['We write the event to an outbox.'])
const bounds = (change: Partial<Bounds> = {}): Bounds => ({
  rubric,
  interview,
  levels: [2, 3],
  anchor: null,
  unreached: [],
  ...change,
})

describe('a debrief may not say', () => {
  it.each([
    ['You are at level 4 here.', /level 4/],
    ['This is a solid 4 of 4.', /level 4/],
    ['It would be the highest level.', /level 4/],
    ['Your answer is level one.', /level 1/],
    ["I'd hire you for this.", /judges the person/],
    ['You come across as a senior engineer.', /judges the person/],
    ['You were a strong candidate.', /judges the person/],
    ['Over all this is above the level.', /judges the person/],
    ['Great job with the outbox.', /praises/],
    ['In turn 99 you wrote an outbox.', /no turn 99/],
    ['You said “two-phase commit over everything”.', /nobody said/],
    ['', /says nothing/],
    ['An outbox. '.repeat(90), /longer than/],
  ])('%j', (says, because) => expect(flawIn(says, bounds())).toMatch(because))

  it('what the anchor says, in the words of the anchor', () => {
    const anchor = 'Makes the repeat harmless by a unique number.'
    expect(flawIn(`Next: makes the repeat harmless by a unique number.`, bounds({ anchor }))).toMatch(/anchor/)
    expect(flawIn('Next: a number per scan, so that a repeat changes nothing.', bounds({ anchor }))).toBeNull()
  })

  it('that something is lacking which the interview did not come to', () => {
    const unreached = [criterionOf(rubric, 'requirements')]
    expect(flawIn('Requirement discovery was missing.', bounds({ unreached }))).toMatch(/requirements as lacking/)
    expect(flawIn("You didn't do any discovery.", bounds({ unreached }))).toMatch(/requirements as lacking/)
    expect(flawIn('The outbox was not asked about.', bounds({ unreached }))).toBeNull()
  })
})

it.each([
  'You write the event to “an outbox”, and level 3 needs what reads it.',
  'In turn 3 the queue has strong consistency and fails over; a poor link can pass later.',
  'What reads your outbox, and what happens when it dies half-way?',
])('a debrief may say %j', (says) => expect(flawIn(says, bounds())).toBeNull())

it('a dimension that another criterion reached is not one that the interview did not come to', () => {
  const grade = (criterion: string, abstained: 'not_reached' | null) =>
    makeGrade({ criterion, abstained, level: abstained ? null : 2 })
  const left = (...grades: ReturnType<typeof grade>[]) => unreachedIn(rubric, grades).map((it) => it.id)
  expect(left(grade('requirements', 'not_reached'), grade('delivery', null), grade('storage', 'not_reached'))).toEqual([
    'requirements',
  ])
  expect(left(grade('requirements', null), grade('delivery', null), grade('storage', null))).toEqual([])
})
