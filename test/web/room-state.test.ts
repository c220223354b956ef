import { describe, expect, test } from 'vitest'
import { changeRoom, enterRoom, type RoomChange, type RoomState } from '../../web/src/room/room-state.ts'
import { at, makeClock, makeInterview, makeTurn } from './make.ts'

const now = Date.parse(at(0))
type Told = RoomChange extends infer C ? (C extends RoomChange ? Omit<C, 'at'> : never) : never
const after = (state: RoomState, ...told: Told[]) =>
  told.reduce((before, it) => changeRoom(before, { ...it, at: now } as RoomChange), state)
const fresh = () => enterRoom(makeInterview(), now)

const mine = makeTurn(3, 'candidate')
const reply = makeTurn(4, 'interviewer', 'Why? And then?')
const sentence = (part: number, text: string) => ({ name: 'say' as const, data: { seq: 4, part, text } })

describe('the room', () => {
  test('shows sentences as they come, and the turn in their place', () => {
    const speaking = after(fresh(), { name: 'turn', data: mine }, sentence(1, 'Why?'), sentence(2, 'And then?'))
    expect(speaking.said?.sentences.map((it) => it.text)).toEqual(['Why?', 'And then?'])
    expect(speaking.interview.clock.due).toBe('interviewer')
    const spoken = after(speaking, { name: 'turn', data: reply })
    expect(spoken.said).toBeNull()
    expect(spoken.interview.turns.map((it) => it.seq)).toEqual([2, 3, 4])
    expect(spoken.interview.clock.due).toBe('candidate')
  })

  test('whatever comes twice, or late, changes nothing', () => {
    const spoken = after(fresh(), { name: 'turn', data: mine }, { name: 'turn', data: reply })
    expect(after(spoken, { name: 'turn', data: mine }, { name: 'turn', data: reply })).toBe(spoken)
    expect(after(spoken, sentence(1, 'Why?'))).toBe(spoken)
    const twice = after(fresh(), sentence(1, 'Why?'), sentence(1, 'Why?'))
    expect(twice.said?.sentences).toHaveLength(1)
  })

  test('takes the answer to a turn as well as the stream, in whichever order', () => {
    const clock = makeClock({ due: 'candidate' })
    const exchange = { name: 'exchange' as const, data: { turn: mine, reply, clock, fault: null } }
    const streamed = [
      { name: 'turn' as const, data: mine },
      { name: 'turn' as const, data: reply },
    ]
    const one = after(fresh(), exchange, ...streamed).interview
    const other = after(fresh(), ...streamed, exchange).interview
    expect(one).toEqual(other)
    expect(one.turns).toHaveLength(3)
  })

  test('an exchange that comes after the next turn does not turn the clock back', () => {
    const next = makeTurn(5, 'candidate')
    const state = after(fresh(), ...[mine, reply, next].map((data) => ({ name: 'turn' as const, data })))
    const clock = makeClock({ due: 'candidate' })
    const late = after(state, { name: 'exchange', data: { turn: mine, reply, clock, fault: 'late' } })
    expect(late.interview.clock.due).toBe('interviewer')
    expect(late.notice).toBeNull()
  })

  test('a clock written before the latest turn does not say whose turn it is, nor turn a phase back', () => {
    const later = { ...reply, phase: 1 }
    const clock = makeClock({ due: 'candidate', phase: 1 })
    const answered = after(fresh(), { name: 'exchange', data: { turn: mine, reply: later, clock, fault: null } })
    const old = { name: 'phase' as const, data: makeClock({ due: 'interviewer', phase: 0 }) }
    const same = { name: 'phase' as const, data: makeClock({ due: 'interviewer', phase: 1 }) }
    const state = after(answered, old, same, { name: 'turn', data: mine }, { name: 'turn', data: later })
    expect(state.interview.clock).toMatchObject({ due: 'candidate', phase: 1 })
  })

  test('a fault is a notice until the candidate has spoken again', () => {
    const faulty = after(fresh(), { name: 'fault', data: { says: 'no model' } }, { name: 'turn', data: reply })
    expect(faulty.notice).toBe('no model')
    expect(after(faulty, { name: 'turn', data: makeTurn(5, 'candidate') }).notice).toBeNull()
  })

  test('only its own event ends it, and nothing opens it again', () => {
    const over = makeClock({ status: 'ended', due: 'nobody', endReason: 'time', endedAt: at(9) })
    expect(after(fresh(), { name: 'phase', data: over }).interview.clock.status).toBe('open')
    const ended = after(fresh(), { name: 'end', data: over })
    expect(ended.interview.clock.endReason).toBe('time')
    expect(after(ended, { name: 'phase', data: makeClock() }).interview.clock.status).toBe('ended')
    expect(after(ended, { name: 'turn', data: mine }).interview.clock.due).toBe('nobody')
  })
})
