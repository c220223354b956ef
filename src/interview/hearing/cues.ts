import type { Span, Token } from '../words.ts'

/**
 * A cue is a phrase an author expects to hear. Its grammar:
 *   dead letter            these words in this order, at most two others between them
 *   unique index|key       alternatives for one word
 *   outbox & transaction   both parts somewhere in one sentence
 * A word of four letters or more matches every word that begins with it (deduplicat → deduplication);
 * a shorter one matches itself and its plural. Hyphens count as spaces. Words that only look like forms of another are
 * no match (again: against).
 */
export type Cue = {
  parts: string[][][]
  /** Of each word the beginnings of its alternatives, one of which has to stand in a sentence. */
  needs: string[][]
}

const GAP = 2
const LONGEST_FORM = 20

function parseCue(text: string): Cue {
  const parts = text.split(' & ').map((part) =>
    part
      .toLowerCase()
      .replaceAll('’', "'")
      .split(/[^\p{L}\p{N}'|]+/u)
      .filter(Boolean)
      .map((word) => word.split('|').filter(Boolean)),
  )
  const given = parts.filter((part) => part.length > 0)
  return { parts: given, needs: given.flat().map((words) => words.map((word) => word.slice(0, LONGEST_FORM))) }
}

const parsed = new Map<string, Cue>()

/** A cue by its text, parsed once. */
export function cueOf(text: string): Cue {
  const cue = parsed.get(text) ?? parseCue(text)
  parsed.set(text, cue)
  return cue
}

/** Common words, each with beginnings of words that mean something else. */
const LOOKALIKES = new Map(
  Object.entries({
    again: ['against'],
    back: ['backlog', 'backoff', 'background', 'backend', 'backup', 'backpressure'],
    count: ['countr'],
    every: ['everyone', 'everybody', 'everything', 'everywhere'],
    even: ['event', 'evening'],
    form: ['format', 'former'],
    free: ['freez'],
    hand: ['handl', 'handover'],
    hard: ['hardly', 'hardware'],
    late: ['latency'],
    near: ['nearly'],
    over: ['overfl', 'overall', 'overload', 'overnight', 'oversell', 'oversold', 'overhead'],
    part: ['partner', 'party', 'parties', 'partition', 'partic'],
    post: ['postgres', 'postcode', 'postpone'],
    read: ['ready'],
    real: ['really', 'realis', 'realiz'],
    rest: ['restart', 'restor', 'restock', 'restrict'],
    some: ['something', 'somebody', 'someone', 'sometimes', 'somehow', 'somewhere'],
    time: ['timeout', 'timestamp'],
  }),
)

function meets(token: string, word: string): boolean {
  if (word.length < 4) return token === word || token === `${word}s`
  return token.startsWith(word) && !LOOKALIKES.get(word)?.some((other) => token.startsWith(other))
}

const isWord = (token: Token | undefined, words: string[]): boolean =>
  token !== undefined && words.some((word) => meets(token.word, word))

/** Is a word one of a cue's own? */
export const isOf = (cue: Cue, token: Token): boolean =>
  cue.parts.some((part) => part.some((words) => isWord(token, words)))

/** Where the words of a part stand, from a token on: the index of each. */
function findPart(part: string[][], words: Token[], from: number): number[] | null {
  const [first, ...rest] = part
  if (!first) return null
  for (let i = from; i < words.length; i++) {
    if (!isWord(words[i], first)) continue
    const at = [i]
    const found = rest.every((word) => {
      const before = at.at(-1) ?? i
      const next = words.findIndex((token, k) => k > before && k <= before + 1 + GAP && isWord(token, word))
      if (next !== -1) at.push(next)
      return next !== -1
    })
    if (found) return at
  }
  return null
}

/** Every place where one part of a cue stands. */
function placesOf(part: string[][], words: Token[]): number[][] {
  const places: number[][] = []
  for (let from = 0; from < words.length; ) {
    const place = findPart(part, words, from)
    if (!place) break
    places.push(place)
    from = (place[0] ?? from) + 1
  }
  return places
}

/** All that a word of a cue could match in a sentence: its words, without an s, and their beginnings. */
function formsOf(sentence: Token[][]): Set<string> {
  const known = forms.get(sentence)
  if (known) return known
  const found = new Set<string>()
  for (const { word } of sentence.flat()) {
    found.add(word)
    if (word.endsWith('s')) found.add(word.slice(0, -1))
    for (let k = 4; k <= Math.min(word.length, LONGEST_FORM); k++) found.add(word.slice(0, k))
  }
  forms.set(sentence, found)
  return found
}
const forms = new WeakMap<Token[][], Set<string>>()

/** Most cues have a word that a sentence lacks; seen at once, without looking for places. */
function mayStand(cue: Cue, sentence: Token[][]): boolean {
  const found = formsOf(sentence)
  // Run for every cue of every sentence, some thousand times a turn.
  for (const words of cue.needs) {
    let stands = false
    for (const word of words) stands ||= found.has(word)
    if (!stands) return false
  }
  return true
}

/** Cues with whose they are, by the beginnings of the word that each of them needs first. */
export type CueTable<Owner> = Map<string, { cue: Cue; owner: Owner }[]>

/** Made once of many cues, to find the few of them that a sentence may hold. */
export function tableOf<Owner>(owners: readonly Owner[], cuesOf: (owner: Owner) => string[]): CueTable<Owner> {
  const table: CueTable<Owner> = new Map()
  for (const owner of owners)
    for (const cue of cuesOf(owner).map(cueOf))
      for (const beginning of cue.needs[0] ?? [])
        table.set(beginning, [...(table.get(beginning) ?? []), { cue, owner }])
  return table
}

/** Whose cues stand in a sentence, whoever says them and however. */
export function standIn<Owner>(table: CueTable<Owner>, sentence: Token[][]): Set<Owner> {
  const found = new Set<Owner>()
  for (const form of formsOf(sentence))
    for (const { cue, owner } of table.get(form) ?? [])
      if (!found.has(owner) && findCue(cue, sentence) !== null) found.add(owner)
  return found
}

/**
 * Finds a cue in a sentence given as clauses. `counts` may refuse a place (a negation, a hedge), given the indexes of the
 * cue's words in the clause; every part of the cue needs one place that counts.
 */
export function findCue(
  cue: Cue,
  sentence: Token[][],
  counts: (clause: Token[], at: number[]) => boolean = () => true,
): Span | null {
  if (!mayStand(cue, sentence)) return null
  const spans: Span[] = []
  for (const part of cue.parts) {
    const place = sentence
      .flatMap((clause) => placesOf(part, clause).map((at) => ({ clause, at })))
      .find(({ clause, at }) => counts(clause, at))
    const start = place?.clause[place.at[0] ?? 0]?.start
    const end = place?.clause[place.at.at(-1) ?? 0]?.end
    if (start === undefined || end === undefined) return null
    spans.push({ start, end })
  }
  if (spans.length === 0) return null
  return { start: Math.min(...spans.map((it) => it.start)), end: Math.max(...spans.map((it) => it.end)) }
}
