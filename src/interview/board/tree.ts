import { type Box, middleOf, type Point } from './shapes.ts'

/** Finds what is near a point without looking at everything: a binary tree of boxes, halved across and down in turn. */

type Entry<T> = { item: T; box: Box; order: number }
/** `first` is the least order of its entries. */
type Branch<T> = { box: Box; first: number; entries: Entry<T>[]; halves: Branch<T>[] }
export type Tree<T> = { top: Branch<T> | null }

const FEW = 8

export function treeOf<T extends { box: Box }>(items: T[]): Tree<T> {
  const entries = items.map((item, order) => ({ item, box: item.box, order }))
  return { top: entries.length === 0 ? null : branchOf(entries, 0) }
}

function branchOf<T>(entries: Entry<T>[], axis: 0 | 1): Branch<T> {
  const far = Number.POSITIVE_INFINITY
  const box = { left: far, top: far, right: -far, bottom: -far }
  let first = far
  for (const { box: it, order } of entries) {
    box.left = Math.min(box.left, it.left)
    box.top = Math.min(box.top, it.top)
    box.right = Math.max(box.right, it.right)
    box.bottom = Math.max(box.bottom, it.bottom)
    first = Math.min(first, order)
  }
  if (entries.length <= FEW) return { box, first, entries, halves: [] }
  const sorted = entries.toSorted((a, b) => middleOf(a.box)[axis] - middleOf(b.box)[axis])
  const half = sorted.length >> 1
  const next = axis === 0 ? 1 : 0
  const halves = [branchOf(sorted.slice(0, half), next), branchOf(sorted.slice(half), next)]
  return { box, first, entries: [], halves }
}

/** Everything within a reach of a point, in no order that means anything. */
export function around<T>(tree: Tree<T>, point: Point, reach: number): T[] {
  const found: T[] = []
  const visit = (branch: Branch<T>): void => {
    if (!isWithin(point, branch.box, reach)) return
    for (const { item, box } of branch.entries) if (isWithin(point, box, reach)) found.push(item)
    branch.halves.forEach(visit)
  }
  if (tree.top) visit(tree.top)
  return found
}

/**
 * The one of least `far` within a reach of a point (0: whose box holds it) and itself not farther than that; of those
 * equally far the one that the tree was given first.
 */
export function nearest<T>(tree: Tree<T>, point: Point, reach: number, far: (item: T) => number): T | null {
  let [best, least, first]: [T | null, number, number] = [null, reach, Number.POSITIVE_INFINITY]
  const visit = (branch: Branch<T>): void => {
    // Nothing is nearer than 0, which spares most of the work where boxes lie in boxes.
    if ((least <= 0 && branch.first > first) || !isWithin(point, branch.box, reach)) return
    for (const { item, box, order } of branch.entries) {
      if ((least <= 0 && order > first) || !isWithin(point, box, reach)) continue
      const length = far(item)
      if (length < least || (length === least && order < first)) [best, least, first] = [item, length, order]
    }
    branch.halves.forEach(visit)
  }
  if (tree.top) visit(tree.top)
  return best
}

function isWithin(point: Point, box: Box, reach: number): boolean {
  const dx = Math.max(box.left - point[0], 0, point[0] - box.right)
  const dy = Math.max(box.top - point[1], 0, point[1] - box.bottom)
  return dx * dx + dy * dy <= reach * reach
}
