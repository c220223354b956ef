import { type Problem, pointsOf } from '../../interview/rubric.ts'
import { readPoints } from '../scripted-verdict.ts'
import type { Entry, Written } from './debrief.ts'
import { type Case, type Gap, type Graded, gapsOf } from './gaps.ts'
import { sayNext, sayWithout } from './say-next.ts'
import { choose, sayPractice } from './say-practice.ts'
import { sayShown } from './say-shown.ts'

/** A debrief from the grades and the interview alone: the same every time, and no claim without its turn. */
export function scriptedDebrief({ rubric, interview, grades }: Graded, scenarios: Problem[]): Written {
  const { problem } = rubric
  const reading = readPoints(interview, pointsOf(problem))
  const cases = problem.criteria.flatMap((criterion): { it: Case; gaps: Gap[] }[] => {
    const grade = grades.find((one) => one.criterion === criterion.id)
    const it = grade && { problem, interview, reading, criterion, grade }
    return it ? [{ it, gaps: gapsOf(it) }] : []
  })
  return {
    by: 'scripted',
    instead: null,
    criteria: cases.map(({ it, gaps }, n): Entry => {
      const { level, abstained, criterion } = it.grade
      const open = abstained === null || abstained === 'low_confidence'
      return {
        criterion,
        by: 'scripted',
        shown: open ? sayShown(it, n) : null,
        next: level === null ? sayWithout(it) : sayNext(it, gaps, n),
      }
    }),
    practise: choose(rubric, cases).map(({ it, gap }) => sayPractice(it, gap, rubric, scenarios)),
  }
}
