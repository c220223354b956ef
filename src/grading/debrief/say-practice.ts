import type { Interview } from '../../interview/interview.ts'
import { bringsOf } from '../../interview/probes.ts'
import type { Criterion, Problem, Rubric } from '../../interview/rubric.ts'
import type { Grade } from '../grade.ts'
import type { Practice } from './debrief.ts'
import { drillFor } from './drills.ts'
import type { Case, Gap } from './gaps.ts'
import { tryFrom } from './say-next.ts'
import { asSentence, counted, worded } from './wording.ts'

const MOST = 3

/** A criterion worth practising, and the gap to practise on. */
export type Chosen = { it: Case; gap: Gap; gaps: Gap[]; worth: number }

/** Two or three criteria, most worthwhile first: weight times the distance to the level asked for, and the help taken. */
export function choose(rubric: Rubric, cases: { it: Case; gaps: Gap[] }[]): Chosen[] {
  return cases
    .flatMap(({ it, gaps }): Chosen[] => {
      const gap = gaps.find(({ turn }) => turn !== null)
      return gap && it.grade.level !== null ? [{ it, gap, gaps, worth: worthOf(rubric, it, gap) }] : []
    })
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, MOST)
}

/** The level that an interview at this level asks for: the lowest total that counts as at it. */
const askedFor = ({ level }: Rubric): number => level.bands[1]?.from ?? level.bands[0]?.from ?? 4

function worthOf(rubric: Rubric, { criterion, grade }: Case, gap: Gap): number {
  const level = grade.level ?? 4
  const short = Math.max(0, askedFor(rubric) - level)
  const open = gap.kind === 'missed' ? 0.05 : 0
  // What is under the level asked for goes before what could still rise above it.
  return criterion.weight * (short + (4 - grade.cap) / 2 + (4 - level) / 10 + open)
}

/** What to do tonight, why it comes first, and the scenario that trains it. */
export function sayPractice(
  { problem, interview, criterion, grade }: Case,
  gap: Gap,
  rubric: Rubric,
  scenarios: Problem[],
): Practice {
  const { dimensions } = rubric
  return {
    criterion: criterion.id,
    by: 'scripted',
    says: sayExercise(gap, tryFrom(problem, interview, { ...criterion, points: [gap.point] })),
    why: whyOf(rubric, interview, criterion, grade),
    turn: gap.turn,
    quotes: gap.quotes,
    drill: drillFor(problem, gap.point, scenarios, dimensions),
  }
}

function sayExercise(gap: Gap, question: string | null): string {
  const { does, text } = worded(gap.point.says)
  const done = does ? `You are done when you ${text}` : `You are done when your design has this: ${text}`
  switch (gap.kind) {
    case 'helped':
    case 'missed': {
      const without = gap.put.hints.length > 0 ? ', this time without the hints' : ''
      return `Answer turn ${gap.turn} again, aloud, in two minutes${without}: “${gap.put.question}” ${asSentence(done)}`
    }
    case 'told':
      return `Explain aloud, without looking, what you were told in turn ${gap.turn}, and why it holds. ${asSentence(done)}`
    case 'opening':
      return `Begin again at turn ${gap.turn}: write down in two minutes everything you would ask before you draw. ${asSentence(done)}`
    default:
      return question === null
        ? `Go on from turn ${gap.turn} for two minutes by yourself. ${asSentence(done)}`
        : `Go on from turn ${gap.turn} as if the next question were “${question}” ${asSentence(done)}`
  }
}

/** Weight, distance and help, in words. */
export function whyOf(rubric: Rubric, interview: Interview, criterion: Criterion, { level }: Grade): string {
  const points = new Set(criterion.points.map((point) => point.id))
  const hints = interview.asked
    .filter((it) => points.has(bringsOf(rubric.problem, it.probe)[0] ?? ''))
    .reduce((sum, it) => sum + it.hints, 0)
  const help = hints > 0 ? `, and it took ${counted(hints, 'hint')}` : ''
  return `It weighs ${criterion.weight} of 3; ${distanceOf(rubric, level ?? 4)}${help}.`
}

function distanceOf(rubric: Rubric, level: number): string {
  const asked = askedFor(rubric)
  if (level < asked) return `it stands at level ${level}, and ${rubric.level.title} asks for ${asked} on average`
  if (level === 4) return 'it stands at the highest level, with one question left open'
  return `it stands at level ${level}, which is what ${rubric.level.title} asks for, and has room above`
}
