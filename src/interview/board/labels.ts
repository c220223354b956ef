import { type Nest, nestOf } from './nest.ts'
import type { Parts, Shape, Text } from './parts.ts'
import { inReadingOrder } from './shapes.ts'

/** Whose text is whose, before arrows are looked at. */
export type Labels = {
  /** By the id of a shape or an arrow: its words, bound ones first, then in reading order. */
  words: Map<string, string[]>
  /** By the id of a text that labels a shape, the shape: an arrow fastened to the one means the other. */
  owners: Map<string, string>
  /** Texts that are nobody's label so far, in reading order. */
  loose: Text[]
}

/** Bound texts, free text in a leaf, and free text grouped with one shape are labels; and a frame has a name. */
export function labelsOf(parts: Parts): { labels: Labels; nest: Nest } {
  const shapes = new Map(parts.shapes.map((shape) => [shape.id, shape]))
  const arrows = new Set(parts.lines.filter((line) => line.arrow).map((line) => line.id))
  const isBound = (text: Text) => text.container !== null && (shapes.has(text.container) || arrows.has(text.container))
  const texts = inReadingOrder(parts.texts)
  const free = texts.filter((text) => !isBound(text))
  const nest = nestOf(parts, free)
  const labels: Labels = { words: new Map(), owners: new Map(), loose: [] }
  const give = (owner: string, text: Text) => {
    labels.words.set(owner, [...(labels.words.get(owner) ?? []), text.label])
    labels.owners.set(text.id, owner)
  }
  for (const [id, name] of parts.frames) if (name !== '') labels.words.set(id, [name])
  for (const text of texts) if (text.container !== null && isBound(text)) give(text.container, text)
  const partners = partnersOf(parts.shapes)
  for (const text of free) {
    const home = nest.homes.get(text.id)
    const leaf = home && !nest.zones.has(home.id) ? home.id : partners.get(text.groups[0] ?? '')
    if (leaf && (leaf === home?.id || !labels.words.has(leaf))) give(leaf, text)
    else labels.loose.push(text)
  }
  return { labels, nest }
}

/** By group, its only shape. */
function partnersOf(shapes: Shape[]): Map<string, string | null> {
  const partners = new Map<string, string | null>()
  for (const { id, groups } of shapes) {
    const [group] = groups
    if (group !== undefined) partners.set(group, partners.has(group) ? null : id)
  }
  return partners
}
