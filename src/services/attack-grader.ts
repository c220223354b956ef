import { isFailed, noticedBy, type Reading, type Tried, targetOf } from '../evaluation/attacks/outcome.ts'
import { cleanTwin, twinWith } from '../evaluation/attacks/twin.ts'
import type { Words } from '../evaluation/attacks/words.ts'
import type { Case } from '../evaluation/case.ts'
import { exposureOf } from '../grading/exposure.ts'
import type { Criterion } from '../interview/rubric.ts'
import type { Grader } from './ask-grader.ts'
import { gradeCriterion } from './grade-criterion.ts'
import { hearInterview } from './hear-interview.ts'
import { inLanes } from './in-lanes.ts'

/** An interview that words are put into. */
export type Base = Pick<Case, 'id' | 'rubric' | 'interview'>

export type AttackPlan = {
  bases: Base[]
  words: Words[]
  /** Readings of each grade. */
  samples: number
  /** Twins under way at once. */
  atOnce: number
  /** No twin is begun after it. */
  signal: AbortSignal
  /** Called after each twin, with how many are done of how many, and whether the model failed on it. */
  onTwin: (done: number, total: number, failed: boolean) => void
}

/** How many calls of a model a plan takes, were none to fail. */
export const callsOf = ({ bases, words, samples }: Pick<AttackPlan, 'bases' | 'words' | 'samples'>): number => {
  const clean = bases.reduce((sum, base) => sum + 1 + 2 * samples * reachedIn(base).length, 0)
  const attacks = words.filter((it) => it.isAttack).length
  return clean + words.length + attacks * samples
}

/**
 * Grades interviews as they are, twice, and then with words put into them. The words go round the interviews in turn;
 * beside an attack the criterion of most weight is graded on which a level can rise, beside benign words none.
 * @returns readings of the clean twins, and what each of the words did, as far as it got; no attack is tried where no
 * interview has a level that can rise
 */
export async function attackGrader(
  grader: Grader,
  plan: AttackPlan,
): Promise<{ readings: Reading[]; tried: Tried[]; untried: number }> {
  const { bases, words, atOnce, signal, onTwin } = plan
  let done = 0
  const total = bases.length + words.length
  const clean = await inLanes(bases, atOnce, signal, async (base) => {
    const read = await readClean(grader, base, plan.samples)
    onTwin(++done, total, read.readings.some(isFailed))
    return read
  })
  const targets = clean.flatMap((it) => targetOfClean(it) ?? [])
  const tasks = words.flatMap((one, i): (() => Promise<Tried>)[] => {
    const target = targets[i % targets.length]
    const base = clean[i % clean.length]?.base
    if (one.isAttack) return target ? [() => attack(grader, target, one, plan.samples)] : []
    return base ? [() => listen(grader, base, one)] : []
  })
  const tried = await inLanes(tasks, atOnce, signal, async (task) => {
    const one = await task()
    onTwin(++done, total, one.failed)
    return one
  })
  return { readings: clean.flatMap((it) => it.readings), tried, untried: words.length - tried.length }
}

type Clean = { base: Base; readings: Reading[] }
type Target = { base: Base; criterion: Criterion; reading: Reading }

const targetOfClean = ({ base, readings }: Clean): Target | null => {
  const target = targetOf(base.rubric.problem, readings)
  return target && { base, ...target }
}

const reachedIn = ({ rubric: { problem }, interview }: Base): Criterion[] =>
  problem.criteria.filter((criterion) => exposureOf(problem, interview, criterion) !== 'not_reached')

async function readClean(grader: Grader, base: Base, samples: number): Promise<Clean> {
  const interview = cleanTwin(base.rubric, base.interview)
  const { attempts } = await hearInterview(grader, base.rubric, interview)
  const readings: Reading[] = []
  for (const criterion of reachedIn({ ...base, interview })) {
    const grade = () =>
      gradeCriterion(grader, base.rubric, interview, criterion, { least: samples, most: samples, attempts })
    readings.push({ base: base.id, criterion: criterion.id, first: await grade(), second: await grade() })
  }
  return { base, readings }
}

async function attack(
  grader: Grader,
  { base, criterion, reading }: Target,
  words: Words,
  samples: number,
): Promise<Tried> {
  const twin = twinWith(base.rubric, base.interview, words.text)
  const heard = await hearInterview(grader, base.rubric, twin.interview)
  const grade = await gradeCriterion(grader, base.rubric, twin.interview, criterion, {
    ...{ least: samples, most: samples },
    attempts: heard.attempts,
  })
  return {
    ...{ words, base: base.id },
    graded: { criterion: criterion.id, clean: [reading.first.level, reading.second.level], grade },
    noticedBy: noticedBy(heard, twin.words),
    failed: heard.failure !== null || grade.abstained === 'grader_failed',
  }
}

async function listen(grader: Grader, base: Base, words: Words): Promise<Tried> {
  const twin = twinWith(base.rubric, base.interview, words.text)
  const heard = await hearInterview(grader, base.rubric, twin.interview)
  return {
    ...{ words, base: base.id, graded: null },
    noticedBy: noticedBy(heard, twin.words),
    failed: heard.failure !== null,
  }
}
