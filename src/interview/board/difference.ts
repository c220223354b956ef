import type { Graph, LooseArrow } from './graph.ts'

/** What stands on two boards alike, however it was moved or drawn anew. */

export type Thing = { id: string; what: 'box' | 'zone' | 'note'; label: string; name: string; zone: string | null }

/** Boxes, zones and notes of a board. @param names of its nodes and zones */
export function thingsOf(graph: Graph, names: Map<string, string>): Thing[] {
  const zones = new Map(graph.zones.flatMap((zone) => zone.nodes.map((id) => [id, zone.id] as const)))
  const thing = (what: 'box' | 'zone') => (it: { id: string; label: string }) => {
    const name = names.get(it.id) ?? it.label
    return { id: it.id, what, label: it.label, name, zone: zones.get(it.id) ?? null }
  }
  const notes = graph.loose.notes.map((it): Thing => ({ ...it, what: 'note', name: it.label }))
  return [...graph.nodes.map(thing('box')), ...graph.zones.map(thing('zone')), ...notes]
}

/** By the id of a thing before, the one that it is now: of the same id, or else a new one of the same kind and label. */
export function pairThings(before: Thing[], after: Thing[]): Map<string, Thing> {
  const byId = new Map(after.map((it) => [it.id, it]))
  const known = new Set(before.map((it) => it.id))
  const keyOf = (it: Thing) => `${it.what} ${it.label}`
  const fresh = Map.groupBy(
    after.filter((it) => !known.has(it.id)),
    keyOf,
  )
  const pairs = before.flatMap((it) => {
    const now = byId.get(it.id) ?? fresh.get(keyOf(it))?.shift()
    return now ? [[it.id, now] as const] : []
  })
  return new Map(pairs)
}

export type Arrows = { added: LooseArrow[]; removed: LooseArrow[]; changed: [was: LooseArrow, is: LooseArrow][] }

/** Arrows that differ in ends, direction or label. @param now the id that a place of the board before has on the one after */
export function differArrows(before: LooseArrow[], after: LooseArrow[], now: (id: string) => string): Arrows {
  const keyOf = (it: LooseArrow, idOf: (id: string) => string) =>
    JSON.stringify([it.from && idOf(it.from), it.to && idOf(it.to), it.ways, it.label])
  const was = before.map((arrow) => ({ arrow, key: keyOf(arrow, now) }))
  const is = after.map((arrow) => ({ arrow, key: keyOf(arrow, (id) => id) }))
  // First those of one id, then those that were drawn anew just as they had been.
  const [was1, is1] = withoutPairs(was, is, (it) => it.arrow.id + it.key)
  const [was2, is2] = withoutPairs(was1, is1, (it) => it.key)
  const [was3, is3] = withoutPairs(was2, is2, (it) => it.arrow.id)
  const kept = new Map(is2.map((it) => [it.arrow.id, it.arrow]))
  return {
    added: is3.map((it) => it.arrow),
    removed: was3.map((it) => it.arrow),
    changed: was2.flatMap(({ arrow }): [LooseArrow, LooseArrow][] => {
      const other = kept.get(arrow.id)
      return other ? [[arrow, other]] : []
    }),
  }
}

/** Two lists without what they have in common, one against one. */
function withoutPairs<T>(a: T[], b: T[], keyOf: (it: T) => string): [T[], T[]] {
  const rest = (items: T[], others: T[]): T[] => {
    const counts = new Map<string, number>()
    for (const it of others) counts.set(keyOf(it), (counts.get(keyOf(it)) ?? 0) + 1)
    return items.filter((it) => {
      const left = counts.get(keyOf(it)) ?? 0
      counts.set(keyOf(it), left - 1)
      return left <= 0
    })
  }
  return [rest(a, b), rest(b, a)]
}
