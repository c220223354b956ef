import { describe, expect, it } from 'vitest'
import { isCopy, spokenOf } from '../../../src/interview/hearing/copying.ts'

const QUESTION = 'How long can a cached copy live if an edit has to be seen within a minute?'
const spoken = spokenOf([`Fine. ${QUESTION}`, 'Do you take the lock before or after you call the provider?'])

describe('a sentence is a copy when it is', () => {
  it.each([
    ['the question itself', QUESTION],
    ['the question with words around it', 'Okay, so how long can a cached copy live, let me think.'],
    [
      'the question turned about',
      'You want to know how long a cached copy can live if an edit has to be seen within a minute.',
    ],
    ['most of its runs', 'if an edit has to be seen within a minute then'],
  ])('%s', (_, sentence) => expect(isCopy(sentence, spoken)).toBe(true))
})

describe('a sentence is not a copy when it', () => {
  it.each([
    [
      'answers in the words of the question',
      'A cached copy can live for thirty seconds, since an edit has to be seen within a minute.',
    ],
    ['picks one of two', 'I take the lock after the call.'],
    ['is too short to tell', 'Within a minute.'],
    ['holds no word', '…'],
    ['is long, and new', `how long ${'it lives in there '.repeat(40)}`],
  ])('%s', (_, sentence) => expect(isCopy(sentence, spoken)).toBe(false))

  it('meets an interviewer who has said nothing', () => {
    expect(isCopy(QUESTION, spokenOf([]))).toBe(false)
  })
})
