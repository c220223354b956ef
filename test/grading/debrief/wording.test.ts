import { describe, expect, it } from 'vitest'
import { asSentence, counted, listed, stated, worded } from '../../../src/grading/debrief/wording.ts'
import { pointsOf } from '../../../src/interview/rubric.ts'
import { catalogue } from './make.ts'

describe('a point, said to who did or did not show it', () => {
  it.each([
    ['Asks which failure hurts the business most.', 'you ask which failure hurts the business most'],
    ['Blocks the amount first and takes it later.', 'you block the amount first and take it later'],
    ['Splits, batches or lines up the buyers.', 'you split, batch or line up the buyers'],
    ['Says an assumption aloud, and goes on from it.', 'you say an assumption aloud, and go on from it'],
    ['After silence, treats the charge as undecided.', 'you treat the charge as undecided, after silence'],
    ['Names what they trust least in their own design.', 'you name what you trust least in your own design'],
    ['The message is sent from there.', 'the message is sent from there'],
    ['Counts are spread over nodes.', 'counts are spread over nodes'],
    ['API calls are limited.', 'API calls are limited'],
    ['A refusal says when to come back.', 'a refusal says when to come back'],
  ])('%j → %j', (says, said) => expect(stated(worded(says))).toBe(said))

  it('of all that ship, none speaks of a third person', () => {
    const odd = catalogue.problems
      .flatMap(pointsOf)
      .map((point) => stated(worded(point.says)))
      .filter((text) =>
        /^(?:asks|knows|says|sees|names|works|puts|explains|decides)\b|their own design|\byou \w+s\b/.test(text),
      )
    expect(odd).toEqual([])
  })
})

it('counts in words, lists with semicolons and ends a sentence once', () => {
  expect([counted(1, 'hint'), counted(2, 'hint'), counted(12, 'hint')]).toEqual(['one hint', 'two hints', '12 hints'])
  expect([listed([]), listed(['a']), listed(['a', 'b, c', 'd'])]).toEqual(['', 'a', 'a; b, c; and d'])
  expect([asSentence('it is'), asSentence('it is.'), asSentence('is it?”')]).toEqual(['It is.', 'It is.', 'Is it?”'])
})
