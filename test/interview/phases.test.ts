import { describe, expect, it } from 'vitest'
import { endOf, minutesLeft, phaseAt, phaseEnd, totalMinutes } from '../../src/interview/phases.ts'
import { MINUTE } from '../support/hold.ts'
import { makeFormat } from '../support/rubric.ts'

const format = makeFormat()

describe('phases', () => {
  it('add up to the interview', () => {
    expect(totalMinutes(format)).toBe(22)
    expect(endOf(format, 1000)).toBe(1000 + 22 * MINUTE)
  })

  it('stay with the last one beyond it, and refuse a format without any', () => {
    expect(phaseAt(format, 9).id).toBe('summary')
    expect(() => phaseAt({ ...format, phases: [] }, 0)).toThrow('short')
  })
})

describe('phaseEnd', () => {
  const endsAt = 22 * MINUTE

  it('gives a phase its minutes when the plan is kept', () => {
    expect(phaseEnd(format, 1, 5 * MINUTE, endsAt)).toBe(11 * MINUTE)
  })

  it('gives it what the plan still has when the candidate is ahead', () => {
    expect(phaseEnd(format, 1, 2 * MINUTE, endsAt)).toBe(11 * MINUTE)
  })

  it('leaves the last phase its minutes, and never goes past the end, when the candidate is late', () => {
    expect(phaseEnd(format, 2, 18 * MINUTE, endsAt)).toBe(19 * MINUTE)
    expect(phaseEnd(format, 3, 30 * MINUTE, endsAt)).toBe(22 * MINUTE)
  })
})

describe('minutesLeft', () => {
  it.each([
    [0, 22],
    [20, 22],
    [31, 21],
    [60, 21],
    [22 * 60 - 20, 0],
    [99 * 60, 0],
  ])('after %i s says %i', (seconds, minutes) => {
    expect(minutesLeft({ endsAt: 22 * MINUTE }, seconds * 1000)).toBe(minutes)
  })
})
