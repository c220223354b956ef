import type { Criterion, Rubric } from '../interview/rubric.ts'
import type { Abstention, Exposure, Grade, Quote, Run } from './grade.ts'
import { totalsOf } from './scorecard.ts'

/** What two gradings of one interview differ in. */

/** A run, with the rubric it was graded by. */
export type Graded = { run: Run; rubric: Rubric }

/** Where a level went: to another, to none or from none; or a criterion that only one of the rubrics has. */
export type Movement = 'up' | 'down' | 'same' | 'given' | 'withheld' | 'added' | 'dropped'

/** A mark as far as it is compared. */
export type Mark = {
  level: number | null
  abstained: Abstention | null
  exposure: Exposure
  cap: number
  samples: number[]
  spread: number
}

/** A point that one side saw shown and the other did not; null where that side's rubric does not have it. */
export type Flip = { id: string; says: string; before: boolean | null; after: boolean | null }

export type CriterionDiff = {
  criterion: string
  asks: string
  dimension: string
  movement: Movement
  /** Something of the mark, or of what it rests on, is other than it was; how often it was read is no such thing. */
  changed: boolean
  /** Null where that side has no mark for it: its rubric lacks the criterion, or its run broke off. */
  before: Mark | null
  after: Mark | null
  /** Quotes that only one side rests on. */
  quotes: { before: Quote[]; after: Quote[] }
  points: Flip[]
}

export type Side = {
  run: string
  status: Run['status']
  startedAt: number
  grader: Run['grader']
  total: number | null
  band: string | null
  counted: number
}

/** What two runs were made with; a row for each that is not the same. */
export type Cause = { what: 'grader' | 'model' | 'prompt' | 'rubric' | 'code'; before: string; after: string }

export type RunDiff = {
  interview: string
  before: Side
  after: Side
  causes: Cause[]
  /** In the order of the later rubric, then what only the earlier one has. */
  criteria: CriterionDiff[]
}

/** Compares two runs of one interview, criterion by criterion. */
export function diffRuns(before: Graded, after: Graded): RunDiff {
  const [earlier, later] = [before.rubric.problem.criteria, after.rubric.problem.criteria]
  const dropped = earlier.filter((it) => !later.some((one) => one.id === it.id))
  return {
    interview: after.run.interviewId,
    before: sideOf(before),
    after: sideOf(after),
    causes: causesOf(before.run, after.run),
    criteria: [...later, ...dropped].map((criterion) => diffCriterion(criterion, before, after)),
  }
}

function sideOf({ run, rubric }: Graded): Side {
  const { total, band, counted } = totalsOf(rubric, run.grades)
  return { run: run.id, status: run.status, startedAt: run.startedAt, grader: run.grader, total, band, counted }
}

/** The model of a run, as asked for or, where that is not known, as the endpoint called it. */
export const modelOf = ({ grader, model, wants }: Pick<Run, 'grader' | 'model' | 'wants'>): string =>
  grader === 'scripted' ? 'scripted' : (wants ?? model ?? 'unknown')

function causesOf(before: Run, after: Run): Cause[] {
  const made = (run: Run): Record<Cause['what'], string> => ({
    grader: run.grader,
    model: modelOf(run),
    prompt: run.promptHash,
    rubric: run.rubricHash,
    code: run.codeVersion,
  })
  const [was, is] = [made(before), made(after)]
  return (['grader', 'model', 'prompt', 'rubric', 'code'] as const)
    .filter((what) => was[what] !== is[what])
    .map((what) => ({ what, before: was[what], after: is[what] }))
}

function diffCriterion({ id, asks, dimension }: Criterion, before: Graded, after: Graded): CriterionDiff {
  const [was, is] = [before, after].map(({ run }) => run.grades.find((it) => it.criterion === id) ?? null)
  const [had, has] = [before, after].map(({ rubric }) => rubric.problem.criteria.find((it) => it.id === id))
  const movement = had && has ? movementOf(was?.level ?? null, is?.level ?? null) : has ? 'added' : 'dropped'
  const quotes = {
    before: without(was?.quotes ?? [], is?.quotes ?? []),
    after: without(is?.quotes ?? [], was?.quotes ?? []),
  }
  const points = flipsOf([had, has], [was, is])
  return {
    criterion: id,
    asks,
    dimension: after.rubric.dimensions.find((it) => it.id === dimension)?.title ?? dimension,
    movement,
    changed:
      movement !== 'same' || quotes.before.length + quotes.after.length + points.length > 0 || !cameAlike(was, is),
    before: was ? markOf(was) : null,
    after: is ? markOf(is) : null,
    quotes,
    points,
  }
}

const cameAlike = (was: Grade | null | undefined, is: Grade | null | undefined): boolean =>
  was?.cap === is?.cap &&
  was?.exposure === is?.exposure &&
  was?.spread === is?.spread &&
  was?.abstained === is?.abstained

/** Where a level went between two marks of one criterion. */
export function movementOf(before: number | null, after: number | null): Exclude<Movement, 'added' | 'dropped'> {
  if (before === after) return 'same'
  if (before === null) return 'given'
  if (after === null) return 'withheld'
  return after > before ? 'up' : 'down'
}

const markOf = ({ level, abstained, exposure, cap, samples, spread }: Grade): Mark => ({
  level,
  abstained,
  exposure,
  cap,
  samples,
  spread,
})

/** Quotes that none of the others shares a word with: graders may cut the same words out a little longer or shorter. */
const without = (quotes: Quote[], others: Quote[]): Quote[] =>
  quotes.filter((it) => !others.some((one) => one.turn === it.turn && one.start < it.end && it.start < one.end))

type Both<T> = (T | undefined | null)[]

/** Points of both versions that came out otherwise, and those of one version alone that were shown. */
function flipsOf([had, has]: Both<Criterion>, [was, is]: Both<Grade>): Flip[] {
  const says = new Map([...(had?.points ?? []), ...(has?.points ?? [])].map((it) => [it.id, it.says]))
  const shownIn = (criterion: Criterion | undefined | null, grade: Grade | undefined | null, id: string) =>
    criterion?.points.some((it) => it.id === id) ? (grade?.points.find((it) => it.id === id)?.shown ?? false) : null
  return [...says]
    .map(([id, sentence]) => ({ id, says: sentence, before: shownIn(had, was, id), after: shownIn(has, is, id) }))
    .filter(({ before, after }) => (before ?? false) !== (after ?? false))
}
