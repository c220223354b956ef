import { expect, test } from 'vitest'
import { waitingSentence } from '../../web/src/scorecard/grade-words.ts'

const waiting = { try: 2, of: 5, at: '2026-03-02T09:00:30.000Z', because: 'the endpoint answered 503' }
const at = Date.parse(waiting.at)

test('a grading that waits says for which try, until when, and why', () => {
  const time = new Date(at).toLocaleTimeString(undefined, { timeStyle: 'short' })
  expect(waitingSentence(waiting, at - 1)).toBe(
    `Waiting to ask the model again, try 2 of 5 at ${time} (the endpoint answered 503). What is graded stays graded.`,
  )
})

test('one whose time has come does not say that it waits', () => {
  expect(waitingSentence(waiting, at)).toBe('Asking the model again, try 2 of 5 (the endpoint answered 503).')
})
