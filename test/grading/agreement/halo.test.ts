import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { haloOf } from '../../../src/grading/agreement/halo.ts'
import { LEVELS, type Row } from '../../../src/grading/agreement/rows.ts'
import { aLevel, rows } from './make.ts'

describe('halo', () => {
  it('is the share of errors towards the mean of the other criteria, beside what chance gives', () => {
    // a: the others of the erring 2 are 4 4, above, and it goes up: towards. b: those of the 2 are 1 1, below; up: away.
    // c: the others of the erring 2 are 4 1, above; down: away. d: those of the 2 are 1 2, below; down: towards.
    const some = [
      ...rows('a', 'x', '23 44 44'),
      ...rows('b', 'x', '23 11 11'),
      ...rows('c', 'x', '21 44 11'),
      ...rows('d', 'x', '21 11 22'),
    ]
    // Of the four errors at 2 two go up, so each goes either way with 1/2.
    expect(haloOf(some)).toEqual({ errors: 4, towards: 0.5, chance: 0.5 })
  })

  it('does not take for halo that the lowest level can only be misread upwards', () => {
    const some = [...rows('a', 'x', '12 33 33'), ...rows('b', 'x', '12 44 22')]
    expect(haloOf(some)).toEqual({ errors: 2, towards: 1, chance: 1 })
  })

  it('is above chance where the same level is misread to the side of the others', () => {
    const some = [...rows('a', 'x', '34 44 44'), ...rows('b', 'x', '32 11 11'), ...rows('c', 'x', '32 22 22')]
    // One up, two down at 3: 1/3 for the first, 2/3 for the others.
    const chance = expect.closeTo((1 / 3 + 2 / 3 + 2 / 3) / 3, 9)
    expect(haloOf(some)).toEqual({ errors: 3, towards: 1, chance })
  })

  it('leaves out what has no side: abstentions, a lone criterion, others that average to the level', () => {
    expect(haloOf([...rows('a', 'x', '2- 44'), ...rows('b', 'x', '13'), ...rows('c', 'x', '23 11 33')])).toEqual({
      errors: 0,
      towards: null,
      chance: null,
    })
  })

  it('lies, with its chance, between 0 and 1, and turns with the scale', () => {
    const some = fc.array(
      fc.record({ interview: fc.constantFrom('a', 'b'), criterion: fc.constant('x'), human: aLevel, grader: aLevel }),
    )
    const turned = (row: Row): Row => {
      const turn = (level: number) => LEVELS[4 - level] ?? 1
      return { ...row, human: turn(row.human), grader: row.grader && turn(row.grader) }
    }
    fc.assert(
      fc.property(some, (all) => {
        const halo = haloOf(all)
        const other = haloOf(all.map(turned))
        expect(other.errors).toBe(halo.errors)
        expect(other.towards).toBe(halo.towards)
        expect(other.chance ?? -1).toBeCloseTo(halo.chance ?? -1, 9)
        for (const share of [halo.towards ?? 0, halo.chance ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
