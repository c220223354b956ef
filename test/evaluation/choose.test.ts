import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/evaluation/case.ts'
import { choose } from '../../src/evaluation/choose.ts'

const cases = (...ids: string[]) => ids.map((id) => ({ id }) as Case)
const idsOf = (chosen: Case[]) => chosen.map((it) => it.id)

describe('choosing cases', () => {
  it('takes all unless told otherwise, and those whose id holds a text', () => {
    expect(idsOf(choose(cases('a/x', 'b/x', 'b/y'), {}))).toEqual(['a/x', 'b/x', 'b/y'])
    expect(idsOf(choose(cases('a/x', 'b/x', 'b/y'), { only: 'b/' }))).toEqual(['b/x', 'b/y'])
    expect(choose(cases('a/x'), { only: 'c' })).toEqual([])
  })

  it('takes a limit evenly from first to last, of those chosen by name', () => {
    expect(idsOf(choose(cases('a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'b'), { only: 'a', limit: 3 }))).toEqual([
      'a0',
      'a2',
      'a4',
    ])
  })

  it('takes as many as the limit says, where there are so many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 250 }), (count, limit) => {
        const all = cases(...Array.from({ length: count }, (_, i) => String(i)))
        expect(choose(all, { limit })).toHaveLength(Math.min(count, limit))
      }),
    )
  })
})
