import type { Move } from '../events.ts'
import type { LeftOpen } from '../hearing/left-open.ts'
import type { Interview } from '../interview.ts'
import { componentFor, unseen } from '../probes.ts'
import { type Phrases, type Probe, pointsOf, type Rubric } from '../rubric.ts'
import { sentences } from '../words.ts'

/** Authored sentences for every move: what the scripted interviewer says, and what is said when a model may not. */

const fill = (text: string, holes: Record<string, string>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => holes[name] ?? whole)

/** Variants are used in turn, so that none is heard twice in a row. */
export function phrase(rubric: Rubric, interview: Interview, kind: keyof Phrases, move: Move): string {
  const used = interview.turns.filter((turn) => turn.move === move).length
  const variants = rubric.phrases[kind]
  return variants[used % variants.length] ?? ''
}

/** The brief, and before it the role, where one was named. */
export function sayOpening(rubric: Rubric, interview: Interview): string {
  const { job } = interview
  const { brief } = rubric.problem
  return job === null ? brief : `${fill(phrase(rubric, interview, 'role', 'open'), { job })} ${brief}`
}

export function sayProbe(interview: Interview, probe: Probe): string {
  return fill(probe.asks, { component: componentFor(interview, probe) ?? '' })
}

export function sayHint(rubric: Rubric, interview: Interview, probe: Probe, step: number): string {
  const hint = probe.hints[step - 1]
  // A hint that asks nothing itself leads back to the question it helps with.
  if (hint !== undefined) return hint.includes('?') ? hint : `${hint} ${questionIn(sayProbe(interview, probe))}`
  const [first] = unseen(interview, probe.brings)
  const told = pointsOf(rubric.problem).find((point) => point.id === first)
  return fill(phrase(rubric, interview, 'give', 'hint'), { point: told?.says ?? '' })
}

export const sayNudge = (rubric: Rubric, interview: Interview, minutes: number, probe: Probe): string =>
  `${fill(phrase(rubric, interview, 'nudge', 'nudge-time'), { minutes: String(minutes) })} ${sayProbe(interview, probe)}`

/** Their own words, and what would settle them. */
export const sayPress = (rubric: Rubric, interview: Interview, { kind, quote }: LeftOpen): string =>
  fill(phrase(rubric, interview, kind, 'be-specific'), { quote })

/** A neutral line, then a question. */
export const sayRedirect = (rubric: Rubric, interview: Interview, question: string): string =>
  [phrase(rubric, interview, 'redirect', 'redirect'), question].filter(Boolean).join(' ')

/** The last question the interviewer asked. */
export function openQuestion(interview: Interview): string {
  const texts = interview.turns.filter((turn) => turn.by === 'interviewer').map((turn) => turn.text)
  return texts.map(questionIn).findLast((question) => question !== '') ?? ''
}

/** The last question in a text, or an empty one. */
export function questionIn(text: string): string {
  const question = sentences(text).findLast((span) => text.slice(span.start, span.end).endsWith('?'))
  return question ? text.slice(question.start, question.end) : ''
}
