import { describe, expect, it } from 'vitest'
import { choose, ReplySchema } from '../../../src/interview/speaking/reply.ts'

const LEGAL = [
  { move: 'probe' as const, target: 'lost-message', phase: 1, because: 'b', says: 'A?' },
  { move: 'answer' as const, target: null, phase: 1, because: 'b', says: 'B.' },
]

describe('choose', () => {
  it('takes the legal pair that is named', () => {
    expect(choose(LEGAL, 'probe', 'lost-message')).toBe(LEGAL[0])
    expect(choose(LEGAL, 'answer', 'none')).toBe(LEGAL[1])
  })

  it.each([
    ['probe', 'other'],
    ['probe', null],
    ['deepen', 'lost-message'],
    ['answer', null],
    ['answer', ''],
    [undefined, undefined],
    [['probe'], 'lost-message'],
    ['PROBE', 'lost-message'],
    ['probe ', 'lost-message'],
  ])('refuses (%j, %j)', (move, target) => {
    expect(choose(LEGAL, move, target)).toBeNull()
  })
})

describe('ReplySchema', () => {
  it('keeps the order in which an answer is emitted', () => {
    expect(Object.keys(ReplySchema.shape)).toEqual(['move', 'target', 'say', 'observed'])
  })

  it('refuses a move that is none', () => {
    expect(ReplySchema.safeParse({ move: 'praise', target: 'none', say: 'x', observed: [] }).success).toBe(false)
  })
})
