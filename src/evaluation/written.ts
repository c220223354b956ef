import { z } from 'zod'
import { LEVELS } from '../grading/agreement/rows.ts'
import { MOVES, type Move } from '../interview/events.ts'
import type { Problem } from '../interview/rubric.ts'
import type { Flaw } from './case.ts'

const Text = z.string('text').trim().min(1, 'text')

const CandidateSchema = z.strictObject({ candidate: Text })
const InterviewerSchema = z.strictObject({
  interviewer: Text,
  move: z.enum(MOVES).exclude(['open']),
  target: Text.optional(),
})

const TURN = `candidate: text, or interviewer: text with move (${MOVES.slice(1).join(', ')}) and target, and nothing else`

const LabelSchema = z.strictObject({
  criterion: Text,
  level: z.union([...LEVELS.map((it) => z.literal(it)), z.null()], '1, 2, 3 or 4, or null where it was not reached'),
  shown: z.array(z.string('the id of a point'), 'a list of ids of points'),
  because: Text,
})

/** A labelled interview as people write it: what follows the opening, and a label for each criterion. */
export const WrittenSchema = z.strictObject({
  problem: Text,
  format: Text,
  level: Text,
  profile: Text,
  turns: z.array(z.union([CandidateSchema, InterviewerSchema], TURN), 'a list of turns').min(1, 'at least one turn'),
  labels: z.array(LabelSchema, 'a label for each criterion'),
})
export type Written = z.infer<typeof WrittenSchema>

/** All that does not fit the problem: a target or id that is none, a turn out of turn, a label missing. */
export const checkWritten = (problem: Problem, { turns, labels }: Written): Flaw[] => [
  ...checkTurns(problem, turns),
  ...checkLabels(problem, labels),
]

/** An id that is none of those known. */
export const unknown = (at: PropertyKey[], noun: string, id: string, known: { id: string }[]): Flaw => ({
  at,
  says: `there is no ${noun} "${id}"; there is: ${idsOf(known)}`,
})

const idsOf = (known: { id: string }[]): string => known.map((it) => it.id).join(', ')

type Targets = { noun: string; known: { id: string }[] }

/** Which ids a move may point at; moves that are not here point at nothing. */
const targetsOf = ({ probes, facts, changes }: Problem): Partial<Record<Move, Targets>> => {
  const probe = { noun: 'probe', known: probes }
  return {
    probe,
    deepen: probe,
    hint: probe,
    'be-specific': probe,
    'nudge-time': probe,
    answer: { noun: 'fact', known: Object.keys(facts).map((id) => ({ id })) },
    'change-constraint': { noun: 'change', known: changes },
  }
}

function checkTurns(problem: Problem, turns: Written['turns']): Flaw[] {
  const flaws: Flaw[] = []
  const targets = targetsOf(problem)
  const asked = new Set<string>()
  let current: string | null = null
  turns.forEach((turn, i) => {
    const due = i % 2 === 0 ? 'candidate' : 'interviewer'
    if (!(due in turn))
      flaws.push({ at: ['turns', i], says: `should be the ${due}'s; turns alternate from the candidate` })
    if ('candidate' in turn) return
    const { move, target } = turn
    const flaw = (says: string) => flaws.push({ at: ['turns', i, 'target'], says })
    flaws.push(...checkTarget(targets[move], move, target).map((says) => ({ at: ['turns', i, 'target'], says })))
    if (target === undefined) current = move === 'advance' ? null : current
    else if (move === 'hint' && target !== current)
      flaw(`the open question is ${current ?? 'none'}, so no hint can help with ${target}`)
    else if (move === 'probe' || move === 'deepen' || move === 'change-constraint') {
      if (asked.has(target)) flaw(`${target} was asked before; a question is asked once`)
      asked.add(target)
      current = target
    }
  })
  if (turns.length % 2 === 0) flaws.push({ at: ['turns'], says: 'should end with the candidate' })
  return flaws
}

/** Moves that may do without a target. */
const LOOSE: Move[] = ['answer', 'be-specific', 'nudge-time']

function checkTarget(targets: Targets | undefined, move: Move, target: string | undefined): string[] {
  if (!targets) return target === undefined ? [] : [`${move} points at nothing; leave the target out`]
  const { noun, known } = targets
  if (target === undefined) return LOOSE.includes(move) ? [] : [`${move} needs the id of a ${noun}: ${idsOf(known)}`]
  // One answer may tell several facts.
  const ids = move === 'answer' ? target.split('+') : [target]
  return ids.filter((id) => !known.some((it) => it.id === id)).map((id) => unknown([], noun, id, known).says)
}

function checkLabels({ criteria }: Problem, labels: Written['labels']): Flaw[] {
  const flaws: Flaw[] = []
  const seen = new Set<string>()
  for (const [i, { criterion: id, level, shown }] of labels.entries()) {
    const at = (key: string) => ['labels', i, key]
    const criterion = criteria.find((it) => it.id === id)
    if (!criterion) {
      flaws.push(unknown(at('criterion'), 'criterion', id, criteria))
      continue
    }
    if (seen.has(id)) flaws.push({ at: at('criterion'), says: `${id} has a label already; give each criterion one` })
    seen.add(id)
    for (const point of shown)
      if (!criterion.points.some((it) => it.id === point))
        flaws.push(unknown(at('shown'), `point of ${id}`, point, criterion.points))
    if (level === null && shown.length > 0)
      flaws.push({ at: at('level'), says: `${id} has points shown, so it was reached; give it a level` })
  }
  for (const { id } of criteria)
    if (!labels.some((it) => it.criterion === id))
      flaws.push({ at: ['labels'], says: `${id} has no label; give it one, with level null where it was not reached` })
  return flaws
}
