import { describe, expect, it } from 'vitest'
import { marksOfPlace, setsScene } from '../../../src/interview/numbers/place.ts'
import { askedBy } from '../../../src/interview/numbers/question.ts'
import { statedIn } from '../../../src/interview/numbers/read.ts'

const marks = (sentence: string, before = '', question = '') => {
  const [stated] = statedIn(sentence)
  if (!stated) throw new Error(`nothing stated in ${sentence}`)
  const asked = question === '' ? null : askedBy(question)
  return marksOfPlace(stated, { sentence, before, asked, supposed: false })
}
const SCENE = 'Mails are a smaller thing.'

describe('a statement stands by itself', () => {
  it.each([
    ['first in its turn', '50 requests a second.', ''],
    ['with who says it', 'We get 50 requests a second.', SCENE],
    ['as a promise', 'No order is ever lost.', SCENE],
    ['as a machine for everything', 'Everything runs on one server.', SCENE],
    ['as a machine that is named', "I'd use one Redis node.", SCENE],
    ['as more machines than one', 'There are three nodes.', SCENE],
  ])('%s: %s', (_, sentence, before) => {
    expect(marks(sentence, before)).toEqual([])
  })
})

describe('a statement leans on what stands before', () => {
  it.each([
    ['after a part', 'We get 50 requests a second.', 'The notification service is smaller.'],
    ['as a fragment', '50 requests a second.', SCENE],
    ['under a heading', 'We get 50 requests a second.', 'Take Germany.'],
    ['under a heading', 'We get 50 requests a second.', 'For the reads.'],
    ['as a time without a system', 'p99 under 100 ms.', SCENE],
    ['as one machine', 'One small server is enough.', SCENE],
  ])('%s: %s', (_, sentence, before) => {
    expect(marks(sentence, before)).toEqual(['qualified'])
  })

  it('as one machine in answer to a question', () => {
    expect(marks('One small server is enough.', '', 'Where does the relay run?')).toEqual(['qualified'])
    expect(marks('Everything fits on one small server.', '', 'Where does the relay run?')).toEqual([])
  })

  it.each<[sentence: string, question: string, marks: string[]]>([
    ['50 requests a second.', 'What does your cache do?', ['qualified']],
    ['We get 50 requests a second.', 'What does your cache do?', ['qualified']],
    ['We have 10 million users.', 'What does your cache do?', []],
    ['We have 10 million users.', 'How many are online in the evening?', ['qualified']],
    ['We have 10 million users.', 'How many users do you expect?', []],
    ['We have 10 million users.', 'Suppose it grows tenfold, what then?', ['supposed']],
    ['We never lose an order.', 'What does your cache do?', []],
    ['We never lose an order.', 'What would you give up?', ['supposed']],
    ['We never lose an order.', 'Is it fine to lose one?', ['supposed']],
    ['We have 10 thousand users.', 'What does the first release look like?', ['qualified']],
  ])('in answer to a question: %s %s', (sentence, question, expected) => {
    expect(marks(sentence, '', question)).toEqual(expected)
  })

  it('as what looks back on it', () => {
    expect(marks('We have 10 million users.', 'Ten was too low for this.')).toEqual(['corrected'])
  })

  it.each(['So that is 50 requests a second.', 'That makes 50 requests a second.', 'It is 50 requests a second.'])(
    'as what follows from it: %s',
    (sentence) => {
      expect(marks(sentence)).toEqual(['derived'])
    },
  )
})

describe('setsScene', () => {
  it.each([
    ['Okay.', false],
    ['Good question, yes.', false],
    ['Take Germany.', true],
    ['For reads.', true],
    [SCENE, true],
    ['', false],
  ])('%s: %s', (sentence, expected) => {
    expect(setsScene(sentence)).toBe(expected)
  })
})
