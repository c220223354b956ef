import type { Element } from './scene.ts'

/** Plane geometry in the scene's own units (pixels at full size, y downwards). */

export type Point = readonly [x: number, y: number]
export type Box = { left: number; top: number; right: number; bottom: number }

export const middleOf = (box: Box): Point => [(box.left + box.right) / 2, (box.top + box.bottom) / 2]

export const areaOf = (box: Box): number => (box.right - box.left) * (box.bottom - box.top)

/** The upright box around an element that has a width and a height, turned by its angle. */
export function boxOf(it: Pick<Element, 'x' | 'y' | 'width' | 'height' | 'angle'>): Box {
  const [x, y] = [it.x + it.width / 2, it.y + it.height / 2]
  const [cos, sin] = [Math.abs(Math.cos(it.angle)), Math.abs(Math.sin(it.angle))]
  const [width, height] = [Math.abs(it.width), Math.abs(it.height)]
  const [dx, dy] = [(width * cos + height * sin) / 2, (width * sin + height * cos) / 2]
  return { left: x - dx, top: y - dy, right: x + dx, bottom: y + dy }
}

/** The points of an arrow or line on the board, at least two; without points, the diagonal of its box. */
export function pathOf(it: Pick<Element, 'x' | 'y' | 'width' | 'height' | 'angle' | 'points'>): Point[] {
  const local = it.points.length >= 2 ? it.points : [[0, 0] as const, [it.width, it.height] as const]
  const path = local.map(([x, y]): Point => [it.x + x, it.y + y])
  if (it.angle === 0) return path
  const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)]
  const around = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
  const [cx, cy] = middleOf(around)
  const [cos, sin] = [Math.cos(it.angle), Math.sin(it.angle)]
  return path.map(([x, y]) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos])
}

/** Evenly spaced points on the inner stretch of a path, where a label would stand. */
export function innerPoints(path: Point[], count: number): Point[] {
  const legs = path.slice(1).map((to, i) => ({ from: path[i] ?? to, to, length: distance(path[i] ?? to, to) }))
  const total = legs.reduce((sum, leg) => sum + leg.length, 0)
  return Array.from({ length: count }, (_, k) => 0.15 + (0.7 * k) / (count - 1)).flatMap((share) => {
    let left = total * share
    for (const { from, to, length } of legs) {
      if (left <= length) return [between(from, to, length === 0 ? 0 : left / length)]
      left -= length
    }
    return []
  })
}

const between = (from: Point, to: Point, share: number): Point => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
]

export const distance = (a: Point, b: Point): number => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)

/** From a point to a box, 0 inside it. */
export function distanceTo([x, y]: Point, box: Box): number {
  const dx = Math.max(box.left - x, 0, x - box.right)
  const dy = Math.max(box.top - y, 0, y - box.bottom)
  return Math.sqrt(dx * dx + dy * dy)
}

/** From a point to the outline of a box, from either side. */
export function distanceToEdge(point: Point, box: Box): number {
  const [x, y] = point
  const inside = Math.min(x - box.left, box.right - x, y - box.top, box.bottom - y)
  return inside > 0 ? inside : distanceTo(point, box)
}

export const isIn = ([x, y]: Point, box: Box): boolean =>
  x >= box.left && x <= box.right && y >= box.top && y <= box.bottom

/** How much of a box has to lie in another to be counted as inside: people draw over the line. */
const SHARE = 0.8

/** Does a larger box hold a smaller one? */
export function holds(outer: Box, inner: Box): boolean {
  if (areaOf(outer) <= areaOf(inner) || !isIn(middleOf(inner), outer)) return false
  const width = Math.min(outer.right, inner.right) - Math.max(outer.left, inner.left)
  const height = Math.min(outer.bottom, inner.bottom) - Math.max(outer.top, inner.top)
  return width * height >= SHARE * areaOf(inner)
}

export const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Middles that differ by no more than this in height are read as one row. */
const ROW = 40

/** Rows from top to bottom, each from left to right; what shares a place goes by id. */
export function inReadingOrder<T extends { id: string; box: Box }>(items: T[]): T[] {
  const placed = items.map((item) => ({ item, id: item.id, at: middleOf(item.box), row: 0 }))
  placed.sort((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0] || byId(a, b))
  let start = placed[0]?.at[1] ?? 0
  let row = 0
  for (const it of placed) {
    if (it.at[1] - start > ROW) {
      start = it.at[1]
      row++
    }
    it.row = row
  }
  placed.sort((a, b) => a.row - b.row || a.at[0] - b.at[0] || byId(a, b))
  return placed.map((it) => it.item)
}
