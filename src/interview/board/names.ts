import type { Graph, LooseArrow } from './graph.ts'
import { byId } from './shapes.ts'

/** What things on a board are called in words. */

const UNNAMED = {
  rectangle: 'unnamed box',
  ellipse: 'unnamed ellipse',
  diamond: 'unnamed diamond',
  text: 'unnamed text',
}

/**
 * A name for each node and zone: its label, and a number from the second of the same label on. Numbers go by id, so that
 * moving things renames nothing.
 */
export function namesOf(graph: Graph): Map<string, string> {
  const things = [
    ...graph.nodes.map(({ id, label, kind }) => ({ id, name: label || UNNAMED[kind] })),
    ...graph.zones.map(({ id, label }) => ({ id, name: label || 'unnamed zone' })),
  ]
  const seen = new Map<string, number>()
  const names = things.toSorted(byId).map(({ id, name }): [string, string] => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return [id, count === 1 ? name : `${name} (${count})`]
  })
  return new Map(names)
}

const ARROWS = { one: '→', both: '↔', none: '—' }

/** "Orders → Queue: publish (guessed)"; an end in the air is "nothing". */
export function sayArrow(arrow: LooseArrow, names: Map<string, string>): string {
  const nameOf = (id: string | null) => (id === null ? 'nothing' : (names.get(id) ?? 'nothing'))
  const label = arrow.label === '' ? '' : `: ${arrow.label}`
  return `${nameOf(arrow.from)} ${ARROWS[arrow.ways]} ${nameOf(arrow.to)}${label}${arrow.guessed ? ' (guessed)' : ''}`
}

/** Joins items, as many as fit in a number of characters, and counts the rest. */
export function listOf(items: string[], most: number, between = '; '): string {
  let length = 0
  const fits = items.findIndex((item) => {
    length += item.length + between.length
    return length > most
  })
  return fits === -1 ? items.join(between) : [...items.slice(0, fits), `and ${items.length - fits} more`].join(between)
}
