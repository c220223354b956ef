import { confusionOf } from './agreement/confusion.ts'
import { chanceAgreement, exactAgreement } from './agreement/exact.ts'
import { LEVELS, type Level, type Pair } from './agreement/rows.ts'
import { type Movement, modelOf, movementOf } from './diff.ts'
import type { Run } from './grade.ts'

/** How one model's marks move to another's, over interviews that both have graded. */

/** Runs of one interview, newest first. */
export type Regraded = { interview: string; runs: Run[] }

export type Moved = {
  interview: string
  criterion: string
  before: number | null
  after: number | null
  movement: Exclude<Movement, 'added' | 'dropped'>
}

export type Comparison = {
  /** Interviews compared, and those that both graded but never under one version of the rubric. */
  interviews: number
  otherRubric: string[]
  /** Interviews whose two runs were made with other prompts. */
  otherPrompts: number
  /** How many marks went where, of all criteria of all interviews. */
  counts: Record<Moved['movement'], number>
  /** Shares of the marks that are levels on both sides, 0–1; null for none. `chance` is what the marginals give. */
  exact: number | null
  chance: number | null
  /** All marks that are not the same. */
  moved: Moved[]
}

/**
 * Compares the latest finished runs of two models, by name, in every interview that has both under one rubric. The same
 * model twice compares its last two runs: how far it agrees with itself.
 */
export function compareModels(before: string, after: string, regraded: readonly Regraded[]): Comparison {
  const counts: Comparison['counts'] = { up: 0, down: 0, same: 0, given: 0, withheld: 0 }
  const moved: Moved[] = []
  const pairs: Pair[] = []
  const otherRubric: string[] = []
  let [interviews, otherPrompts] = [0, 0]
  for (const { interview, runs } of regraded) {
    const candidates = pairsIn(runs, before, after)
    const [a, b] = candidates.find(([one, other]) => one.rubricHash === other.rubricHash) ?? []
    if (!a || !b) {
      if (candidates.length > 0) otherRubric.push(interview)
      continue
    }
    interviews++
    if (a.promptHash !== b.promptHash) otherPrompts++
    for (const mark of marksOf(interview, a, b)) {
      counts[mark.movement]++
      if (mark.movement !== 'same') moved.push(mark)
      if (isLevel(mark.before) && isLevel(mark.after)) pairs.push({ human: mark.before, grader: mark.after })
    }
  }
  const levels = confusionOf(pairs)
  const shares = { exact: exactAgreement(levels), chance: chanceAgreement(levels) }
  return { interviews, otherRubric, otherPrompts, counts, ...shares, moved }
}

/** Does a name mean the model of this run, as it was asked for or as the endpoint calls it? */
export const isBy = (run: Run, name: string): boolean => modelOf(run) === name || run.model === name

/** Pairs of finished runs by the one and by the other, newest first; of the same model the older comes before. */
const pairsIn = (runs: Run[], before: string, after: string): [before: Run, after: Run][] =>
  runs.flatMap((b, i) =>
    (before === after ? runs.slice(i + 1) : runs)
      .filter((a) => a !== b && isFinished(a) && isFinished(b) && isBy(a, before) && isBy(b, after))
      .map((a): [Run, Run] => [a, b]),
  )

const isFinished = (run: Run): boolean => run.status === 'graded'

const marksOf = (interview: string, before: Run, after: Run): Moved[] =>
  after.grades.map(({ criterion, level }) => {
    const was = before.grades.find((it) => it.criterion === criterion)?.level ?? null
    return { interview, criterion, before: was, after: level, movement: movementOf(was, level) }
  })

const isLevel = (level: number | null): level is Level => LEVELS.some((it) => it === level)
