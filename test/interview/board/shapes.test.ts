import { describe, expect, it } from 'vitest'
import {
  boxOf,
  distanceTo,
  distanceToEdge,
  holds,
  innerPoints,
  inReadingOrder,
  pathOf,
} from '../../../src/interview/board/shapes.ts'

const rect = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})
const at = (x: number, y: number, width: number, height: number, angle = 0) => ({ x, y, width, height, angle })
const rounded = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_, it) => (typeof it === 'number' ? Math.round(it) : it))

describe('boxOf', () => {
  it('is upright around a turned element', () => {
    expect(boxOf(at(10, 20, 100, 40))).toEqual(rect(10, 20, 100, 40))
    expect(rounded(boxOf(at(0, 0, 100, 40, Math.PI / 2)))).toEqual(rect(30, -30, 40, 100))
    expect(rounded(boxOf(at(0, 0, 100, 100, Math.PI / 4)))).toEqual(rect(-21, -21, 142, 142))
  })

  it('is the same for one drawn from its lower right corner', () => {
    expect(boxOf(at(110, 60, -100, -40))).toEqual(rect(10, 20, 100, 40))
  })
})

describe('pathOf', () => {
  it('puts the points where they are on the board', () => {
    expect(
      pathOf({
        ...at(5, 5, 10, 10),
        points: [
          [0, 0],
          [10, -4],
        ],
      }),
    ).toEqual([
      [5, 5],
      [15, 1],
    ])
  })

  it('is the diagonal where there are no points', () => {
    for (const points of [[], [[3, 3]] as [number, number][]])
      expect(pathOf({ ...at(5, 5, 10, -10), points })).toEqual([
        [5, 5],
        [15, -5],
      ])
  })

  it('turns around the middle of what it covers', () => {
    const path = pathOf({
      ...at(100, 0, 100, 0, Math.PI / 2),
      points: [
        [0, 0],
        [100, 0],
      ],
    })
    expect(rounded(path)).toEqual([
      [150, -50],
      [150, 50],
    ])
  })
})

describe('innerPoints', () => {
  it('lie evenly on the middle stretch, corners and all', () => {
    expect(
      rounded(
        innerPoints(
          [
            [0, 0],
            [50, 0],
            [50, 50],
          ],
          3,
        ),
      ),
    ).toEqual([
      [15, 0],
      [50, 0],
      [50, 35],
    ])
  })

  it('of a path without length are its place', () => {
    expect(
      innerPoints(
        [
          [7, 7],
          [7, 7],
        ],
        2,
      ),
    ).toEqual([
      [7, 7],
      [7, 7],
    ])
    expect(innerPoints([], 2)).toEqual([])
  })
})

describe('distances', () => {
  const box = rect(0, 0, 100, 50)
  it.each([
    [[50, 25], 0, 25],
    [[10, 25], 0, 10],
    [[0, 0], 0, 0],
    [[103, 54], 5, 5],
    [[50, -8], 8, 8],
  ] as const)('from %j to a box and to its outline', (point, far, edge) => {
    expect(distanceTo(point, box)).toBe(far)
    expect(distanceToEdge(point, box)).toBe(edge)
  })
})

describe('a box holds another', () => {
  const outer = rect(0, 0, 100, 100)
  it.each([
    ['that lies in it', rect(10, 10, 50, 50), true],
    ['drawn a little over its line', rect(-5, 10, 50, 50), true],
    ['that is a point', rect(50, 50, 0, 0), true],
    ['half outside', rect(-25, 10, 50, 50), false],
    ['of its own size', rect(0, 0, 100, 100), false],
    ['that is larger', rect(-10, -10, 200, 200), false],
    ['beside it', rect(200, 0, 10, 10), false],
    ['beside it that is a point', rect(200, 0, 0, 0), false],
  ])('%s: %s', (_, inner, expected) => {
    expect(holds(outer, inner)).toBe(expected)
  })
})

describe('reading order', () => {
  const thing = (id: string, x: number, y: number) => ({ id, box: rect(x, y, 10, 10) })
  const read = (...things: ReturnType<typeof thing>[]) => inReadingOrder(things).map((it) => it.id)

  it('goes by rows from the top, each from the left, though nobody draws a straight row', () => {
    const things = [
      thing('d', 0, 200),
      thing('b', 100, -12),
      thing('a', 0, 5),
      thing('c', 200, 20),
      thing('e', 90, 215),
    ]
    expect(read(...things)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(read(...things.toReversed())).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('goes by id where things lie on one another', () => {
    expect(read(thing('b', 0, 0), thing('a', 0, 0))).toEqual(['a', 'b'])
    expect(read()).toEqual([])
  })
})
