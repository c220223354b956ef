/** Text → sentences → clauses → tokens, for cues and guards. Offsets are into the text given. */

export type Span = { start: number; end: number }
export type Token = Span & { word: string }

/** A word, or a number with its thousands. */
const TOKEN = /\d{1,3}(?:,\d{3})+|[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu

/** As words are compared: in small letters, apostrophes alike, no thousands. */
export function plain(text: string): string {
  const small = text.toLowerCase()
  return /[’,]/.test(small) ? small.replaceAll('’', "'").replaceAll(',', '') : small
}

export function tokens(text: string, offset = 0): Token[] {
  const found: Token[] = []
  // Thousands of words a turn: `matchAll` makes a pattern of its own for each of many short texts.
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const start = offset + match.index
    found.push({ word: plain(match[0]), start, end: start + match[0].length })
  }
  return found
}

/** A sentence ends at . ! ? followed by space or the end, or at a line break; "3.5", "e.g." and "= ?" do not end one. */
export function sentences(text: string): Span[] {
  const spans: Span[] = []
  // The look-behind keeps a long run of dots from being tried once for each of its dots.
  const end = /(?<![.!?…]|[=<>] |\b(?:e\.g|i\.e|etc|vs))[.!?…]+["')\]]*(?=\s|$)|\n+/g
  let start = 0
  const push = (stop: number) => {
    const slice = text.slice(start, stop)
    const lead = slice.length - slice.trimStart().length
    if (slice.trim()) spans.push({ start: start + lead, end: start + slice.trimEnd().length })
    start = stop
  }
  for (const match of text.matchAll(end)) push(match.index + match[0].length)
  push(text.length)
  return spans
}

const CLAUSE_END =
  /,(?!\d{3}\b)|[;:()—–]|\s-\s|\b(?:but|so|because|since|however|although|otherwise|until)\b|\band (?=maybe\b|perhaps\b|possibly\b)|\binstead\b(?!\s+of)/gi

/** The stretches of a sentence within which one "not" reaches; a bare list after a comma stays with what went before. */
export function clauses(text: string, sentence: Span): Token[][] {
  const body = text.slice(sentence.start, sentence.end)
  const cuts = [...body.matchAll(CLAUSE_END)].map((match) => ({ at: match.index, comma: match[0] === ',' }))
  const parts: Token[][] = []
  let from = 0
  let joins = false
  for (const cut of [...cuts, { at: body.length, comma: false }]) {
    const words = tokens(body.slice(from, cut.at), sentence.start + from)
    const last = parts.at(-1)
    if (joins && last && !words.some((token) => STATES.has(token.word))) last.push(...words)
    else if (words.length > 0) parts.push(words)
    from = cut.at
    joins = cut.comma
  }
  return parts
}

/** A text as clauses of its sentences. */
export const takeApart = (text: string): Token[][][] => sentences(text).map((span) => clauses(text, span))

const wordSet = (text: string): Set<string> => new Set(text.trim().split(/\s+/))

/** Who or what a statement is about, and the words that tie it together. */
const SUBJECTS = wordSet(
  `i i'd i'll i'm i've we we'd we'll we're we've it it's they they're he she you that that's there there's this these which who
  is are was were be been has have had do does did can could will would shall should must may let let's
  a an the if then its their our my`,
)
/** Verbs that every design uses, which make a statement where no subject is said. */
const VERBS = wordSet(
  `use uses store stores keep keeps hold holds send sends write writes read reads go goes get gets take takes put puts
  make makes lives carry carries run runs return returns check checks start starts stay stays come comes
  sit sits stop stops fail fails wait waits need needs give gives see sees each every any all only after before with`,
)
const STATES = SUBJECTS.union(VERBS)
/** What ties words into a statement where no verb is said ("jitter of sixty seconds on each lifetime"). */
const TIES = wordSet('of on in to at for from by with than per as into like so not where when until')
const ARTICLES = wordSet('a an')

const LIST_PARTS = 2
const LIST_WORDS = 4
/** At most so many words a part in a list of two. */
const PAIR_WORDS = 3
/** At most so many words a part in what is a list in spite of its articles ("an outbox, a saga, a queue"). */
const NAME_WORDS = 3

/** True when a sentence says something, rather than listing keywords: many short parts need a subject among them. */
export function states(sentence: string): boolean {
  const parts = sentence.split(/[,;/]|\band\b/).filter((part) => tokens(part).length > 0)
  const words = tokens(sentence).map((token) => token.word)
  const most = parts.length === LIST_PARTS ? PAIR_WORDS : LIST_WORDS
  const isList = parts.length >= LIST_PARTS && words.length / parts.length <= most
  if (!isList) return words.some((word) => STATES.has(word) || TIES.has(word))
  const names = parts.length > LIST_PARTS && words.length / parts.length <= NAME_WORDS
  return words.some((word) => SUBJECTS.has(word) && !(names && ARTICLES.has(word)))
}
