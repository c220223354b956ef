import { z } from 'zod'
import type { Criterion } from '../../interview/rubric.ts'
import type { Dropped, Grade } from '../grade.ts'
import { placeQuotes } from '../place-quotes.ts'
import { occasionsFor } from '../scripted-verdict.ts'
import { median } from '../settle.ts'
import { type Bounds, flawIn, unreachedIn } from './checks.ts'
import type { Claim, Entry, Practice, Written } from './debrief.ts'
import type { Graded } from './gaps.ts'

/** What a model is asked for a debrief, and what of its answer stands. */

const Said = z.object({ quotes: z.array(z.object({ turn: z.int(), text: z.string() })), says: z.string() })

/** Evidence before the words that rest on it. */
export const AnswerSchema = z.object({
  criteria: z.array(z.object({ criterion: z.string(), shown: Said.nullable(), next: Said.nullable() })),
  practise: z.array(Said.extend({ criterion: z.string() })),
})
export type Answer = z.infer<typeof AnswerSchema>

/** Facts of the problem that nobody asked for, so that nothing of the kind has to be made up. */
export const factsFor = ({ rubric, interview }: Graded): string =>
  Object.entries(rubric.problem.facts)
    .filter(([id]) => !interview.factsTold.includes(id))
    .map(([, { says }]) => `- ${says}`)
    .join('\n') || 'They were told everything.'

/** The settled grades that have a level, as a model is told them; then the criteria to practise, in order. */
export function gradesFor({ rubric, interview, grades }: Graded, scripted: Written): string {
  const graded = rubric.problem.criteria.flatMap((criterion) => {
    const grade = grades.find((it) => it.criterion === criterion.id)
    const occasions = occasionsFor(rubric.problem, interview, criterion)
    return grade && grade.level !== null ? [gradeFor(criterion, grade, occasions)] : []
  })
  return [...graded, `# To practise, in this order\n${scripted.practise.map((it) => it.criterion).join(', ')}`].join(
    '\n\n',
  )
}

function gradeFor(criterion: Criterion, { level, cap, samples, points, quotes }: Grade, occasions: string[]): string {
  const isHeldDown = median(samples) > cap
  const says = (id: string) => criterion.points.find((it) => it.id === id)?.says ?? id
  const next = level === 1 || level === 2 || level === 3 ? criterion.levels[(level + 1) as 2 | 3 | 4] : null
  return [
    `## ${criterion.id}: ${criterion.asks}`,
    `Settled: level ${level}${isHeldDown ? ', which help alone holds down: without it the words are worth more' : ''}.`,
    ...points.filter((it) => it.shown).map((it) => `Shown (${it.how}): ${says(it.id)}`),
    ...points
      .filter((it) => !it.shown)
      .map((it) => `${occasions.includes(it.id) ? 'Not shown' : 'Not asked for'}: ${says(it.id)}`),
    ...quotes.map((it) => `Quote that stands: [${it.turn}] ${it.text}`),
    next === null ? 'It is the highest level.' : `Anchor of level ${(level ?? 0) + 1}: ${next}`,
  ].join('\n')
}

type Settled = { written: Written | null; dropped: Dropped[] }

/** Less than this part of the criteria with a level, and the model's debrief does not stand. */
const LEAST = 0.5

/**
 * The model's words where they stand, the scripted ones where they do not. What is chosen to practise, its order and its
 * drill are the script's. @returns null for what is written when too little stands
 */
export function settleDebrief(graded: Graded, answer: Answer, scripted: Written): Settled {
  const { rubric, interview, grades } = graded
  const dropped: Dropped[] = []
  const unreached = unreachedIn(rubric, grades)
  const boundsOf = (criterion: string, levels: number[]): Bounds => {
    const authored = rubric.problem.criteria.find((it) => it.id === criterion)
    const next = Math.max(...levels)
    const anchor = next === 2 || next === 3 || next === 4 ? (authored?.levels[next] ?? null) : null
    return { rubric, interview, levels, anchor, unreached }
  }
  const stand = (said: z.infer<typeof Said> | null | undefined, bounds: Bounds): Claim | null => {
    if (!said) return null
    const placed = placeQuotes(interview, said.quotes)
    dropped.push(...placed.dropped)
    const [first] = placed.standing
    const because = flawIn(said.says, bounds) ?? (first ? null : 'none of its quotes stands')
    if (because === null && first) return { says: said.says, turn: first.turn, quotes: placed.standing }
    dropped.push({ text: said.says, because: because ?? '' })
    return null
  }
  const levelOf = (criterion: string) => grades.find((it) => it.criterion === criterion)?.level ?? null
  const criteria = scripted.criteria.map((entry): Entry => {
    const level = levelOf(entry.criterion)
    const said = answer.criteria.find((it) => it.criterion === entry.criterion)
    if (level === null || !said) return entry
    const shown = stand(said.shown, boundsOf(entry.criterion, [level]))
    const next = stand(said.next, boundsOf(entry.criterion, [level, Math.min(4, level + 1)]))
    const isWhole = (shown || said.shown === null) && (next || level === 4)
    return isWhole ? { criterion: entry.criterion, by: 'model', shown, next } : entry
  })
  const practise = scripted.practise.map((item): Practice => {
    const level = levelOf(item.criterion) ?? 4
    const said = answer.practise.find((it) => it.criterion === item.criterion)
    const claim = stand(said, boundsOf(item.criterion, [level, Math.min(4, level + 1)]))
    return claim ? { ...item, ...claim, by: 'model' } : item
  })
  const asked = scripted.criteria.filter((it) => levelOf(it.criterion) !== null).length
  const enough = criteria.filter((it) => it.by === 'model').length >= asked * LEAST
  return { written: enough ? { by: 'model', instead: null, criteria, practise } : null, dropped }
}
