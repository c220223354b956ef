/** Authored points → words to the person who did, or did not, show them. */

const VERBS = new Set(
  `Accepts Alerts Answers Asks Begins Blocks Caps Compares Computes Counts Decides Explains Feeds Follows Gives Keeps Knows
  Lays Limits Looks Makes Moves Names Puts Refuses Says Sees Serves Sets Sorts Splits Starts States Takes Tells Times Treats
  Turns Weighs Works`.split(/\s+/),
)
/** "Counts are spread", "Answers that …": the same word as a thing. */
const AS_NOUN = /^\w+ (?:are|is|can|may|must|go|come|of|in one|without)\b/
const LATER =
  /( and|,? or|,) (asks|batches|drains|goes|holds|lets|lines|makes|names|pools|puts|rebuilds|rolls|says|takes|treats)(?= )/g
const LED = /^((?:After|Before|When)\b[^,]*), (\w+s) (?!are\b|is\b)/

const base = (verb: string): string => verb.replace(/(?<=go|ch)es$|s$/, '')
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const lower = (text: string): string =>
  /^[A-Z](?:[a-z]| [a-z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

/** `does`: the point is something that the candidate does ("ask how many …"); else it is how their design is. */
export type Worded = { does: boolean; text: string }

/** A point's words as they are said to a candidate, without the full stop. */
export function worded(says: string): Worded {
  const text = says.replace(/\.$/, '')
  const led = LED.exec(text)
  const isVerb = (word: string | undefined) => VERBS.has(capital(word ?? ''))
  if (led && isVerb(led[2]))
    return { does: true, text: asYours(`${base(led[2] ?? '')} ${text.slice(led[0].length)}, ${lower(led[1] ?? '')}`) }
  const [first = ''] = text.split(/[ ,]/)
  if (!VERBS.has(first) || AS_NOUN.test(text)) return { does: false, text: lower(text) }
  return { does: true, text: asYours(`${base(first.toLowerCase())}${text.slice(first.length)}`) }
}

const asYours = (text: string): string =>
  text
    .replace(LATER, (_, joint: string, verb: string) => `${joint} ${base(verb)}`)
    .replaceAll('their own design', 'your own design')
    .replace(/\bthey trust\b/, 'you trust')

/** "you ask how many …", or how the design is. */
export const stated = ({ does, text }: Worded): string => (does ? `you ${text}` : text)

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
/** 2, "step" → "two steps". */
export const counted = (count: number, noun: string): string =>
  `${NUMBERS[count] ?? count} ${noun}${count === 1 ? '' : 's'}`

/** Things in a row: "a", "a and b", "a; b; and c" where one of them has its own commas. */
export const listed = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1)}`

export const asSentence = (text: string): string => capital(/[.?!]["”]?$/.test(text) ? text : `${text}.`)
