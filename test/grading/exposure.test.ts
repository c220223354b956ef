import { describe, expect, it } from 'vitest'
import { capOf, exposureOf } from '../../src/grading/exposure.ts'
import { makeRubric } from '../support/rubric.ts'
import { criterionOf, interviewOf, type Line } from './make.ts'

const rubric = makeRubric()
const hints = (times: number): Line[] =>
  Array.from({ length: times }, (): Line[] => ["I don't know.", { move: 'hint', target: 'bad-message' }]).flat()
const exposure = (lines: Line[], id = 'delivery') =>
  exposureOf(rubric.problem, interviewOf(rubric, lines), criterionOf(rubric, id))
const cap = (lines: Line[], id = 'delivery') =>
  capOf(rubric.problem, interviewOf(rubric, lines), criterionOf(rubric, id))
const ASK: Line = { move: 'probe', target: 'bad-message' }

describe('exposure', () => {
  it.each<[string, Line[], string]>([
    ['not reached, when nothing of it was asked or said', ['It is stored.'], 'not_reached'],
    ['not reached, when the question was left without an answer', ['It is stored.', ASK], 'not_reached'],
    [
      'not reached, when another criterion was',
      ['There is a unique index.', { move: 'probe', target: 'stored-where' }, 'Yes.'],
      'not_reached',
    ],
    ['volunteered, when all that was shown was shown unasked', ['The consumer is idempotent.'], 'volunteered'],
    ['prompted, when it was asked for, shown or not', [ASK, 'It is stored.'], 'prompted'],
    [
      'prompted, when some of it needed a question',
      ['The consumer is idempotent.', ASK, 'It goes to a dead letter queue.'],
      'prompted',
    ],
    ['hinted, when any help was given', [ASK, ...hints(1), 'It goes to a dead letter queue.'], 'hinted'],
    ['hinted, when help brought nothing', [ASK, ...hints(1), 'It is stored.'], 'hinted'],
  ])('is %s', (_, lines, expected) => {
    expect(exposure(lines)).toBe(expected)
  })
})

describe('the cap', () => {
  it.each([
    [0, 4],
    [1, 3],
    [2, 3],
    [3, 2],
    [4, 2],
  ])('after %i steps of help is %i', (steps, expected) => {
    expect(cap([ASK, ...hints(steps), 'It is stored.'])).toBe(expected)
  })

  it('is of the criterion that the question asks for first, and leaves the others alone', () => {
    expect(cap([ASK, ...hints(3)], 'storage')).toBe(4)
    expect(exposure([ASK, ...hints(3)], 'storage')).toBe('not_reached')
  })
})
