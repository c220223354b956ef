import { recogniseAll } from '../interview/hearing/recognise.ts'
import type { Interview } from '../interview/interview.ts'
import { askedFor } from '../interview/probes.ts'
import type { Criterion, Point, Problem } from '../interview/rubric.ts'
import type { Verdict } from './grade.ts'

/** Points heard in the candidate's turns, each with the turn and the sentence that showed it first. */
export type Reading = Map<string, { turn: number; text: string }>

/** Reads the candidate's turns afresh for points: those of one criterion, or of several at once, at less cost. */
export function readPoints(interview: Interview, points: readonly Point[]): Reading {
  const heard: Reading = new Map()
  for (const it of recogniseAll(points, interview))
    if (!heard.has(it.id)) heard.set(it.id, { turn: it.turn, text: it.quote })
  return heard
}

/**
 * What phrases alone say about a criterion, read afresh from the candidate's turns. The same shape as a model's
 * verdict, and the same checks follow.
 */
export function scriptedVerdict(
  problem: Problem,
  interview: Interview,
  criterion: Criterion,
  heard = readPoints(interview, criterion.points),
): Verdict {
  const points = criterion.points.map((point) => ({
    id: point.id,
    shown: heard.has(point.id) && !wasTold(interview, point.id),
  }))
  const quotes = points.flatMap((point) => (point.shown ? (heard.get(point.id) ?? []) : []))
  const shown = points.flatMap((point) => (point.shown ? point.id : []))
  return { quotes, points, level: levelFor(criterion, shown, occasionsFor(problem, interview, criterion)) }
}

/** Points that a question gave occasion to show. To ask something oneself, the whole interview is one. */
export const occasionsFor = (problem: Problem, interview: Interview, { points }: Criterion): string[] => [
  ...askedFor(problem, interview),
  ...points.flatMap((point) => (point.asked ? point.id : [])),
]

const wasTold = (interview: Interview, point: string): boolean => interview.coverage[point]?.how === 'told'

/**
 * The highest level L such that, for each level up to L, the points shown at it or above are more than half as many as the
 * points at it that count: those shown, and those there was occasion to show. What nobody asked for lowers nothing, and
 * points above a level make up for points at it.
 */
export function levelFor({ points }: Criterion, shown: string[], occasions: string[]): number {
  const reaches = (level: number): boolean => {
    const counting = points.filter((it) => it.level === level && (shown.includes(it.id) || occasions.includes(it.id)))
    const got = points.filter((it) => it.level >= level && shown.includes(it.id))
    return got.length > counting.length / 2
  }
  let level = 1
  while (level < 4 && reaches(level + 1)) level++
  return level
}
