import { describe, expect, it } from 'vitest'
import { graphOf } from '../../../src/interview/board/graph.ts'
import { arrow, bound, box, type Drawing, sceneOf, shape } from '../../support/board.ts'

/** Two boxes with 240 between them: the first ends at 160, the second begins at 400. */
const ENDS = [box('a', 0, 0, 'A'), box('b', 400, 0, 'B')]
const read = (...drawings: (Drawing | Drawing[])[]) => graphOf(sceneOf(...ENDS, ...drawings))
const ends = (...drawings: (Drawing | Drawing[])[]) => {
  const { edges, loose } = read(...drawings)
  return [...edges, ...loose.arrows].map((it) => [it.from, it.to, it.guessed])
}

describe('an arrow', () => {
  it('joins what it is fastened to, wherever it seems to be', () => {
    expect(read(bound('x', 'a', 'b')).edges).toEqual([
      { id: 'x', from: 'a', to: 'b', ways: 'one', label: '', guessed: false },
    ])
  })

  it('that is fastened nowhere joins the boxes its ends are near, and is marked as guessed', () => {
    expect(ends(arrow('x', [180, 40], [370, 40]))).toEqual([['a', 'b', true]])
  })

  it('that runs into its boxes joins them', () => {
    expect(ends(arrow('x', [80, 40], [480, 40]))).toEqual([['a', 'b', true]])
  })

  it('is guessed when one of its ends is', () => {
    expect(ends(arrow('x', [180, 40], [370, 40], { startBinding: { elementId: 'a' } }))).toEqual([['a', 'b', true]])
  })

  it('goes by where it ends when what it was fastened to is gone, or is nothing to end at', () => {
    const stale = { startBinding: { elementId: 'gone' }, endBinding: { elementId: 'x' } }
    expect(ends(arrow('x', [180, 40], [370, 40], stale))).toEqual([['a', 'b', true]])
  })

  it.each([
    ['at its end', [180, 40], [300, 40], ['a', null, true]],
    ['at its start', [260, 40], [390, 40], [null, 'b', true]],
    ['at both', [260, 300], [300, 300], [null, null, false]],
  ] as const)('in the air %s is loose', (_, from, to, expected) => {
    const graph = read(arrow('x', [...from], [...to]))
    expect(graph.edges).toEqual([])
    expect(graph.loose.arrows.map((it) => [it.from, it.to, it.guessed])).toEqual([expected])
  })

  it('goes to the nearest of several boxes, the smaller where it lies in both', () => {
    expect(ends(box('c', 350, 100, 'C'), arrow('x', [165, 40], [385, 60]))).toEqual([['a', 'b', true]])
    expect(ends(shape('c', 380, -20, { width: 90, height: 90 }), arrow('x', [165, 40], [420, 40]))).toEqual([
      ['a', 'c', true],
    ])
  })

  it('near one box with both ends means another with the farther one', () => {
    const third = box('c', 0, 110, 'C')
    expect(ends(third, arrow('x', [80, 84], [80, 94]))).toEqual([['a', 'c', true]])
    expect(ends(third, arrow('x', [80, 94], [80, 82]))).toEqual([['c', 'a', true]])
    expect(ends(arrow('x', [165, 40], [190, 40]))).toEqual([['a', null, true]])
    expect(ends(arrow('x', [190, 40], [165, 40]))).toEqual([[null, 'a', true]])
    expect(ends(arrow('x', [165, 40], [190, 40], { endBinding: { elementId: 'a' } }))).toEqual([[null, 'a', false]])
  })

  it('may lead back to what it is fastened to', () => {
    expect(ends(bound('x', 'a', 'a'))).toEqual([['a', 'a', false]])
  })

  it('in a zone goes to the box near its end, not to the zone around it', () => {
    const zone = shape('z', -100, -100, { width: 800, height: 300 })
    expect(ends(zone, arrow('x', [180, 40], [370, 40]))).toEqual([['a', 'b', true]])
    expect(ends(zone, arrow('x', [180, 40], [280, 40]))).toEqual([['a', null, true]])
  })

  it('prefers a box to a text, which may be its label', () => {
    const beside = { id: 't', type: 'text', x: 330, y: 20, width: 50, height: 15, text: 'ack' }
    expect(ends(beside, arrow('x', [165, 40], [385, 40]))).toEqual([['a', 'b', true]])
  })

  it('turned by an angle is where it is seen', () => {
    const upright = arrow('x', [180, 40], [380, 40], { angle: Math.PI / 2 })
    expect(ends(upright)).toEqual([[null, null, false]])
    expect(ends(arrow('x', [280, -60], [280, 140], { angle: -Math.PI / 2 }))).toEqual([['a', 'b', true]])
  })
})

describe('the heads of an arrow', () => {
  it.each([
    [{}, 'a', 'b', 'one'],
    [{ startArrowhead: null, endArrowhead: 'triangle' }, 'a', 'b', 'one'],
    [{ startArrowhead: 'arrow', endArrowhead: null }, 'b', 'a', 'one'],
    [{ startArrowhead: 'arrow', endArrowhead: 'arrow' }, 'a', 'b', 'both'],
    [{ startArrowhead: null, endArrowhead: null }, 'a', 'b', 'none'],
  ])('%j tell its direction', (heads, from, to, ways) => {
    expect(read(bound('x', 'a', 'b', heads)).edges).toMatchObject([{ from, to, ways }])
  })
})

describe('a plain line', () => {
  const line = (from: [number, number], to: [number, number], more: Partial<Drawing> = {}) =>
    arrow('x', from, to, { type: 'line', ...more })

  it('joins two boxes without a direction', () => {
    expect(read(line([165, 40], [395, 40])).edges).toMatchObject([{ from: 'a', to: 'b', ways: 'none', guessed: true }])
  })

  it.each([
    ['leads nowhere', line([165, 40], [300, 40])],
    ['stays at one box', line([10, 85], [150, 85])],
    ['stands between two boxes without touching them', line([200, 40], [360, 40])],
    [
      'is closed',
      line([162, 40], [162, 40], {
        points: [
          [0, 0],
          [238, 0],
          [100, 90],
          [0, 0],
        ],
      }),
    ],
  ])('that %s is a stroke', (_, drawing) => {
    expect(read(drawing)).toMatchObject({ edges: [], loose: { arrows: [], strokes: 1 } })
  })

  it('loses no text that was bound to it', () => {
    const label = { id: 't', type: 'text', x: 200, y: 500, width: 50, height: 25, text: 'sync', containerId: 'x' }
    expect(read(line([165, 40], [300, 40]), label).loose.notes).toMatchObject([{ label: 'sync' }])
  })
})
