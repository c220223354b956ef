import type { Term } from './terms.ts'

/** Sums of terms, in every reading that their words allow. */

export type Op = 'times' | 'over'
export type Bound = 'most' | 'least' | null
export type Range = [low: number, high: number]

/** What a sum comes to, in the measure of its result, and whether that is what was said in any reading. */
export type Checked = { fits: boolean; gives: number }

/** Back-of-the-envelope rounding, such as a day of 100,000 seconds, stays within this factor either way. */
export const TOLERANCE = 2

/** Do two ranges overlap once widened by the tolerance? "Under" and "over" open the second. */
export function fits([low, high]: Range, [from, to]: Range, bound: Bound = null): boolean {
  const [least, most] = [bound === 'most' ? 0 : from, bound === 'least' ? Number.POSITIVE_INFINITY : to]
  return low <= most * TOLERANCE && least <= high * TOLERANCE
}

export const asSaid = (term: Term): Range => [term.low, term.high]
export const perSecond = (term: Term): Range => [term.low / (term.per ?? 1), term.high / (term.per ?? 1)]
export const middle = ([low, high]: Range): number => (low + high) / 2

type Units = { bytes: number; time: number }

/** Of how many bytes and how many seconds a term is told. */
const unitsOf = (term: Term): Units => ({
  bytes: term.kind === 'size' || (term.kind === 'rate' && term.about === 'bytes') ? 1 : 0,
  time: term.kind === 'duration' ? 1 : term.kind === 'rate' ? -1 : 0,
})

/** "Forty times ten is 400 a second" leaves out one "a second", "a billion a day at 1 kB is 1 TB" the other. */
function isPlausible(units: Units, said: Term): boolean {
  const result = unitsOf(said)
  if (said.kind === 'bare') return units.bytes === 0 && units.time <= 0
  if (units.bytes !== result.bytes) return false
  return (
    units.time === result.time || (units.time === 0 && result.time === -1) || (units.time === -1 && result.time === 0)
  )
}

const combine = (op: Op, [a, b]: Range, [c, d]: Range): Range => (op === 'times' ? [a * c, b * d] : [a / d, b / c])

/** "Three times four is twelve thousand": where a unit is unsaid, so may a thousand be. */
const UNSAID = [1, 1e3, 1e6, 1e-3, 1e-6]

/** Reckons a sum and holds it against what was said; null when the units can't be what was meant. */
export function check(op: Op, first: Term, second: Term, said: Term, bound: Bound): Checked | null {
  const [a, b] = [unitsOf(first), unitsOf(second)]
  const sign = op === 'times' ? 1 : -1
  const units = { bytes: a.bytes + sign * b.bytes, time: a.time + sign * b.time }
  if (!isPlausible(units, said)) return null
  const isUnsaid = [first, second, said].some((term) => term.kind === 'bare' && term.low < 1e3)
  const forms = [asSaid, perSecond]
  const readings = forms.flatMap((x) => forms.map((y) => combine(op, x(first), y(second))))
  const isFit = readings.some(([low, high]) =>
    (isUnsaid ? UNSAID : [1]).some((scale) =>
      forms.some((form) => fits([low * scale, high * scale], form(said), bound)),
    ),
  )
  const isWhole = units.time === unitsOf(said).time
  const [form, per] = isWhole ? [perSecond, 1] : [asSaid, said.per ?? 1]
  return { fits: isFit, gives: middle(combine(op, form(first), form(second))) / per }
}
