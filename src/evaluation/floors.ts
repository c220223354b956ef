import { LEVELS, type Level } from '../grading/agreement/rows.ts'
import type { Interview } from '../interview/interview.ts'
import { tokens } from '../interview/words.ts'
import type { Task } from './task.ts'

/** What agrees with people without understanding anything, to be read beside a grader. */

/** The level that people gave most often, the lower of two as frequent; null where they gave none. */
export function commonest(tasks: readonly Task[]): Level | null {
  const counts = LEVELS.map((level) => ({ level, count: tasks.filter((it) => it.mark.level === level).length }))
  const [first] = counts.toSorted((a, b) => b.count - a.count)
  return first && first.count > 0 ? first.level : null
}

/**
 * A level for each task from keywords alone: the share of the content words of its points that the candidate used, cut
 * so that each level is given as often as people gave it. A generous floor, since it is told how they spread.
 * Null where people gave no level.
 */
export function byKeywords(tasks: readonly Task[]): (Level | null)[] {
  const said = new Map<Interview, Set<string>>()
  const shares = tasks.map(({ from: { interview }, criterion, mark }) => {
    const used = said.get(interview) ?? contentWords(candidateWords(interview))
    said.set(interview, used)
    const wanted = contentWords(criterion.points.map((point) => point.says).join('\n'))
    return mark.level === null ? null : wanted.intersection(used).size / Math.max(1, wanted.size)
  })
  return spreadAs(
    shares,
    tasks.flatMap((it) => it.mark.level ?? []),
  )
}

/**
 * Cuts scores into levels that are spread as `levels` are, one for each score that is not null: the lowest score gets the
 * lowest. Equal scores get one level, that of their middle place.
 */
export function spreadAs(scores: readonly (number | null)[], levels: readonly Level[]): (Level | null)[] {
  const inOrder = scores.filter((it) => it !== null).sort((a, b) => a - b)
  const ladder = levels.toSorted((a, b) => a - b)
  return scores.map((score) => {
    if (score === null) return null
    const middle = Math.floor((inOrder.indexOf(score) + inOrder.lastIndexOf(score)) / 2)
    return ladder[middle] ?? null
  })
}

const candidateWords = ({ turns }: Interview): string =>
  turns.flatMap((turn) => (turn.by === 'candidate' ? turn.text : [])).join('\n')

/** Beginnings of so many letters stand for all forms of a word. */
const STEM = 5

const contentWords = (text: string): Set<string> =>
  new Set(
    tokens(text)
      .map((token) => token.word)
      .filter((word) => !ORDINARY.has(word))
      .map((word) => word.slice(0, STEM)),
  )

const ORDINARY = new Set(
  `a an and are as at be been but by can do does for from has have how i if in into is it its may must no not of on only
  or our so such than that the their them then there these they this those to was we were what when where which while who
  will with would you your`.split(/\s+/),
)
