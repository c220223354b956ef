import type { Line, Parts, Shape, Text } from './parts.ts'
import { distanceTo, holds, middleOf } from './shapes.ts'
import { nearest, type Tree, treeOf } from './tree.ts'

/** What lies in what. */
export type Nest = {
  /** By the id of a shape, the id of the smallest one around it. */
  parents: Map<string, string>
  /** By the id of a free text, the smallest shape around its middle. */
  homes: Map<string, Shape>
  /** Shapes that hold others, and frames. All other shapes are leaves. */
  zones: Set<string>
}

/** An end this near to a text or a zone's outline touches it. */
export const TOUCH = 24

/** @param free the texts that are bound to nothing */
export function nestOf(parts: Parts, free: Text[]): Nest {
  const frames = new Map(parts.shapes.filter((it) => it.kind === 'frame').map((it) => [it.id, it]))
  const frameOf = (id: string | null): Shape | undefined => (id === null ? undefined : frames.get(id))
  // Given from the smallest to the largest, so the first that holds a thing is the smallest.
  const tree = treeOf(parts.shapes)
  const parents = new Map<string, string>()
  for (const shape of parts.shapes) {
    const isHolder = (other: Shape) => (holds(other.box, shape.box) ? 0 : Number.POSITIVE_INFINITY)
    const parent = nearest(tree, middleOf(shape.box), 0, isHolder) ?? frameOf(shape.frame)
    // A parent is always larger, so that nothing can lie in itself.
    if (parent && parent.area > shape.area) parents.set(shape.id, parent.id)
  }
  const homes = new Map<string, Shape>()
  for (const text of free) {
    const home = nearest(tree, middleOf(text.box), 0, () => 0) ?? frameOf(text.frame)
    if (home) homes.set(text.id, home)
  }
  const texts = { byId: new Map(free.map((text) => [text.id, text])), tree: treeOf(free) }
  const joined = parts.lines.flatMap((line) => homeOfJoined(line, texts, homes) ?? [])
  return { parents, homes, zones: new Set([...frames.keys(), ...parents.values(), ...joined]) }
}

type Texts = { byId: Map<string, Text>; tree: Tree<Text> }

/** A shape in which a line joins two texts holds things of its own, though none of them has an outline. */
function homeOfJoined(line: Line, texts: Texts, homes: Map<string, Shape>): string | null {
  const [from, to] = [textAt(line, 0, texts), textAt(line, 1, texts)]
  const home = from && homes.get(from.id)
  return home && to && from !== to && homes.get(to.id) === home ? home.id : null
}

function textAt(line: Line, end: 0 | 1, texts: Texts): Text | null {
  const bound = line.bound[end]
  const point = line.path.at(end === 0 ? 0 : -1)
  if (bound !== null || !point) return texts.byId.get(bound ?? '') ?? null
  return nearest(texts.tree, point, TOUCH, (it) => distanceTo(point, it.box))
}
