import { expect, it } from 'vitest'
import { isFault } from '../../src/interview/events.ts'
import { makeSpoke, START } from '../support/hold.ts'

const PAIR = { move: 'probe' as const, target: 'x', phase: 0, because: '', says: 'What about x?' }

it('a model that failed is a fault, a sentence that our guards refused is none', () => {
  expect(isFault(makeSpoke(PAIR, START))).toBe(false)
  expect(isFault(makeSpoke(PAIR, START, { fault: 'refused:verdict' }))).toBe(false)
  expect(isFault(makeSpoke(PAIR, START, { fault: 'patience' }))).toBe(true)
})
