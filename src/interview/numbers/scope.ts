import type { Mark } from './stated.ts'

/** The words around a number → marks. */

const any = (patterns: string[]): RegExp => new RegExp(patterns.join('|'), 'g')
const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const AVERAGE = any([
  String.raw`\b(?:on|in|as) (?:an? |the )?average\b`,
  String.raw`\bon (?:an?|any|the) (?:normal|ordinary|typical|average|usual|regular|quiet) (?:day|hour|minute|second)\b`,
  String.raw`\b(?:every|each) (?:single )?day\b`,
  String.raw`\b(?:average|avg|averaged|mean|steady|typically|normally|usually|steady state|over the (?:whole )?day|around the clock)\b`,
])

const WORST = `(?:peaks?|sales?|rush|spikes?|bursts?|busiest|worst|black friday|flash sale|launch|prime time)`
const PEAK = any([
  String.raw`\b(?:(?:at|in|during|on|for) )?(?:the |our |a )?${WORST}(?: (?:peak|case|second|minute|hour|day|time|times|moment|load|traffic))?\b`,
])

const MOST = any([
  String.raw`\b(?:under|below|less than|fewer than|at most|at the most|up to|no more than|not more than|within|max|maximum|or less|or fewer|tops|just under)\b`,
])
const LEAST = any([
  String.raw`\b(?:(?<!all )over|above|(?<!no |not )more than|at least|at the least|exceeds?|exceeding|upwards of|well over|no less than|or more|minimum|plus|north of)\b`,
])
const LIMIT = any([
  String.raw`\b(?:limit|limits|limited|cap|capped|quota|contract|ceiling|budget|allow|allows|allowed|throttle|throttled|capacity|headroom|provision|provisioned|handle|handles|handled|support|supports|sustain|sustains|survive|survives|cope|take|takes|absorb|bear|scale|scales)\b`,
])
const EACH = any([String.raw`\b(?:each|per|every|apiece|single)\b`])

/** Words that say nothing of which number it is. Any other word may. */
const NEUTRAL = set(`
  a an the our we i it it's that that's there there's this these those they which what i'd i'll i'm we'd we'll we're let's let
  us me you so then and well ok okay right hm hmm um uh ah oh yes yeah sure alright please
  is are be being been would will should must can could have has having get gets getting see sees seeing expect expects
  expecting assume assuming estimate estimated estimates guess reckon figure think say says call it's looks look need needs
  come comes coming works out to at about around roughly approximately approx some something like maybe perhaps probably
  likely ballpark order total overall altogether in of all makes make gives give means mean plan talking looking
  system site shop store platform product service app business traffic load volume rate number size with do does receive
  receives serve serves process processes almost nearly between from
`)

/** Whether "at peak", "on average" and the like are said in these words. */
export const loadOf = (words: string): Mark[] => [
  ...(words.search(AVERAGE) === -1 ? [] : ['average' as const]),
  ...(words.search(PEAK) === -1 ? [] : ['peak' as const]),
]

/** Do words say nothing of which number or promise it is? @param own more words that don't */
export function isPlain(words: string, own: string): boolean {
  const known = new Set(own.split(' '))
  const rest = [AVERAGE, PEAK, MOST, LEAST, LIMIT, EACH].reduce((left, pattern) => left.replaceAll(pattern, ' '), words)
  return rest.split(' ').every((word) => word === '' || NEUTRAL.has(word) || known.has(word))
}

/**
 * What the words around a number make of it.
 *
 * @param words without the number: lower case, one space between them
 * @param own words that narrow nothing here, such as its subject
 */
export function marksOf(words: string, own: string): Mark[] {
  const load = loadOf(words)
  const rest = [AVERAGE, PEAK].reduce((left, pattern) => left.replaceAll(pattern, ' '), words)
  const bounds = BOUNDS.filter(([, pattern]) => rest.search(pattern) !== -1).map(([mark]) => mark)
  return [...load, ...bounds, ...(isPlain(words, own) && load.length < 2 ? [] : ['qualified' as const])]
}

const BOUNDS: [Mark, RegExp][] = [
  ['most', MOST],
  ['least', LEAST],
  ['limit', LIMIT],
  ['each', EACH],
]
