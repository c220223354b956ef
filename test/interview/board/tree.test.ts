import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, distanceTo, type Point } from '../../../src/interview/board/shapes.ts'
import { around, nearest, treeOf } from '../../../src/interview/board/tree.ts'

const size = fc.integer({ min: 0, max: 60 })
const anyBox = fc.tuple(size, size, size, size).map(([left, top, width, height]): { box: Box } => ({
  box: { left, top, right: left + width, bottom: top + height },
}))
const anyBoxes = fc.array(anyBox, { maxLength: 60 })
const anyPoint = fc.tuple(size, size)

describe('a tree of boxes', () => {
  it('finds what looking at everything finds', () => {
    fc.assert(
      fc.property(anyBoxes, anyPoint, fc.integer({ min: 0, max: 30 }), (items, point, reach) => {
        const all = items.filter((it) => distanceTo(point, it.box) <= reach)
        expect(new Set(around(treeOf(items), point, reach))).toEqual(new Set(all))
      }),
    )
  })

  it('names the nearest, and the first given of those equally near', () => {
    fc.assert(
      fc.property(anyBoxes, anyPoint, fc.integer({ min: 0, max: 30 }), (items, point, reach) => {
        const far = (it: { box: Box }) => Math.round(distanceTo(point, it.box))
        const [first] = items
          .filter((it) => distanceTo(point, it.box) <= reach && far(it) <= reach)
          .sort((a, b) => far(a) - far(b))
        expect(nearest(treeOf(items), point, reach, far)).toBe(first ?? null)
      }),
    )
  })

  it('takes nothing that is farther by its own measure', () => {
    const point: Point = [5, 5]
    const tree = treeOf([{ box: { left: 0, top: 0, right: 10, bottom: 10 } }])
    expect(nearest(tree, point, 24, () => Number.POSITIVE_INFINITY)).toBeNull()
    expect(nearest(tree, point, 24, () => 24)).not.toBeNull()
    expect(nearest(treeOf<{ box: Box }>([]), point, 24, () => 0)).toBeNull()
    expect(around(treeOf([]), point, 24)).toEqual([])
  })
})
