import { describe, expect, it } from 'vitest'
import { marksOfPlace, setsScene } from '../../../src/interview/numbers/place.ts'
import { statedIn } from '../../../src/interview/numbers/read.ts'

const marks = (sentence: string, before = '', question = '') => {
  const [stated] = statedIn(sentence)
  if (!stated) throw new Error(`nothing stated in ${sentence}`)
  return marksOfPlace(stated, sentence, before, question)
}
const SCENE = 'The notification service is smaller.'

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
    ['as a fragment', '50 requests a second.', SCENE],
    ['under a heading', 'We get 50 requests a second.', 'Take Germany.'],
    ['under a heading', 'We get 50 requests a second.', 'For the reads.'],
    ['as a time without a system', 'We answer in 100 ms.', SCENE],
    ['as one machine', 'One small server is enough.', SCENE],
  ])('%s: %s', (_, sentence, before) => {
    expect(marks(sentence, before)).toEqual(['qualified'])
  })

  it('as one machine in answer to a question', () => {
    expect(marks('One small server is enough.', '', 'Where does the relay run?')).toEqual(['qualified'])
    expect(marks('Everything fits on one small server.', '', 'Where does the relay run?')).toEqual([])
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
