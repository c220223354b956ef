import { differArrows, pairThings, type Thing, thingsOf } from './difference.ts'
import type { Graph } from './graph.ts'
import { listOf, namesOf, sayArrow } from './names.ts'
import {
  sayAdded,
  sayArrowAdded,
  sayArrowChanged,
  sayArrowRemoved,
  sayMoved,
  sayRenamed,
  sayStrokes,
} from './say-change.ts'

/** No line is longer than this (some two hundred boxes), and no board than four of them. */
const LONGEST_LINE = 3_000
const LONGEST_BOARD = 12_000

/**
 * The board in lines: boxes, what each zone holds, arrows, notes; empty for an empty board. Labels are the candidate's
 * words and cannot leave their line. "guessed" is an arrow whose end was near a box, not fastened to it.
 */
export function boardText(graph: Graph): string {
  const names = namesOf(graph)
  const notes = Map.groupBy(graph.loose.notes, (note) => note.zone)
  const nameOf = (id: string) => names.get(id) ?? ''
  const zones = new Set(graph.zones.map((zone) => zone.id))
  const held = new Set(graph.zones.flatMap((zone) => zone.nodes))
  const free = graph.nodes.filter(({ id }) => !held.has(id))
  const lines: [head: string, items: string[]][] = [
    ['boxes', free.map(({ id }) => nameOf(id))],
    ...graph.zones.map(({ id, nodes }): [string, string[]] => {
      const inner = nodes.map((node) => (zones.has(node) ? `${nameOf(node)} (zone)` : nameOf(node)))
      const said = (notes.get(id) ?? []).map((note) => `note: ${note.label}`)
      return [`in ${nameOf(id)}`, inner.length + said.length === 0 ? ['nothing'] : [...inner, ...said]]
    }),
    ['arrows', graph.edges.map((edge) => sayArrow(edge, names))],
    ['loose arrows', graph.loose.arrows.map((arrow) => sayArrow(arrow, names))],
    ['notes', (notes.get(null) ?? []).map((note) => note.label)],
    ['strokes', graph.loose.strokes === 0 ? [] : [String(graph.loose.strokes)]],
  ]
  const full = lines.filter(([, items]) => items.length > 0)
  return listOf(
    full.map(([head, items]) => `${head}: ${listOf(items, LONGEST_LINE)}`),
    LONGEST_BOARD,
    '\n',
  )
}

const EMPTY: Graph = { nodes: [], edges: [], zones: [], loose: { arrows: [], notes: [], strokes: 0 } }

/**
 * What became different, in one line ("added box: Orders; added arrow: Orders → Queue"); empty when nothing that matters
 * did: moving a thing, or drawing it anew under its label, is nothing. @param before null when there was no board yet
 */
export function boardChange(before: Graph | null, after: Graph): string {
  const [was, is] = [sideOf(before ?? EMPTY), sideOf(after)]
  const now = pairThings(was.things, is.things)
  const kept = new Map([...now.values()].map((it) => [it.id, it]))
  const pairs = was.things.flatMap((it): [Thing, Thing][] => {
    const heir = now.get(it.id)
    return heir ? [[it, heir]] : []
  })
  const held = Map.groupBy(is.things, (it) => it.zone)
  const around = (it: Thing) => kept.get(it.zone ?? '') ?? null
  const arrows = differArrows(was.arrows, is.arrows, (id) => now.get(id)?.id ?? id)
  const changes = [
    ...is.things.filter((it) => !kept.has(it.id)).map((it) => sayAdded(it, held.get(it.id) ?? [], around(it))),
    ...arrows.added.map((it) => sayArrowAdded(it, is.names)),
    ...was.things.filter((it) => !now.has(it.id)).map((it) => `removed ${it.what}: ${it.name}`),
    ...arrows.removed.map((it) => sayArrowRemoved(it, was.names)),
    ...pairs.flatMap(sayRenamed),
    ...arrows.changed.map((pair) => sayArrowChanged(pair, was.names, is.names)),
    ...pairs.flatMap(([it, heir]) => sayMoved(heir, now.get(it.zone ?? '') ?? null, around(heir))),
    ...sayStrokes(was.strokes, is.strokes),
  ]
  return listOf(changes, LONGEST_LINE)
}

function sideOf(graph: Graph) {
  const names = namesOf(graph)
  const { arrows, strokes } = graph.loose
  return { names, things: thingsOf(graph, names), arrows: [...graph.edges, ...arrows], strokes }
}
