import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SceneSchema } from '../../../src/interview/board/scene.ts'
import { anyDrawings, box, sceneOf } from '../../support/board.ts'

const only = (element: Record<string, unknown>) =>
  SceneSchema.parse({ elements: [{ id: 'a', type: 'text', ...element }] })
const first = (element: Record<string, unknown>) => only(element).elements[0]
const refusal = (scene: unknown) => SceneSchema.safeParse(scene).error?.issues.map((it) => it.message)

describe('a scene', () => {
  it('keeps what can be put into words and drops every other key', () => {
    const scene = SceneSchema.parse({
      type: 'excalidraw',
      appState: { theme: 'dark' },
      elements: [
        {
          ...{ id: 'a1', type: 'arrow', x: 1.5, y: 2, width: 30, height: 4, angle: 0.5, strokeColor: '#fff', seed: 7 },
          ...{
            points: [
              [0, 0, 0.5],
              [30, 4],
            ],
            startBinding: { elementId: 'b', focus: 1, gap: 2 },
            endBinding: null,
          },
          ...{ startArrowhead: null, endArrowhead: 'arrow', groupIds: ['g'], frameId: 'f', isDeleted: false },
        },
      ],
    })
    expect(scene).toEqual({
      elements: [
        {
          ...{ id: 'a1', type: 'arrow', x: 1.5, y: 2, width: 30, height: 4, angle: 0.5, text: '', containerId: null },
          ...{
            points: [
              [0, 0],
              [30, 4],
            ],
            startBinding: { elementId: 'b' },
            endBinding: null,
          },
          ...{ startArrowhead: null, endArrowhead: 'arrow', groupIds: ['g'], frameId: 'f', isDeleted: false },
        },
      ],
    })
  })

  it('needs no key but id and type', () => {
    expect(first({})).toEqual({
      ...{ id: 'a', type: 'text', x: 0, y: 0, width: 0, height: 0, angle: 0, text: '', containerId: null, points: [] },
      ...{ startBinding: null, endBinding: null, groupIds: [], frameId: null, isDeleted: false },
    })
  })

  it('takes null for a key that is not set', () => {
    const keys = ['x', 'angle', 'text', 'name', 'containerId', 'startBinding', 'points', 'isDeleted', 'groupIds']
    expect(first(Object.fromEntries(keys.map((key) => [key, null])))).toEqual(first({}))
  })

  it('may be empty', () => {
    expect(SceneSchema.parse({ elements: [] })).toEqual({ elements: [] })
  })

  it('takes types it does not know', () => {
    expect(first({ type: 'hologram' })?.type).toBe('hologram')
  })

  it('parses to itself once parsed', () => {
    fc.assert(
      fc.property(anyDrawings, (drawings) => {
        const scene = sceneOf(drawings)
        expect(SceneSchema.parse(scene)).toEqual(scene)
        expect(SceneSchema.parse(JSON.parse(JSON.stringify(scene)))).toEqual(scene)
      }),
    )
  })
})

describe('the text of an element', () => {
  it('is the one before it was wrapped to its box', () => {
    expect(first({ text: 'Notificat\nionService', originalText: 'NotificationService' })?.text).toBe(
      'NotificationService',
    )
  })

  it('is the name of a frame', () => {
    expect(first({ type: 'frame', name: 'EU region' })?.text).toBe('EU region')
  })

  it('is cut where it is too long, not refused, and never through a character', () => {
    expect(first({ text: 'a'.repeat(5_000) })?.text).toBe('a'.repeat(2_000))
    expect(first({ text: `a${'😀'.repeat(2_000)}` })?.text).toBe(`a${'😀'.repeat(999)}`)
  })

  it('holds no NUL and no lone surrogate', () => {
    expect(first({ text: 'a\0b\ud800c' })?.text).toBe('ab\ufffdc')
  })
})

describe('an id', () => {
  it('is made well-formed wherever it stands, so that references still meet', () => {
    const id = 'x\0\udc00'
    const scene = SceneSchema.parse({
      elements: [
        { id, type: 'rectangle', frameId: id, containerId: id, startBinding: { elementId: id }, groupIds: [id] },
      ],
    })
    const it = scene.elements[0]
    const met = [it?.frameId, it?.containerId, it?.startBinding?.elementId, it?.groupIds[0]]
    expect([it?.id, ...met]).toEqual(Array(5).fill('x\ufffd'))
  })

  it('may not be missing, empty or endless', () => {
    expect(refusal({ elements: [{ type: 'text' }] })).toHaveLength(1)
    expect(refusal({ elements: [{ id: '', type: 'text' }] })).toEqual(['an element needs an id'])
    expect(refusal({ elements: [{ id: 'x'.repeat(201), type: 'text' }] })).toEqual(['an id has at most 200 characters'])
  })
})

describe('sizes', () => {
  it('are finite numbers', () => {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, '1'])
      expect(refusal({ elements: [{ id: 'a', type: 'text', x }] })).toEqual(['a finite number'])
  })

  it('are bounded, so that areas stay finite', () => {
    const it = first({
      x: 1e308,
      y: -1e308,
      width: 1e9,
      points: [
        [1e300, 0],
        [0, -1e300],
      ],
    })
    expect([it?.x, it?.y, it?.width, it?.points]).toEqual([
      1e7,
      -1e7,
      1e7,
      [
        [1e7, 0],
        [0, -1e7],
      ],
    ])
  })

  it('of a long stroke are thinned out between its two ends', () => {
    const points = Array.from({ length: 5_000 }, (_, i) => [i, 0])
    const kept = first({ type: 'freedraw', points })?.points
    expect(kept).toHaveLength(64)
    expect([kept?.[0], kept?.at(-1)]).toEqual([
      [0, 0],
      [4_999, 0],
    ])
  })

  it('refuse a point that is none', () => {
    expect(refusal({ elements: [{ id: 'a', type: 'line', points: [[1]] }] })).toHaveLength(1)
  })
})

describe('a board', () => {
  it('holds at most 2,000 elements', () => {
    const many = Array.from({ length: 2_001 }, (_, i) => ({ id: `e${i}`, type: 'text' }))
    expect(SceneSchema.parse({ elements: many.slice(1) }).elements).toHaveLength(2_000)
    expect(refusal({ elements: many })).toEqual(['a board holds at most 2,000 elements'])
  })

  it('is an object with elements', () => {
    for (const wrong of [null, [], {}, { elements: {} }, { elements: [null] }]) expect(refusal(wrong)).toHaveLength(1)
    expect(refusal({ elements: box('a', 0, 0, 'A') })).toBeUndefined()
  })
})
