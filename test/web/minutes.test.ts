import { expect, test } from 'vitest'
import { inWords, minutesLeft } from '../../web/src/room/minutes.ts'
import { at, makeClock } from './make.ts'

const clock = makeClock({ phaseEndsAt: at(5), endsAt: at(20) })

test('counts whole minutes to the ends of the phase and of the interview', () => {
  expect(minutesLeft(clock, Date.parse(at(0)))).toEqual({ phase: 5, all: 20 })
  expect(minutesLeft(clock, Date.parse(at(4.5)))).toEqual({ phase: 1, all: 16 })
})

test('never goes below nothing, and says so in words', () => {
  const left = minutesLeft(clock, Date.parse(at(21)))
  expect(left).toEqual({ phase: 0, all: 0 })
  expect(inWords(left.all)).toBe('time is up')
  expect(inWords(3)).toBe('3 min left')
})

test('stands still while it is paused', () => {
  const paused = { ...clock, status: 'paused' as const, pausedAt: at(2) }
  expect(minutesLeft(paused, Date.parse(at(300)))).toEqual({ phase: 3, all: 18 })
})
