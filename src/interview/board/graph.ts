import { captionsOf } from './captions.ts'
import { cleanLabel } from './label.ts'
import { labelsOf } from './labels.ts'
import { type Link, linksOf, type Place } from './links.ts'
import type { Nest } from './nest.ts'
import { type Parts, partsOf, type ShapeKind, type Text, type Ways } from './parts.ts'
import type { Scene } from './scene.ts'
import { inReadingOrder } from './shapes.ts'

/** What a drawing says, without where anything stands. Ids are those of the elements; a label may be empty. */
export type Graph = { nodes: Node[]; edges: Edge[]; zones: Zone[]; loose: Loose }
/** A leaf shape, or a text that an arrow ends at. */
export type Node = { id: string; label: string; kind: Exclude<ShapeKind, 'frame'> | 'text' }
/** `guessed`: an end was near its node, not fastened to it. Either end may be a zone. */
export type Edge = { id: string; from: string; to: string; label: string; ways: Ways; guessed: boolean }
/** A shape or frame that holds others; `nodes` are ids of the nodes and zones directly in it. */
export type Zone = { id: string; label: string; nodes: string[] }
/** What is joined to nothing: arrows with an end in the air, free text with the zone it stands in, and marks nobody can read. */
export type Loose = { arrows: LooseArrow[]; notes: Note[]; strokes: number }
export type LooseArrow = Omit<Edge, 'from' | 'to'> & { from: string | null; to: string | null }
export type Note = { id: string; label: string; zone: string | null }

/**
 * Reads a scene. Nodes, zones and notes come in reading order (rows from the top, each from the left), arrows in the order
 * of what they join; the order of the scene's elements means nothing.
 */
export function graphOf(scene: Scene): Graph {
  const parts = partsOf(scene)
  const { labels, nest } = labelsOf(parts)
  const places = placesOf(parts, nest, labels.loose)
  const { links, strokes } = linksOf(parts.lines, places, labels.owners)
  const ends = new Set(links.flatMap((link) => [link.from, link.to]))
  const nodes = inReadingOrder(places.filter((it) => it.is === 'leaf' || (it.is === 'text' && ends.has(it.id))))
  const zones = inReadingOrder(places.filter((it) => it.is === 'zone'))
  const zoneOf = (id: string) => nest.parents.get(id) ?? nest.homes.get(id)?.id ?? null
  const inner = Map.groupBy(inReadingOrder([...nodes, ...zones]), (it) => zoneOf(it.id))

  const words = new Map(labels.words)
  for (const text of labels.loose) if (ends.has(text.id)) words.set(text.id, [text.label])
  const untouched = labels.loose.filter((text) => !ends.has(text.id))
  const untitled = parts.shapes
    .filter(({ id }) => nest.zones.has(id) && !words.has(id))
    .map((zone) => ({ zone, inner: (inner.get(zone.id) ?? []).map((it) => it.box) }))
  const joins = new Set(links.map((link) => link.id))
  const bare = parts.lines.filter(({ id }) => joins.has(id) && !words.has(id))
  const captions = captionsOf(untitled, bare, untouched, nest.homes)

  const labelOf = (id: string) => cleanLabel((words.get(id) ?? captions.words.get(id) ?? []).join(' / '))
  const kinds = new Map(parts.shapes.map((shape) => [shape.id, shape.kind]))
  const arrows = inOrder(links, [...nodes, ...zones]).map((link) => ({ ...link, label: labelOf(link.id) }))
  const notes = untouched.filter((text) => !captions.used.has(text.id))
  return {
    nodes: nodes.map(({ id }) => ({ id, label: labelOf(id), kind: kindOf(kinds.get(id)) })),
    edges: arrows.filter(isWhole),
    zones: zones.map(({ id }) => ({ id, label: labelOf(id), nodes: (inner.get(id) ?? []).map((it) => it.id) })),
    loose: {
      arrows: arrows.filter((arrow) => !isWhole(arrow)),
      notes: notes.map(({ id, label }) => ({ id, label, zone: zoneOf(id) })),
      strokes: parts.strokes + strokes,
    },
  }
}

const kindOf = (kind: ShapeKind | undefined): Node['kind'] => (kind === undefined || kind === 'frame' ? 'text' : kind)

const isWhole = (link: LooseArrow): link is Edge => link.from !== null && link.to !== null

function placesOf(parts: Parts, nest: Nest, loose: Text[]): Place[] {
  return [
    ...parts.shapes.map(({ id, box }): Place => ({ id, box, is: nest.zones.has(id) ? 'zone' : 'leaf' })),
    ...loose.map(({ id, box }): Place => ({ id, box, is: 'text' })),
  ]
}

/** By the place of what they leave, then of what they reach; what is in the air comes last. */
function inOrder(links: Link[], places: { id: string }[]): Link[] {
  const order = new Map(places.map((it, i) => [it.id, i]))
  const rankOf = (id: string | null) => order.get(id ?? '') ?? order.size
  // Links come by id, and sorting is stable.
  return links.toSorted((a, b) => rankOf(a.from) - rankOf(b.from) || rankOf(a.to) - rankOf(b.to))
}
