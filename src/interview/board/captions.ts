import type { Shape, Text } from './parts.ts'
import { type Box, distanceTo, innerPoints, middleOf, type Point } from './shapes.ts'
import { around, treeOf } from './tree.ts'

/** Loose text that belongs to what it stands at: the title of a zone, the label of an arrow. */

/** A zone without a label, and what lies directly in it. */
export type Untitled = { zone: Shape; inner: Box[] }
/** An arrow without a label. */
export type Bare = { id: string; path: Point[] }
/** Words by the id of what they speak of, and the ids of the texts that were used up for it. */
export type Captions = { words: Map<string, string[]>; used: Set<string> }

/** @param texts loose ones in reading order; each is used once, titles first. @param homes by text, the shape it is in */
export function captionsOf(untitled: Untitled[], bare: Bare[], texts: Text[], homes: Map<string, Shape>): Captions {
  const captions: Captions = { words: new Map(), used: new Set() }
  const give = (owner: string, given: Text[]) => {
    const words = given.map((text) => text.label)
    captions.words.set(owner, words)
    for (const text of given) captions.used.add(text.id)
  }
  for (const [zone, title] of titlesOf(untitled, texts, homes)) give(zone, [title])
  const rest = texts.filter((text) => !captions.used.has(text.id))
  for (const [arrow, beside] of besideOf(bare, rest)) give(arrow, beside)
  return captions
}

/** A title stands this near above its zone, if not in it. */
const ABOVE = 24

/**
 * For each zone the highest text in it that is above (or failing that, below) everything drawn in it, or one that stands
 * on top of the zone.
 */
function titlesOf(untitled: Untitled[], texts: Text[], homes: Map<string, Shape>): Map<string, Text> {
  const titles = new Map<string, Text>()
  const taken = new Set<Text>()
  const give = (pick: (it: Untitled, text: Text) => boolean) => {
    for (const it of untitled) {
      const title = titles.has(it.zone.id) ? undefined : texts.find((text) => !taken.has(text) && pick(it, text))
      if (!title) continue
      titles.set(it.zone.id, title)
      taken.add(title)
    }
  }
  const isInside = (it: Untitled, text: Text) => homes.get(text.id)?.id === it.zone.id
  give((it, text) => isInside(it, text) && it.inner.every((box) => heightOf(text) < box.top))
  give((it, text) => isInside(it, text) && it.inner.every((box) => heightOf(text) > box.bottom))
  give((it, text) => standsOn(text.box, it.zone.box))
  return titles
}

const heightOf = (text: Text): number => middleOf(text.box)[1]

function standsOn(text: Box, zone: Box): boolean {
  const [x, y] = middleOf(text)
  return x >= zone.left && x <= zone.right && y < zone.top && text.bottom >= zone.top - ABOVE
}

/** Text this near to the inner stretch of an arrow speaks of it. */
const BESIDE = 16
const SAMPLES = 9

/** By the id of an arrow, the texts that stand beside it rather than beside another. */
function besideOf(arrows: Bare[], texts: Text[]): Map<string, Text[]> {
  const tree = treeOf(texts)
  const nearest = new Map<Text, { id: string; far: number }>()
  for (const { id, path } of arrows)
    for (const point of innerPoints(path, SAMPLES))
      for (const text of around(tree, point, BESIDE)) {
        const far = distanceTo(point, text.box)
        if (far < (nearest.get(text)?.far ?? Number.POSITIVE_INFINITY)) nearest.set(text, { id, far })
      }
  return Map.groupBy(
    texts.filter((text) => nearest.has(text)),
    (text) => nearest.get(text)?.id ?? '',
  )
}
