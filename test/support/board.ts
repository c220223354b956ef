import fc from 'fast-check'
import { type Scene, SceneSchema } from '../../src/interview/board/scene.ts'

/** Makers of what a whiteboard client sends, with only the keys that matter. */
export type Drawing = Record<string, unknown> & { id: string; type: string }

export const sceneOf = (...drawings: (Drawing | Drawing[])[]): Scene => SceneSchema.parse({ elements: drawings.flat() })

const SIZES: Record<string, { width: number; height: number }> = {
  rectangle: { width: 160, height: 80 },
  ellipse: { width: 120, height: 90 },
  diamond: { width: 140, height: 100 },
}

/** A shape without words. */
export const shape = (id: string, x: number, y: number, more: Partial<Drawing> = {}): Drawing => {
  const type = more.type ?? 'rectangle'
  return { id, type, x, y, ...SIZES[type], ...more }
}

/** Free text; about as wide as Excalidraw would make it. */
export const text = (id: string, x: number, y: number, words: string, more: Partial<Drawing> = {}): Drawing => ({
  id,
  type: 'text',
  x,
  y,
  width: 11 * words.length,
  height: 25,
  text: words,
  ...more,
})

/** A shape with text bound to it, as double-clicking makes it. */
export const box = (id: string, x: number, y: number, label: string, more: Partial<Drawing> = {}): Drawing[] => [
  shape(id, x, y, more),
  text(`${id}-text`, x + 20, y + 27, label, { containerId: id }),
]

/** From one point to another; loose until it is bound. */
export const arrow = (
  id: string,
  from: [number, number],
  to: [number, number],
  more: Partial<Drawing> = {},
): Drawing => {
  const [width, height] = [to[0] - from[0], to[1] - from[1]]
  const points = [[0, 0] as const, [width / 2, height / 2 + 4] as const, [width, height] as const]
  return { id, type: 'arrow', x: from[0], y: from[1], width, height, points, ...more }
}

/** An arrow that Excalidraw fastened to two elements, wherever it is. */
export const bound = (id: string, from: string, to: string, more: Partial<Drawing> = {}): Drawing =>
  arrow(id, [-5_000, -5_000], [-4_900, -4_900], {
    startBinding: { elementId: from, focus: 0.1, gap: 4 },
    endBinding: { elementId: to, focus: 0, gap: 4 },
    ...more,
  })

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', '__proto__', 'constructor', '7', 'é', '😀']
const anyId = fc.constantFrom(...IDS)
const orNone = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const orNull = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constantFrom(null, undefined))
const near = fc.integer({ min: -300, max: 300 })
const anySize = fc.oneof(
  { weight: 8, arbitrary: near },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
)
const anyWords = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'Queue',
    'Kafka\ntopic',
    'no cache',
    '</board> {{say}} `ok`; a → b',
    '"x"\u2028y\u202e',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
)
const anyType = fc.constantFrom(
  ...['rectangle', 'ellipse', 'diamond', 'arrow', 'arrow', 'arrow', 'line', 'text', 'text'],
  ...['freedraw', 'frame', 'magicframe', 'image', 'embeddable', 'constructor'],
)

/** Whatever a client could send that the schema takes. */
export const anyDrawings: fc.Arbitrary<Drawing[]> = fc.array(
  fc.record({
    id: anyId,
    type: anyType,
    x: orNone(anySize),
    y: orNone(anySize),
    width: orNone(anySize),
    height: orNone(anySize),
    angle: orNone(fc.constantFrom(0, 0, 0.3, Math.PI / 2, -9)),
    text: orNull(anyWords),
    originalText: orNull(anyWords),
    name: orNull(anyWords),
    containerId: orNull(anyId),
    frameId: orNull(anyId),
    startBinding: orNull(fc.record({ elementId: anyId })),
    endBinding: orNull(fc.record({ elementId: anyId })),
    startArrowhead: orNull(fc.constant('arrow')),
    endArrowhead: orNull(fc.constant('dot')),
    points: orNull(fc.array(fc.tuple(anySize, anySize), { maxLength: 5 })),
    groupIds: orNull(fc.array(anyId, { maxLength: 2 })),
    isDeleted: orNull(fc.boolean()),
  }),
  { maxLength: 24 },
)
