import { recognise } from '../interview/hearing/recognise.ts'
import type { Interview, Turn } from '../interview/interview.ts'
import type { Criterion, Point } from '../interview/rubric.ts'
import type { Verdict } from './grade.ts'

/** Points heard in the candidate's turns, each with the turn and the sentence that showed it first. */
export type Reading = Map<string, { turn: number; text: string }>

/** Reads the candidate's turns afresh for points: those of one criterion, or of several at once, at less cost. */
export function readPoints(interview: Interview, points: Point[]): Reading {
  const heard: Reading = new Map()
  for (const [turn, said] of candidateTurns(interview))
    for (const it of recognise(points, turn.text, said))
      if (!heard.has(it.id)) heard.set(it.id, { turn: turn.seq, text: it.quote })
  return heard
}

/**
 * What phrases alone say about a criterion, read afresh from the candidate's turns. The same shape as a model's
 * verdict, and the same checks follow.
 */
export function scriptedVerdict(
  interview: Interview,
  criterion: Criterion,
  heard = readPoints(interview, criterion.points),
): Verdict {
  const points = criterion.points.map((point) => ({
    id: point.id,
    shown: heard.has(point.id) && !wasTold(interview, point.id),
  }))
  const quotes = points.flatMap((point) => (point.shown ? (heard.get(point.id) ?? []) : []))
  return { quotes, points, level: levelFor(criterion, new Set(points.filter((it) => it.shown).map((it) => it.id))) }
}

/** Candidate turns, each with what the interviewer had said before it. */
function candidateTurns(interview: Interview): [Turn, string[]][] {
  return interview.turns.flatMap((turn, i): [Turn, string[]][] =>
    turn.by === 'candidate'
      ? [[turn, interview.turns.slice(0, i).flatMap((it) => (it.by === 'interviewer' ? it.text : []))]]
      : [],
  )
}

const wasTold = (interview: Interview, point: string): boolean => interview.coverage[point]?.how === 'told'

/**
 * The highest level L such that for each level up to L at least half as many points at or above it were shown as the
 * criterion has at it. Points above a level make up for points at it.
 */
export function levelFor(criterion: Criterion, shown: Set<string>): number {
  const reaches = (level: number): boolean => {
    const wanted = criterion.points.filter((point) => point.level === level).length
    const got = criterion.points.filter((point) => point.level >= level && shown.has(point.id)).length
    return got >= Math.max(1, Math.ceil(wanted / 2))
  }
  let level = 1
  while (level < 4 && reaches(level + 1)) level++
  return level
}
