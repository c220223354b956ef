import { describe, expect, it } from 'vitest'
import { drillFor } from '../../../src/grading/debrief/drills.ts'
import { pointsOf } from '../../../src/interview/rubric.ts'
import { catalogue, scenarios } from './make.ts'

function drillOf(problemId: string, pointId: string, among = scenarios) {
  const problem = catalogue.problems.find((it) => it.id === problemId)
  const point = problem && pointsOf(problem).find((it) => it.id === pointId)
  if (!problem || !point) throw new Error(`${problemId} has no point ${pointId}`)
  return drillFor(problem, point, among, catalogue.dimensions)
}

describe('the drill for a point', () => {
  it.each([
    ['order-processing', 'outbox', 'queue-loss'],
    ['order-processing', 'parked', 'queue-loss'],
    ['order-processing', 'safe-replay', 'queue-loss'],
    ['url-shortener', 'one-refill-for-all', 'cache-made-it-worse'],
    ['rate-limiter', 'tight-deadline', 'cache-made-it-worse'],
    ['traffic-10x', 'caps-the-register', 'cache-made-it-worse'],
  ])('of %s, %s, comes down to the same thing in %s', (problem, point, scenario) => {
    const drill = drillOf(problem, point)
    expect(drill?.scenario).toBe(scenario)
    expect(drill?.why).toMatch(/^It comes down to the same thing on another system: /)
  })

  it('is the nearest in its dimension where none is about it, and says so', () => {
    expect(drillOf('order-processing', 'compensation')).toMatchObject({
      scenario: 'queue-loss',
      title: 'Messages that never arrived',
      why: expect.stringMatching(/^No scenario is about just this; this one is nearest in reliability/),
    })
  })

  it('is the same scenario again where only that trains it', () => {
    expect(drillOf('queue-loss', 'any-order')).toMatchObject({
      scenario: 'queue-loss',
      why: expect.stringMatching(/once more/),
    })
  })

  it('is none where no scenario has its dimension, or none ships', () => {
    expect(drillOf('order-processing', 'card-token')).toBeNull()
    expect(drillOf('order-processing', 'outbox', [])).toBeNull()
  })
})
