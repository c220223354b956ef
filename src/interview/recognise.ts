import { type Cue, findCue, parseCue } from './cues.ts'
import type { Point } from './rubric.ts'
import { clauses, type Span, sentences, states, type Token, tokens } from './words.ts'

/** A point heard in a turn, with the sentence that shows it; `quote` is text.slice(start, end). */
export type Heard = Span & { id: string; quote: string }

type Recognisable = Pick<Point, 'id' | 'cues' | 'asked'>

/**
 * The local recogniser: which points does this turn show, by phrases? It knows phrases, not meaning. What is denied,
 * hedged, asked, listed without a statement or repeated from the interviewer does not count.
 *
 * @param heard what the interviewer has said so far; copying it shows nothing
 */
export function recognise(points: Recognisable[], text: string, heard: string[] = []): Heard[] {
  const copied = new Set(heard.flatMap(shingles))
  const found = new Map<string, Heard>()
  for (const span of sentences(text)) {
    const sentence = text.slice(span.start, span.end)
    if (isCopy(sentence, copied)) continue
    const parts = clauses(text, span)
    const question = isQuestion(sentence)
    for (const point of points) {
      if (found.has(point.id) || (question && !point.asked)) continue
      if (!question && !states(parts.flat())) continue
      const counts = (clause: Token[], first: number, last: number) =>
        !isDenied(clause, first, last) && !isHedged(clause)
      if (cuesOf(point).some((cue) => findCue(cue, parts, counts)))
        found.set(point.id, { id: point.id, ...span, quote: sentence })
    }
  }
  return [...found.values()]
}

const parsed = new WeakMap<string[], Cue[]>()

/** The cues of a point, parsed once. */
export function cuesOf(point: { cues: string[] }): Cue[] {
  const known = parsed.get(point.cues)
  if (known) return known
  const cues = point.cues.map(parseCue)
  parsed.set(point.cues, cues)
  return cues
}

const QUESTION_START =
  /^(?:can|could|may|should|shall|do|does|did|is|are|what|which|who|how|when|where|why|would|will)\b/i

export const isQuestion = (sentence: string): boolean =>
  /\?["')\]]*$/.test(sentence) ||
  (QUESTION_START.test(sentence) && !/[.!]$/.test(sentence) && /\b(?:i|we|you|it|there)\b/i.test(sentence))

const NEGATIONS = new Set(
  `no not never none without nor neither cannot can't don't doesn't didn't won't wouldn't shouldn't couldn't isn't aren't
  wasn't weren't haven't hasn't hadn't ain't dont doesnt didnt wont cant isnt arent havent skip skipping ignore ignoring
  forget forgot omit lacks lacking`.split(/\s+/),
)
/** "not only", "no more than", "never lose": these do not deny what follows. */
const HARMLESS = new Set(
  `only just simply more later less matter doubt single lose loses losing lost oversell oversells overselling block blocks
  blocking drop drops dropping double doubles twice wait waits waiting break fail overload overwhelm leak crash
  depend rely trust`.split(/\s+/),
)
const DISMISSED = new Set(
  'needed necessary required there something considered planned handled implemented supported used worth important in part'.split(
    ' ',
  ),
)

function isDenied(clause: Token[], first: number, last: number): boolean {
  const word = (index: number) => clause[index]?.word ?? ''
  for (let i = 0; i < first; i++) {
    const insteadOf =
      (word(i) === 'instead' && word(i + 1) === 'of') || (word(i) === 'rather' && word(i + 1) === 'than')
    if (insteadOf) return true
    const outcome = HARMLESS.has(word(i + 1)) || (word(i + 1) === 'to' && HARMLESS.has(word(i + 2)))
    if (NEGATIONS.has(word(i)) && !outcome) return true
  }
  const after = clause.slice(last + 1, last + 3).findIndex((token) => NEGATIONS.has(token.word))
  if (after === -1) return false
  const rest = clause.slice(last + 2 + after, last + 5 + after)
  return rest.length === 0 || rest.some((token) => DISMISSED.has(token.word))
}

const HEDGE =
  /\b(?:maybe|perhaps|possibly|might|i guess|i suppose|not sure|unsure|no idea|or something|kind of|sort of|i don't know|dunno|whatever)\b/

const isHedged = (clause: Token[]): boolean => HEDGE.test(clause.map((token) => token.word).join(' '))

const COPY = 5

function shingles(text: string): string[] {
  const words = tokens(text).map((token) => token.word)
  return words.slice(0, Math.max(0, words.length - COPY + 1)).map((_, i) => words.slice(i, i + COPY).join(' '))
}

/** More than half of the sentence's five-word runs were the interviewer's own words. */
function isCopy(sentence: string, copied: Set<string>): boolean {
  const runs = shingles(sentence)
  return runs.length > 0 && runs.filter((run) => copied.has(run)).length > runs.length / 2
}
