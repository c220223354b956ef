import { boundsOf, has, isQuantity, type Quantity, type SeqStated } from './stated.ts'
import { headOf, LOADS, STANDING } from './subjects.ts'

/** Which two statements are hard to hold at once: one small rule for each kind. */

export type ContradictionKind = 'number' | 'machine' | 'promise' | 'availability' | 'latency'

/** Numbers this many times apart are no rounding of each other. */
export const APART = 3
/** Requests a second that a small machine, or any one machine, is not expected to take. */
export const MANY_REQUESTS = { small: 1_000, single: 10_000 }
/** From this share of the time on, one machine's failure is too long an outage. */
export const HIGH_AVAILABILITY = 0.999
/** Fewer of something are an example, not an estimate. */
export const LEAST_COUNT = 1_000

/** Everything stated so far that holds, for what may explain a difference. */
export type Known = {
  all: SeqStated[]
  /** What runs on more machines than one; empty for what does not say. */
  spread: Set<string>
}

export type Rule = {
  kind: ContradictionKind
  because: string
  /** The latest of these earlier statements that a later one is hard to hold with. */
  against: (later: SeqStated, earlier: SeqStated[], known: Known) => SeqStated | undefined
}

/** Counts of what comes and goes depend on the moment, and sizes on what they are of. */
function isCompared(it: SeqStated): it is SeqStated & Quantity {
  if (!isQuantity(it) || it.about === '' || it.about === 'bytes') return false
  if (has(it, 'qualified', 'derived', 'limit', 'most', 'least')) return false
  if (it.kind === 'count') return STANDING.has(headOf(it.about)) && boundsOf(it)[1] >= LEAST_COUNT && !has(it, 'each')
  return it.kind === 'size' ? has(it, 'each') : it.kind === 'rate' && !has(it, 'each')
}

/** Of the same thing, under the same load, and without a number of the interviewer's between them. */
const isSame = (one: Quantity, other: SeqStated): other is SeqStated & Quantity =>
  one.kind === other.kind &&
  one.about === other.about &&
  one.told === other.told &&
  has(one, 'average') === has(other, 'average') &&
  has(one, 'peak') === has(other, 'peak') &&
  isCompared(other)

const areApart = (one: Quantity, other: Quantity): boolean => {
  const [[a, b], [c, d]] = [boundsOf(one), boundsOf(other)]
  return a > d * APART || c > b * APART
}

const number: Rule = {
  kind: 'number',
  because: `the same thing, more than ${APART} times apart`,
  against(later, earlier, { all }) {
    if (!isCompared(later)) return undefined
    const before = earlier.findLast((it) => isSame(later, it))
    if (!before || !isQuantity(before) || !areApart(before, later) || isExplained(before, later, all)) return undefined
    // A turn that names two such numbers tells two things apart.
    const isMixed = all.some(
      (it) =>
        isSame(later, it) &&
        areApart(it, it.seq === later.seq ? later : before) &&
        [before.seq, later.seq].includes(it.seq),
    )
    return isMixed ? undefined : before
  },
}

/** A rate that names no load may be the average or the peak, once the two were told apart. */
function isExplained(earlier: SeqStated, later: SeqStated, all: SeqStated[]): boolean {
  if (later.kind !== 'rate' || has(later, 'average', 'peak')) return false
  return all.some(
    (it) =>
      it.seq <= later.seq &&
      it !== earlier &&
      (it.kind === 'factor' || (it.kind === 'rate' && has(it, 'average', 'peak'))),
  )
}

/** One machine and nothing beside it. */
const isSingle = (it: SeqStated, { spread }: Known): boolean =>
  it.kind === 'capacity' &&
  it.value === 1 &&
  !has(it, 'qualified', 'derived', 'each') &&
  !(it.about === '' ? spread.size > 0 : spread.has(it.about) || spread.has(''))

const machine: Rule = {
  kind: 'machine',
  because: 'a high rate, and one machine to take it',
  against(later, earlier, known) {
    // One node of a store may well take ten thousand a second.
    if (!isSingle(later, known) || (later.about !== '' && later.about !== 'app')) return undefined
    const many = has(later, 'small') ? MANY_REQUESTS.small : MANY_REQUESTS.single
    return earlier.findLast(
      (it) =>
        it.kind === 'rate' &&
        !has(it, 'qualified', 'each') &&
        (it.about === '' || LOADS.has(headOf(it.about))) &&
        boundsOf(it)[0] >= many,
    )
  },
}

const promise: Rule = {
  kind: 'promise',
  because: 'a promise, and that it need not hold',
  against(later, earlier) {
    if (later.kind !== 'promise' || has(later, 'qualified')) return undefined
    return earlier.findLast(
      (it) =>
        it.kind === 'promise' &&
        it.promise === later.promise &&
        it.holds !== later.holds &&
        (it.about === later.about || it.about === '' || later.about === '') &&
        !has(it, 'qualified'),
    )
  },
}

const isHighlyAvailable = (it: SeqStated): boolean =>
  !has(it, 'qualified', 'derived') &&
  ((it.kind === 'share' && it.about === 'availability' && boundsOf(it)[0] >= HIGH_AVAILABILITY) ||
    (it.kind === 'promise' && it.promise === 'no-downtime' && it.holds))

const availability: Rule = {
  kind: 'availability',
  because: 'hardly ever down, and one machine that may fail',
  against(later, earlier, known) {
    if (isSingle(later, known)) return earlier.findLast(isHighlyAvailable)
    return isHighlyAvailable(later) ? earlier.findLast((it) => isSingle(it, known)) : undefined
  },
}

const exceeds = (target: SeqStated, wait: SeqStated): boolean =>
  target.kind === 'duration' &&
  wait.kind === 'duration' &&
  has(target, 'target') &&
  !has(target, 'average', 'qualified', 'derived') &&
  has(wait, 'synchronous') &&
  !has(wait, 'qualified', 'derived') &&
  target.about === wait.about &&
  boundsOf(wait)[0] > boundsOf(target)[1]

const latency: Rule = {
  kind: 'latency',
  because: 'a time to answer in, and a longer one that the caller waits',
  against: (later, earlier) => earlier.findLast((it) => exceeds(it, later) || exceeds(later, it)),
}

export const RULES: Rule[] = [number, machine, promise, availability, latency]
