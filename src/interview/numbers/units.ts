/** Units of size and time, as data: each with its bytes or seconds. */

const table = (rows: [words: string, value: number][]): ReadonlyMap<string, number> =>
  new Map(rows.flatMap(([words, value]) => words.split(' ').map((word): [string, number] => [word, value])))

export const BYTES = table([
  ['byte bytes', 1],
  ['kb kilobyte kilobytes', 1e3],
  ['mb megabyte megabytes meg megs', 1e6],
  ['gb gigabyte gigabytes gig gigs', 1e9],
  ['tb terabyte terabytes', 1e12],
  ['pb petabyte petabytes', 1e15],
  ['kib', 2 ** 10],
  ['mib', 2 ** 20],
  ['gib', 2 ** 30],
  ['tib', 2 ** 40],
  ['bit bits', 1 / 8],
  ['kbit kilobit kilobits', 1e3 / 8],
  ['mbit megabit megabits', 1e6 / 8],
  ['gbit gigabit gigabits', 1e9 / 8],
])

/** With their "per second" in them. */
export const BYTE_RATES = table([
  ['kbps', 1e3 / 8],
  ['mbps', 1e6 / 8],
  ['gbps', 1e9 / 8],
])

/** "Mb" is megabits to some and megabytes to others. */
export const EITHER_SIZE: ReadonlySet<string> = new Set(['Kb', 'Mb', 'Gb', 'Tb', 'Pb'])

export const SECONDS = table([
  ['ns nanosecond nanoseconds', 1e-9],
  ['us µs microsecond microseconds', 1e-6],
  ['ms millis msec msecs millisecond milliseconds', 1e-3],
  ['s sec secs second seconds', 1],
  ['min mins minute minutes', 60],
  ['h hr hrs hour hours', 3_600],
  ['day days', 86_400],
  ['week weeks', 604_800],
  ['month months', 2_592_000],
  ['year years yr yrs', 31_536_000],
])

/** Of what a rate is told: "a day", "per sec". */
export const PER = table([
  ['second sec s', 1],
  ['minute min', 60],
  ['hour hr h', 3_600],
  ['day', 86_400],
  ['week', 604_800],
  ['month', 2_592_000],
  ['year yr', 31_536_000],
])

export const PER_ADVERBS = table([
  ['hourly', 3_600],
  ['daily', 86_400],
  ['weekly', 604_800],
  ['monthly', 2_592_000],
  ['yearly annually', 31_536_000],
])

/** Rates that are one word, and what they count. */
export const RATES: ReadonlyMap<string, string> = new Map([
  ['rps', 'requests'],
  ['qps', 'queries'],
  ['tps', 'transactions'],
  ['iops', 'operations'],
])
