import type { Span, Token } from './words.ts'

/**
 * A cue is a phrase an author expects to hear. Its grammar:
 *   dead letter            these words in this order, at most two others between them
 *   unique index|key       alternatives for one word
 *   outbox & transaction   both parts somewhere in one sentence
 * A word of four letters or more matches every word that begins with it (deduplicat → deduplication);
 * a shorter one matches itself and its plural. Hyphens count as spaces.
 */
export type Cue = { parts: string[][][] }

const GAP = 2

export function parseCue(text: string): Cue {
  const parts = text.split(' & ').map((part) =>
    part
      .toLowerCase()
      .replaceAll('’', "'")
      .split(/[^\p{L}\p{N}'|]+/u)
      .filter(Boolean)
      .map((word) => word.split('|').filter(Boolean)),
  )
  return { parts: parts.filter((part) => part.length > 0) }
}

const meets = (token: string, word: string): boolean =>
  word.length >= 4 ? token.startsWith(word) : token === word || token === `${word}s`

const isWord = (token: Token | undefined, words: string[]): boolean =>
  token !== undefined && words.some((word) => meets(token.word, word))

function findPart(part: string[][], words: Token[], from: number): [number, number] | null {
  const [first, ...rest] = part
  if (!first) return null
  for (let i = from; i < words.length; i++) {
    if (!isWord(words[i], first)) continue
    let at = i
    const found = rest.every((word) => {
      const next = words.findIndex((token, k) => k > at && k <= at + 1 + GAP && isWord(token, word))
      if (next > at) at = next
      return next !== -1
    })
    if (found) return [i, at]
  }
  return null
}

/** Every place where one part of a cue stands: index of its first and last token. */
function placesOf(part: string[][], words: Token[]): [number, number][] {
  const places: [number, number][] = []
  for (let at = 0; at < words.length; ) {
    const place = findPart(part, words, at)
    if (!place) break
    places.push(place)
    at = place[0] + 1
  }
  return places
}

/**
 * Finds a cue in a sentence given as clauses. `counts` may refuse a place (a negation, a hedge); every part of the cue
 * needs one place that counts.
 */
export function findCue(
  cue: Cue,
  sentence: Token[][],
  counts: (clause: Token[], first: number, last: number) => boolean = () => true,
): Span | null {
  const spans: Span[] = []
  for (const part of cue.parts) {
    const place = sentence
      .flatMap((clause) => placesOf(part, clause).map(([first, last]) => ({ clause, first, last })))
      .find(({ clause, first, last }) => counts(clause, first, last))
    const start = place?.clause[place.first]?.start
    const end = place?.clause[place.last]?.end
    if (start === undefined || end === undefined) return null
    spans.push({ start, end })
  }
  if (spans.length === 0) return null
  return { start: Math.min(...spans.map((it) => it.start)), end: Math.max(...spans.map((it) => it.end)) }
}
