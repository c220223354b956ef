import type { Interview } from '../../interview/interview.ts'
import { bringsOf } from '../../interview/probes.ts'
import type { Criterion, Point, Problem, Rubric } from '../../interview/rubric.ts'
import type { Grade, Quote } from '../grade.ts'
import type { Reading } from '../scripted-verdict.ts'
import { drawnFor, evidenceOf, namedFor, type Put, putFor } from './moments.ts'

/** What a debrief is made from. */
export type Graded = { rubric: Rubric; interview: Interview; grades: Grade[] }

/** What is needed to speak of one criterion. */
export type Case = { problem: Problem; interview: Interview; reading: Reading; criterion: Criterion; grade: Grade }

/** A point that was not shown, or only with help, and the moment of the interview that is nearest to it. */
export type Gap = { point: Point; turn: number | null; quotes: Quote[] } & (
  | { kind: 'told' }
  | { kind: 'helped' | 'missed'; put: Put }
  | { kind: 'opening' | 'named' | 'beside' }
  | { kind: 'drawn'; what: string }
  | { kind: 'unasked' }
)

/** What stands between a criterion's grade and the level above it, the most telling first. */
export function gapsOf(it: Case): Gap[] {
  const { criterion, grade } = it
  const wanted = (grade.level ?? 0) + 1
  const away = ({ point }: Gap) => (point.level >= wanted ? point.level - wanted : 4 + wanted - point.level)
  const weigh = (gap: Gap) => TELLING[gap.kind] - 2 * away(gap)
  const shown = new Set(grade.points.filter((point) => point.shown).map((point) => point.id))
  const missing = criterion.points.filter((point) => !shown.has(point.id)).map((point) => gapAt(it, point))
  return [...helpedIn(it, shown), ...missing.toSorted((a, b) => weigh(b) - weigh(a) || away(a) - away(b))]
}

const TELLING: Record<Gap['kind'], number> = {
  helped: 6,
  missed: 5,
  opening: 5,
  told: 4,
  named: 3,
  beside: 2,
  drawn: 1,
  unasked: 0,
}

/** Where help holds a level down, what was shown with it comes first: the level above is the same without. */
function helpedIn({ problem, interview, reading, criterion, grade }: Case, shown: Set<string>): Gap[] {
  if (grade.level === null || grade.level < grade.cap || grade.cap === 4) return []
  return criterion.points.flatMap((point): Gap[] => {
    const put = shown.has(point.id) ? putFor(problem, interview, point) : null
    if (!put || put.hints.length === 0 || interview.coverage[point.id]?.how !== 'hinted') return []
    const quote = evidenceOf(interview, reading, point.id)
    return [{ kind: 'helped', point, put, turn: put.asked.seq, quotes: quote ? [quote] : [] }]
  })
}

function gapAt({ problem, interview, reading, criterion }: Case, point: Point): Gap {
  const covered = interview.coverage[point.id]
  if (covered?.how === 'told') return { kind: 'told', point, turn: covered.seq, quotes: [] }
  const put = putFor(problem, interview, point)
  if (put) return { kind: 'missed', point, put, turn: put.asked.seq, quotes: put.answer ? [put.answer] : [] }
  const opening = point.asked ? interview.turns.find((it) => it.by === 'candidate') : undefined
  if (opening) return { kind: 'opening', point, turn: opening.seq, quotes: [] }
  const named = namedFor(problem, interview, point)
  if (named) return { kind: 'named', point, turn: named.turn, quotes: [named] }
  const beside = criterion.points
    .toSorted((a, b) => Math.abs(a.level - point.level) - Math.abs(b.level - point.level))
    .map((it) => evidenceOf(interview, reading, it.id))
    .find((it) => it !== null)
  if (beside) return { kind: 'beside', point, turn: beside.turn, quotes: [beside] }
  const drawn = drawnFor(problem, interview, point)
  if (drawn) return { kind: 'drawn', point, ...drawn, quotes: [] }
  const isOf = (id: string) => criterion.points.some((it) => it.id === id)
  const asked = interview.asked.find((it) => it.turns > 0 && bringsOf(problem, it.probe).some(isOf))
  return { kind: 'unasked', point, turn: asked?.seq ?? null, quotes: [] }
}
