import { cueOf, findCue } from './cues.ts'
import { isDenied, isHedged } from './denial.ts'
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
      if (!question && !states(sentence)) continue
      const counts = (clause: Token[], at: number[]) => !isDenied(clause, at) && !isHedged(clause)
      if (point.cues.some((cue) => findCue(cueOf(cue), parts, counts)))
        found.set(point.id, { id: point.id, ...span, quote: sentence })
    }
  }
  return [...found.values()]
}

/** "When we commit, …" and "What I'd do is …" are statements; "When do we …" and "What happens …" are questions. */
const ASKING = 'can|could|may|should|shall|do|does|did|is|are|would|will'
const QUESTION_START = new RegExp(
  String.raw`^(?:(?:(?:when|where|why) )?(?:${ASKING})\b|(?:what|which|who|how)\b(?! (?:i|we|you|they|he|she|it)\b))`,
  'i',
)

export const isQuestion = (sentence: string): boolean =>
  /\?["')\]]*$/.test(sentence) ||
  (QUESTION_START.test(sentence) && !/[.!]$/.test(sentence) && /\b(?:i|we|you|it|there)\b/i.test(sentence))

const COPY = 5

/** Every run of five words in a text. */
export function shingles(text: string): string[] {
  const words = tokens(text).map((token) => token.word)
  return words.slice(0, Math.max(0, words.length - COPY + 1)).map((_, i) => words.slice(i, i + COPY).join(' '))
}

/** More than half of the sentence's five-word runs were the interviewer's own words. */
export function isCopy(sentence: string, copied: Set<string>): boolean {
  const runs = shingles(sentence)
  return runs.length > 0 && runs.filter((run) => copied.has(run)).length > runs.length / 2
}
