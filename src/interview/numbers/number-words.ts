/** Number words and the letters that stand for them, as data. */

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'

export const UNITS: ReadonlyMap<string, number> = new Map(ones.split(' ').map((word, value) => [word, value]))

export const TENS: ReadonlyMap<string, number> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, (i + 2) * 10]),
)

export const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['grand', 1e3],
  ['lakh', 1e5],
  ['lakhs', 1e5],
  ['million', 1e6],
  ['crore', 1e7],
  ['crores', 1e7],
  ['billion', 1e9],
  ['trillion', 1e12],
])

/** Written after a number's digits. */
export const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['mio', 1e6],
  ['mil', 1e6],
  ['b', 1e9],
  ['bn', 1e9],
])

/** Minutes or millions, bytes or billions: only what follows can tell. */
export const UNSURE: ReadonlySet<string> = new Set(['m', 'b', 'B'])

/** "Tens of thousands": from so many to a hundred times as many. */
export const PLURALS: ReadonlyMap<string, number> = new Map([
  ['tens', 10],
  ['dozens', 12],
  ['hundreds', 1e2],
  ['thousands', 1e3],
  ['millions', 1e6],
  ['billions', 1e9],
])
export const PLURAL_REACH = 100

/** "A few thousand", as low and high; one value where it is meant as one. */
export const LOOSE: ReadonlyMap<string, [low: number, high: number]> = new Map([
  ['couple', [2, 2]],
  ['few', [2, 6]],
  ['handful', [3, 7]],
  ['several', [3, 9]],
  ['dozen', [12, 12]],
])
