import { TOUCH } from './nest.ts'
import type { Line, Ways } from './parts.ts'
import { type Box, distance, distanceTo, distanceToEdge, type Point } from './shapes.ts'
import { nearest, type Tree, treeOf } from './tree.ts'

/** Something that an arrow may end at. */
export type Place = { id: string; box: Box; is: 'leaf' | 'text' | 'zone' }
/** A line and the places at its ends; `guessed` where an end was not fastened to its place, only near it. */
export type Link = { id: string; from: string | null; to: string | null; ways: Ways; guessed: boolean }

/** An arrow that ends this near to a box means it. */
const REACH = 48
/** A box is meant rather than a text unless the text is nearer by this much: labels stand beside arrows. */
const RATHER = 16

type End = { place: Place; far: number; bound: boolean }

/**
 * Arrows, and such plain lines as join two places. @param owners ids of labels → of what they label
 * @returns the links and the number of lines that are none
 */
export function linksOf(
  lines: Line[],
  places: Place[],
  owners: Map<string, string>,
): { links: Link[]; strokes: number } {
  const byId = new Map(places.map((place) => [place.id, place]))
  const groups: Places = {
    near: treeOf(places.filter((it) => it.is !== 'zone')),
    zones: treeOf(places.filter((it) => it.is === 'zone')),
  }
  const links: Link[] = []
  for (const line of lines) {
    const [from, to] = endsOf(line, groups, (id) => byId.get(owners.get(id) ?? id))
    if (!line.arrow && (!from || !to || from.place === to.place)) continue
    const [first, last] = line.backwards ? [to, from] : [from, to]
    links.push({
      id: line.id,
      from: first?.place.id ?? null,
      to: last?.place.id ?? null,
      ways: line.ways,
      guessed: [from, to].some((end) => end?.bound === false),
    })
  }
  return { links, strokes: lines.length - links.length }
}

type Places = { near: Tree<Place>; zones: Tree<Place> }

function endsOf(line: Line, places: Places, find: (id: string) => Place | undefined): (End | null)[] {
  const [start, end] = [line.path[0], line.path.at(-1)]
  if (!start || !end || (!line.arrow && distance(start, end) < TOUCH)) return [null, null]
  const at = (point: Point, bound: string | null, not?: Place): End | null => {
    const place = bound === null ? undefined : find(bound)
    return place ? { place, far: 0, bound: true } : snap(point, places, line.arrow ? REACH : TOUCH, not)
  }
  const [from, to] = [at(start, line.bound[0]), at(end, line.bound[1])]
  if (!from || !to || from.place !== to.place || (from.bound && to.bound)) return [from, to]
  // Near the same place with both ends, one of them must mean another: the one that is farther, or the last.
  return to.bound || (!from.bound && from.far > to.far)
    ? [snap(start, places, REACH, from.place), to]
    : [from, snap(end, places, REACH, to.place)]
}

/** The nearest leaf or text; failing these, the zone whose outline the point touches. */
function snap(point: Point, places: Places, reach: number, not?: Place): End | null {
  const end = (tree: Tree<Place>, most: number, farTo: (it: Place) => number): End | null => {
    const place = nearest(tree, point, most, (it) => (it === not ? Number.POSITIVE_INFINITY : farTo(it)))
    return place && { place, far: farTo(place), bound: false }
  }
  const farTo = (it: Place): number => {
    const far = distanceTo(point, it.box)
    return it.is === 'leaf' ? far : far <= TOUCH ? far + RATHER : Number.POSITIVE_INFINITY
  }
  return end(places.near, reach, farTo) ?? end(places.zones, TOUCH, (it) => distanceToEdge(point, it.box))
}
