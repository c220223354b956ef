import type { Thing } from './difference.ts'
import type { LooseArrow } from './graph.ts'
import { listOf, sayArrow } from './names.ts'

/** One difference between two boards, in words. Pairs are what a thing was and what it is now. */

type Names = Map<string, string>

const LONGEST_HELD = 400

/** @param around the zone it is in, if that stood there before: what a new zone holds is told with the zone */
export function sayAdded(it: Thing, held: Thing[], around: Thing | null): string {
  const names = held.filter((thing) => thing.what !== 'note').map((thing) => thing.name)
  const holds = names.length === 0 ? '' : ` (holds ${listOf(names, LONGEST_HELD, ', ')})`
  return `added ${it.what}: ${it.name}${around ? ` (in ${around.name})` : ''}${holds}`
}

export function sayRenamed([was, is]: [Thing, Thing]): string[] {
  if (was.label === is.label) return []
  if (was.label === '') return [`named a ${is.what}: ${is.label}`]
  if (is.label === '') return [`removed the name of ${was.what} "${was.label}"`]
  const verb = was.what === 'note' && is.what === 'note' ? 'changed note' : 'renamed'
  return [`${verb} "${was.label}" to "${is.label}"`]
}

/** @param from the zone it was in, if that still stands; @param into the one it is in, if that stood there before */
export function sayMoved(is: Thing, from: Thing | null, into: Thing | null): string[] {
  if (is.what === 'note' || from?.id === into?.id) return []
  if (into) return [`moved ${is.name} into ${into.name}`]
  return from && is.zone === null ? [`moved ${is.name} out of ${from.name}`] : []
}

const kindOf = (arrow: LooseArrow): string =>
  arrow.from === null || arrow.to === null ? 'loose arrow' : arrow.ways === 'none' ? 'line' : 'arrow'

export const sayArrowAdded = (arrow: LooseArrow, names: Names): string =>
  `added ${kindOf(arrow)}: ${sayArrow(arrow, names)}`

export const sayArrowRemoved = (arrow: LooseArrow, names: Names): string =>
  `removed ${kindOf(arrow)}: ${sayArrow({ ...arrow, guessed: false }, names)}`

export function sayArrowChanged([was, is]: [LooseArrow, LooseArrow], before: Names, after: Names): string {
  const bare = (arrow: LooseArrow, names: Names) => sayArrow({ ...arrow, label: '', guessed: false }, names)
  const [old, now] = [bare(was, before), bare(is, after)]
  if (old !== now) return `changed ${kindOf(was)}: ${old} is now ${sayArrow(is, after)}`
  if (was.label === '') return `labelled ${kindOf(is)} ${now}: ${is.label}`
  if (is.label === '') return `removed label "${was.label}" of ${kindOf(is)} ${now}`
  return `relabelled ${kindOf(is)} ${now} from "${was.label}" to "${is.label}"`
}

/** Strokes cannot be read, so only whether there are any is told. */
export function sayStrokes(was: number, is: number): string[] {
  if (was === 0 && is > 0) return ['added strokes that are no boxes or arrows']
  return was > 0 && is === 0 ? ['removed all strokes'] : []
}
