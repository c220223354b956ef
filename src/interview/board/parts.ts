import { cleanLabel } from './label.ts'
import type { Element, Scene } from './scene.ts'
import { areaOf, type Box, boxOf, byId, type Point, pathOf } from './shapes.ts'

/** A scene sorted into what a diagram is made of, in an order that the scene's own does not change. */

export type ShapeKind = 'rectangle' | 'ellipse' | 'diamond' | 'frame'
export type Shape = { id: string; kind: ShapeKind; box: Box; area: number; frame: string | null; groups: string[] }
export type Text = {
  id: string
  label: string
  box: Box
  container: string | null
  frame: string | null
  groups: string[]
}
/** Which way an arrow points: to its second end, both ways, or neither. */
export type Ways = 'one' | 'both' | 'none'
export type Line = {
  id: string
  path: Point[]
  /** Drawn as an arrow, or as a plain line, which need not connect anything. */
  arrow: boolean
  /** Elements that its two ends are fastened to. */
  bound: [string | null, string | null]
  ways: Ways
  /** Its only head is at its start. */
  backwards: boolean
}
export type Parts = { shapes: Shape[]; frames: Map<string, string>; texts: Text[]; lines: Line[]; strokes: number }

const SHAPES = new Map<string, ShapeKind>([
  ['rectangle', 'rectangle'],
  ['ellipse', 'ellipse'],
  ['diamond', 'diamond'],
  ['frame', 'frame'],
  ['magicframe', 'frame'],
])

/** Shapes from the smallest to the largest, texts and lines by id; what cannot be read is counted as a stroke. */
export function partsOf(scene: Scene): Parts {
  const parts: Parts = { shapes: [], frames: new Map(), texts: [], lines: [], strokes: 0 }
  for (const element of livingOf(scene)) {
    const kind = SHAPES.get(element.type)
    if (kind) parts.shapes.push(shapeOf(element, kind))
    if (kind === 'frame') parts.frames.set(element.id, cleanLabel(element.text))
    else if (element.type === 'text') parts.texts.push(textOf(element))
    else if (element.type === 'arrow' || element.type === 'line') parts.lines.push(lineOf(element))
    else if (!kind) parts.strokes++
  }
  parts.texts = parts.texts.filter((text) => text.label !== '')
  parts.shapes.sort((a, b) => a.area - b.area || byId(a, b))
  return parts
}

/** By id, each id once. */
function livingOf(scene: Scene): Element[] {
  const living = scene.elements.filter((element) => !element.isDeleted)
  // Two elements of one id are no drawing of Excalidraw's; which one stands must still not hang on their order.
  const written = (element: Element) => JSON.stringify(element)
  living.sort((a, b) => byId(a, b) || (written(a) < written(b) ? -1 : 1))
  return living.filter((element, i) => element.id !== living[i - 1]?.id)
}

function shapeOf(it: Element, kind: ShapeKind): Shape {
  const box = boxOf(it)
  return { id: it.id, kind, box, area: areaOf(box), frame: it.frameId, groups: it.groupIds }
}

function textOf(it: Element): Text {
  const { id, containerId, frameId, groupIds } = it
  return { id, label: cleanLabel(it.text), box: boxOf(it), container: containerId, frame: frameId, groups: groupIds }
}

function lineOf(it: Element): Line {
  const arrow = it.type === 'arrow'
  const start = (it.startArrowhead ?? null) !== null
  const end = it.endArrowhead === undefined ? arrow : it.endArrowhead !== null
  return {
    id: it.id,
    path: pathOf(it),
    arrow,
    bound: [it.startBinding?.elementId ?? null, it.endBinding?.elementId ?? null],
    ways: start && end ? 'both' : start || end ? 'one' : 'none',
    backwards: start && !end,
  }
}
