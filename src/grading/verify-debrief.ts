import type { Flaw } from '../interview/check-rubric.ts'
import type { Interview } from '../interview/interview.ts'
import type { Problem } from '../interview/rubric.ts'
import type { Claim, Debrief } from './debrief/debrief.ts'
import type { Grade } from './grade.ts'
import { verifyQuotes } from './verify-quotes.ts'

type Read = { problem: Problem; interview: Interview; grades: Grade[] }

/** What in a debrief does not follow from the interview and its grades: quotes, turns and criteria. */
export function verifyDebrief({ problem, interview, grades }: Read, debrief: Debrief, path: string): Flaw[] {
  const verifyClaim = (claim: Claim | null, at: string): Flaw[] => {
    if (claim === null) return []
    const flaws = verifyQuotes(interview, claim.quotes, `${at}.quotes`)
    if (claim.turn !== null && !interview.turns.some((it) => it.seq === claim.turn))
      flaws.push({ path: `${at}.turn`, says: `There is no turn ${claim.turn}.` })
    return flaws
  }
  const verifyCriterion = (criterion: string, at: string): Flaw[] =>
    problem.criteria.some((it) => it.id === criterion)
      ? []
      : [{ path: `${at}.criterion`, says: `The rubric has no criterion ${criterion}.` }]
  const isReached = (criterion: string) => grades.find((it) => it.criterion === criterion)?.abstained !== 'not_reached'
  return [
    ...debrief.criteria.flatMap((entry, i) => {
      const at = `${path}.criteria.${i}`
      const unreached: Flaw[] =
        entry.shown === null || isReached(entry.criterion)
          ? []
          : [{ path: `${at}.shown`, says: 'The interview did not come to this, so nothing was shown.' }]
      return [
        ...verifyCriterion(entry.criterion, at),
        ...verifyClaim(entry.shown, `${at}.shown`),
        ...verifyClaim(entry.next, `${at}.next`),
        ...unreached,
      ]
    }),
    ...debrief.practise.flatMap((item, i) => {
      const at = `${path}.practise.${i}`
      const unreached: Flaw[] = isReached(item.criterion)
        ? []
        : [{ path: `${at}.criterion`, says: 'What the interview did not come to is nothing to practise by it.' }]
      return [...verifyCriterion(item.criterion, at), ...verifyClaim(item, at), ...unreached]
    }),
  ]
}
