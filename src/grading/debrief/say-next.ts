import { usesComponent } from '../../interview/check-rubric.ts'
import type { Interview } from '../../interview/interview.ts'
import type { SeqStated } from '../../interview/numbers/stated.ts'
import { isQuantity } from '../../interview/numbers/stated.ts'
import { componentFor } from '../../interview/probes.ts'
import type { Criterion, Probe, Problem } from '../../interview/rubric.ts'
import { tokens } from '../../interview/words.ts'
import type { Claim } from './debrief.ts'
import type { Case, Gap } from './gaps.ts'
import { type Put, partFor } from './moments.ts'
import { asSentence, counted, worded } from './wording.ts'

/** What the next level needs, at the moment of this interview that is nearest to it. */
export function sayNext({ problem, interview, grade }: Case, gaps: Gap[], n: number): Claim | null {
  const [gap] = gaps
  if (!gap || grade.level === null) return null
  // At the highest level only what was asked for and left is worth a word.
  if (grade.level === 4 && gap.kind !== 'missed' && gap.kind !== 'told') return null
  const number = wantsNumber(gap) ? numberNear(interview, gap.turn) : null
  const figures = number ? ` You have a figure to begin with: “${number.quote}” (turn ${number.seq}).` : ''
  const needs = needed(gap, goalOf(gap, grade.level), partFor(problem, interview, gap.point), n)
  return { says: `${sayMoment(gap, n)} ${needs}${figures}`, turn: gap.turn, quotes: gap.quotes }
}

function goalOf({ point }: Gap, level: number): string {
  if (level === 4) return 'To round it off'
  return point.level > level + 1 ? 'To go further' : `For level ${level + 1}`
}

/** Where in the interview that is. */
function sayMoment(gap: Gap, n: number): string {
  switch (gap.kind) {
    case 'helped':
      return asSentence(
        `${counted(gap.put.hints.length, 'hint')} stood between “${gap.put.question}” (turn ${gap.turn}) and your answer`,
      )
    case 'missed':
      if (isOpen(gap)) return `“${gap.put.question}” (turn ${gap.turn}) stayed open.`
      return pick(n, [
        `Turn ${gap.turn} asked “${gap.put.question}” and one thing was not heard in your answer.`,
        `To “${gap.put.question}” (turn ${gap.turn}) there was more to say than was heard.`,
        `Go back to what you answered to “${gap.put.question}” (turn ${gap.turn}).`,
      ])
    case 'told':
      return `In turn ${gap.turn} the interviewer told you the answer here.`
    case 'opening':
      return `From turn ${gap.turn} on, before you drew anything, was the place to find this out by asking.`
    case 'named':
      return pick(n, [
        `Turn ${gap.turn} was the place to go one step further unasked.`,
        `You came right up to it in turn ${gap.turn}, and nobody asked on.`,
      ])
    case 'beside':
      return pick(n, [
        `What you said in turn ${gap.turn} is where this starts.`,
        `Go on from what you had in turn ${gap.turn}.`,
      ])
    case 'drawn':
      return `Your board has its place: ${gap.what} (turn ${gap.turn}).`
    case 'unasked':
      return "No question was about this part, and you didn't come to it by yourself."
  }
}

/** A few words that showed nothing are no answer to speak of. */
const FEW = 8
const isOpen = ({ quotes, put }: Gap & { put: Put }): boolean =>
  quotes.length === 0 || (put.asked.empty > 0 && quotes.every(({ text }) => tokens(text).length <= FEW))

const pick = (n: number, variants: string[]): string => variants[n % variants.length] ?? ''

function needed({ kind, point }: Gap, goal: string, part: string | null, n: number): string {
  const { does, text } = worded(point.says)
  const without = kind === 'helped' ? ', this time without help' : ''
  if (does) return asSentence(`${goal}${without}, ${text}`)
  const own = part && !text.toLowerCase().includes(part.toLowerCase()) ? `your ${part}` : 'your design'
  return asSentence(
    pick(n, [
      `${goal}${without}, say how ${own} makes sure of this: ${text}`,
      `${goal}${without}, this has to hold in ${own}: ${text}`,
      `${goal}${without}, go through ${own} until it has this: ${text}`,
    ]),
  )
}

/** Points that are about a figure. */
const wantsNumber = ({ point }: Gap): boolean =>
  /\b(number|per second|works? out|computes?|how long|figures?|size)\b/i.test(point.says)

/** A rate or size that they stated, the last one before the moment. */
const numberNear = ({ numbers }: Interview, turn: number | null): SeqStated | undefined =>
  numbers.findLast((it) => isQuantity(it) && (it.kind === 'rate' || it.kind === 'size') && it.seq < (turn ?? 0))

/** A criterion without a level: whose doing that is, and what to try where the interview did not come to it. */
export function sayWithout({ problem, interview, criterion, grade }: Case): Claim {
  if (grade.abstained !== 'not_reached')
    return {
      says: WITHOUT[grade.abstained ?? 'grader_failed'],
      turn: grade.quotes[0]?.turn ?? null,
      quotes: grade.quotes.slice(0, 1),
    }
  const question = tryFrom(problem, interview, criterion)
  return {
    says: `The interview did not come to this, which counts neither for nor against you.${question === null ? '' : ` To see where you are, answer by yourself: “${question}”`}`,
    turn: null,
    quotes: [],
  }
}

const WITHOUT = {
  low_confidence: 'The readings of what you said here did not agree, so there is no level and nothing is said of one.',
  suspected_manipulation:
    'Words here look as if they were meant for the grader, so a person should read them before anything is said.',
  grader_failed: 'The grader failed here, which is no doing of yours; grading again may fill it.',
}

/** A question that would have come to a criterion, about something in their own design where there is one. */
export function tryFrom({ probes }: Problem, interview: Interview, { points }: Criterion): string | null {
  const wanted = points.map((point) => point.id)
  const rank = ({ brings }: Probe) =>
    Math.min(...wanted.flatMap((id) => (brings.includes(id) ? brings.indexOf(id) : [])))
  const fitting = probes
    .filter((probe) => probe.brings.some((id) => wanted.includes(id)))
    .map((probe) => ({ probe, component: usesComponent(probe) ? componentFor(interview, probe) : null }))
    .filter(({ probe, component }) => !usesComponent(probe) || component !== null)
    .toSorted((a, b) => rank(a.probe) - rank(b.probe) || Number(b.component !== null) - Number(a.component !== null))
  const [best] = fitting
  return best ? best.probe.asks.replaceAll('{{component}}', best.component ?? '') : null
}
