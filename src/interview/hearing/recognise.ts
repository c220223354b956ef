import type { Interview } from '../interview.ts'
import { onceFor } from '../remember.ts'
import type { Point } from '../rubric.ts'
import { clauses, type Span, states, type Token } from '../words.ts'
import { isCopy, spokenOf } from './copying.ts'
import { cueOf, findCue, standIn, tableOf } from './cues.ts'
import { isDenied, isHedged } from './denial.ts'
import { inquires, isNo, isOwnQuestion, isQuestion } from './questions.ts'
import { isWavedAway, statedClauses } from './stated.ts'
import { partSteering } from './steering.ts'

/** A point heard in a turn, with the sentence that shows it; `quote` is text.slice(start, end). */
export type Heard = Span & { id: string; quote: string }

type Recognisable = Pick<Point, 'id' | 'cues' | 'asked'>

const cuesOf = onceFor((points: readonly Recognisable[]) => tableOf(points, (point) => point.cues))

/**
 * The local recogniser: which points does this turn show, by phrases? It knows phrases, not meaning. What is denied,
 * hedged, asked, told of elsewhere, listed without a statement, repeated from the interviewer or said to steer the
 * interview does not count.
 *
 * @param heard what the interviewer has said so far; copying it shows nothing
 */
export function recognise(points: readonly Recognisable[], text: string, heard: string[] = []): Heard[] {
  const spoken = spokenOf(heard)
  const found = new Map<string, Heard>()
  const parts = partSteering(text).beside.map((span) => ({
    span,
    sentence: text.slice(span.start, span.end),
    clauses: clauses(text, span),
  }))
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1]
    const asked = before && isOwnQuestion(before.sentence) ? before : null
    const words = asked ? [...asked.clauses, ...part.clauses] : part.clauses
    // Whether a sentence counts is looked at only where a cue stands in it at all.
    const standing = standIn(cuesOf(points), words)
    const named = points.filter((point) => standing.has(point) && !found.has(point.id))
    if (named.length === 0 || isCopy(part.sentence, spoken)) continue
    const said = weigh(part, asked, parts[i + 1]?.clauses ?? [])
    for (const point of named) {
      const span = shows(point, said)
      if (span) found.set(point.id, { id: point.id, ...span, quote: text.slice(span.start, span.end) })
    }
  }
  return [...found.values()]
}

/** What the interviewer said in an interview, or in what of it came before the turn with this seq. */
export const saidBefore = ({ turns }: Pick<Interview, 'turns'>, seq = Infinity): string[] =>
  turns.flatMap((turn) => (turn.by === 'interviewer' && turn.seq < seq ? turn.text : []))

/** What is recognised over all turns of the candidate, each beside what had been said before it, in the order said. */
export const recogniseAll = (points: readonly Recognisable[], interview: Interview): (Heard & { turn: number })[] =>
  interview.turns
    .filter((turn) => turn.by === 'candidate')
    .flatMap(({ seq, text }) => recognise(points, text, saidBefore(interview, seq)).map((it) => ({ ...it, turn: seq })))

type Part = { span: Span; sentence: string; clauses: Token[][] }
type Said = Part & {
  question: boolean
  /** The clauses that its speaker states. */
  stated: Token[][]
  /** Where it answers the question just before ("Card declined? Then …"): where both begin, and all clauses. */
  answering: { start: number; clauses: Token[][] } | null
}

function weigh(part: Part, asked: Part | null, next: Token[][]): Said {
  const question = isQuestion(part.sentence)
  const stated = states(part.sentence) ? statedClauses(part.sentence, part.clauses, next) : []
  const answers = asked && stated.length > 0 && !question && !isNo(part.sentence)
  return {
    ...part,
    question,
    stated,
    answering: answers ? { start: asked.span.start, clauses: [...asked.clauses, ...stated] } : null,
  }
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
  return said.answering && within(said.answering.clauses) ? { ...said.span, start: said.answering.start } : null
}
