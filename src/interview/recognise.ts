import { isCopy, spokenOf } from './copying.ts'
import { cueOf, findCue } from './cues.ts'
import { isDenied, isHedged } from './denial.ts'
import { inquires, isNo, isOwnQuestion, isQuestion } from './questions.ts'
import type { Point } from './rubric.ts'
import { isWavedAway, statedClauses } from './stated.ts'
import { clauses, type Span, sentences, states, type Token } from './words.ts'

/** A point heard in a turn, with the sentence that shows it; `quote` is text.slice(start, end). */
export type Heard = Span & { id: string; quote: string }

type Recognisable = Pick<Point, 'id' | 'cues' | 'asked'>

/**
 * The local recogniser: which points does this turn show, by phrases? It knows phrases, not meaning. What is denied,
 * hedged, asked, told of elsewhere, listed without a statement or repeated from the interviewer does not count.
 *
 * @param heard what the interviewer has said so far; copying it shows nothing
 */
export function recognise(points: Recognisable[], text: string, heard: string[] = []): Heard[] {
  const spoken = spokenOf(heard)
  const found = new Map<string, Heard>()
  for (const said of takeIn(text)) {
    if (isCopy(said.sentence, spoken)) continue
    for (const point of points) {
      const span = found.has(point.id) ? null : shows(point, said)
      if (span) found.set(point.id, { id: point.id, ...span, quote: text.slice(span.start, span.end) })
    }
  }
  return [...found.values()]
}

type Said = {
  span: Span
  sentence: string
  question: boolean
  /** All of its clauses, and those that its speaker states. */
  clauses: Token[][]
  stated: Token[][]
  /** A question just before that this sentence answers ("Card declined? Then …"). */
  answers: { span: Span; clauses: Token[][] } | null
}

function takeIn(text: string): Said[] {
  const parts = sentences(text).map((span) => ({
    span,
    sentence: text.slice(span.start, span.end),
    clauses: clauses(text, span),
  }))
  return parts.map((part, i) => {
    const before = parts[i - 1]
    const question = isQuestion(part.sentence)
    return {
      ...part,
      question,
      stated: states(part.sentence) ? statedClauses(part.sentence, part.clauses, parts[i + 1]?.clauses ?? []) : [],
      answers: before && !question && !isNo(part.sentence) && isOwnQuestion(before.sentence) ? before : null,
    }
  })
}

const isStated = (clause: Token[], at: number[]): boolean => !isDenied(clause, at) && !isHedged(clause)

/** The sentence in which a point is shown, with the question that it answers where that is part of it. */
function shows(point: Recognisable, said: Said): Span | null {
  if (point.asked && !said.question && !inquires(said.sentence)) return null
  const asks = point.asked && said.question
  const counts = asks ? (clause: Token[]) => !isWavedAway(clause) : isStated
  const within = (parts: Token[][]) =>
    point.cues.some((cue) => (findCue(cueOf(cue), parts, counts)?.end ?? 0) > said.span.start)
  if (within(asks ? said.clauses : said.stated)) return said.span
  if (!said.answers || said.stated.length === 0) return null
  return within([...said.answers.clauses, ...said.stated]) ? { ...said.span, start: said.answers.span.start } : null
}
