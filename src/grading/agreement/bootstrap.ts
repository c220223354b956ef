import { seeded } from '../random.ts'

/** Figures got from rows, by name; null where one is not defined for them. */
export type Statistics<Row, Name extends string> = (rows: readonly Row[]) => Record<Name, number | null>

/** How to resample: `share` is that of the defined resamples between the ends (0.95 for a 95 % interval). */
export type Resampling = { seed: number; resamples: number; share: number }

/** Both ends in the unit of the statistic, or null; and how many resamples it was not defined for. */
export type Interval = { low: number | null; high: number | null; leftOut: number }

/** A single interview says nothing of how interviews differ. */
const LEAST_INTERVIEWS = 2

/**
 * Percentile interval of each statistic (Efron and Tibshirani 1993, "An introduction to the bootstrap", chapter 13) by
 * drawing whole interviews with replacement, since marks of one interview hang together (Davison and Hinkley 1997,
 * "Bootstrap methods and their application", section 3.8, their first strategy). An interview drawn twice brings its
 * rows twice. All statistics are of the same resamples. The same seed gives the same interval, whatever the order of the interviews. Ends are null for fewer than
 * two interviews, or where no resample is defined.
 * @throws RangeError when there is less than one resample, or the share is not between 0 and 1
 */
export function bootstrap<Row extends { interview: string }, Name extends string>(
  rows: readonly Row[],
  statistics: Statistics<Row, Name>,
  { seed, resamples, share }: Resampling,
): Record<Name, Interval> {
  if (!(Number.isInteger(resamples) && resamples > 0)) throw new RangeError('resamples are a whole number, at least 1')
  if (!(share > 0 && share < 1)) throw new RangeError('the share of an interval lies between 0 and 1, such as 0.95')
  const byName = [...Map.groupBy(rows, (row) => row.interview).entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  const interviews = byName.map(([, ofOne]) => ofOne)
  const names = Object.keys(statistics(rows)) as Name[]
  const random = seeded(seed)
  const draw = (): Row[] => interviews.flatMap(() => interviews[Math.floor(random() * interviews.length)] ?? [])
  const drawn = interviews.length < LEAST_INTERVIEWS ? [] : Array.from({ length: resamples }, () => statistics(draw()))
  const intervals = names.map(
    (name) =>
      [
        name,
        intervalOf(
          drawn.map((it) => it[name]),
          share,
        ),
      ] as const,
  )
  return Object.fromEntries(intervals) as Record<Name, Interval>
}

function intervalOf(drawn: readonly (number | null)[], share: number): Interval {
  const defined = drawn.filter((it) => it !== null).sort((a, b) => a - b)
  const tail = (1 - share) / 2
  return { low: quantile(defined, tail), high: quantile(defined, 1 - tail), leftOut: drawn.length - defined.length }
}

/** Between the two nearest in proportion (type 7 of Hyndman and Fan 1996); null for none. */
function quantile(sorted: readonly number[], at: number): number | null {
  const place = (sorted.length - 1) * at
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place))
}
