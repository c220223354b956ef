import { z } from 'zod'
import { cut } from './label.ts'

/**
 * A whiteboard as a client sends it: Excalidraw's elements, reduced to what can be put into words. Keys that are not
 * named here are dropped, keys that are missing have a default, and a parsed scene parses to itself.
 */
const MOST_ELEMENTS = 2_000
const LONGEST_TEXT = 2_000
const LONGEST_ID = 200
const MOST_POINTS = 64
const MOST_GROUPS = 20
/** Far beyond any board, and small enough that areas and distances stay finite. */
const FARTHEST = 1e7

/** What a database can store: no lone surrogates, no NUL. */
const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', '')

/** -0 becomes 0, as it does in a store. */
const clamp = (size: number): number => Math.min(FARTHEST, Math.max(-FARTHEST, size)) + 0

/** A long stroke keeps its two ends and an even choice of what lies between. */
function thin<T>(points: T[]): T[] {
  if (points.length <= MOST_POINTS) return points
  const step = (points.length - 1) / (MOST_POINTS - 1)
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * step)]).filter((it) => it !== undefined)
}

const Id = z
  .string()
  .min(1, 'an element needs an id')
  .max(LONGEST_ID, `an id has at most ${LONGEST_ID} characters`)
  .transform(wellFormed)
const OptionalId = Id.nullish().transform((id) => id ?? null)
const Words = z.string().transform((text) => cut(wellFormed(text), LONGEST_TEXT))
const Size = z
  .number('a finite number')
  .nullish()
  .transform((size) => clamp(size ?? 0))
// A point may carry more than x and y; the rest is not kept.
const Point = z
  .tuple([z.number().transform(clamp), z.number().transform(clamp)], z.unknown())
  .transform(([x, y]): [number, number] => [x, y])
const Binding = z
  .object({ elementId: Id })
  .nullish()
  .transform((binding) => binding ?? null)
/** The name of an arrowhead, null for none; undefined when the client did not say. */
const Head = z
  .string()
  .transform((head) => cut(wellFormed(head), LONGEST_ID))
  .nullable()
  .optional()

const ElementSchema = z
  .object({
    id: Id,
    /** Any type is accepted; graph.ts knows which it can read. */
    type: z.string().transform((type) => cut(wellFormed(type), LONGEST_ID)),
    x: Size,
    y: Size,
    width: Size,
    height: Size,
    /** Radians, around the element's middle. */
    angle: Size,
    text: Words.nullish(),
    /** The text before it was wrapped to its box. */
    originalText: Words.nullish(),
    /** A frame's. */
    name: Words.nullish(),
    containerId: OptionalId,
    startBinding: Binding,
    endBinding: Binding,
    startArrowhead: Head,
    endArrowhead: Head,
    points: z
      .array(Point)
      .nullish()
      .transform((points) => thin(points ?? [])),
    isDeleted: z
      .boolean()
      .nullish()
      .transform((deleted) => deleted ?? false),
    frameId: OptionalId,
    /** Innermost first. */
    groupIds: z
      .array(Id)
      .nullish()
      .transform((groups) => (groups ?? []).slice(0, MOST_GROUPS)),
  })
  .transform(({ originalText, name, ...element }) => ({
    ...element,
    text: originalText ?? element.text ?? name ?? '',
  }))

export const SceneSchema = z.object({
  elements: z
    .array(ElementSchema)
    .max(MOST_ELEMENTS, `a board holds at most ${MOST_ELEMENTS.toLocaleString('en')} elements`),
})

export type Scene = z.output<typeof SceneSchema>
export type Element = Scene['elements'][number]
