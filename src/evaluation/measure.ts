import { agreementByLevel, type LevelAgreement } from '../grading/agreement/by-level.ts'
import { macroF1 } from '../grading/agreement/f1.ts'
import { type Halo, haloOf } from '../grading/agreement/halo.ts'
import { type Level, pairsOf, type Row } from '../grading/agreement/rows.ts'
import { accuracyByCoverage, type Selection } from '../grading/agreement/selective.ts'
import { type Agreement, type AgreementTable, agreementOf, agreementTable } from '../grading/agreement/table.ts'
import type { Abstention } from '../grading/grade.ts'
import { median } from '../grading/settle.ts'
import { byKeywords, commonest } from './floors.ts'
import { type Graded, levelOf, nameOf, type Task } from './task.ts'

/** One line of the table; `mixed` is over candidates whose human levels differ between criteria. */
export type Standing = { name: string; all: Agreement; mixed: Agreement }

/** Lines for each value of what cells are grouped by, such as each dimension. */
export type Group = { by: string; lines: AgreementTable['criteria'] }

/** Whether a criterion was reached, as people and the code of exposure have it: counts of cells. */
export type Reached = { both: number; neither: number; peopleOnly: number; graderOnly: number }

export type Measured = {
  grader: Standing
  groups: Group[]
  levels: LevelAgreement[]
  abstentions: Partial<Record<Abstention, number>>
  failures: { cell: string; fault: string | null }[]
  /** Of the points that people ticked or not; null without points. */
  points: { count: number; f1: number | null }
  reached: Reached
  halo: Halo
  /** Null where a cell was read once only, so that nothing tells how sure the reading is. */
  selective: Selection[] | null
}

/**
 * How grades agree with people, every way we know to ask. What the grader failed on is in no figure and named; what it
 * abstained from is counted and never a level; what people call not reached is compared with exposure alone.
 */
export function measure(graded: readonly Graded[]): Measured {
  const read = graded.filter((it) => it.grade.abstained !== 'grader_failed')
  const rows = rowsOf(read, levelOf)
  const abstained = Map.groupBy(
    read.filter((it) => it.mark.level !== null && it.grade.abstained),
    (it) => it.grade.abstained,
  )
  const points = read.flatMap(pointsOf)
  return {
    grader: standingOf('grader', rows),
    groups: groupsOf(read),
    levels: agreementByLevel(pairsOf(rows)),
    abstentions: Object.fromEntries([...abstained].map(([why, cells]) => [why, cells.length])),
    failures: graded
      .filter((it) => it.grade.abstained === 'grader_failed')
      .map((it) => ({ cell: nameOf(it), fault: it.fault })),
    points: { count: points.length, f1: macroF1(points) },
    reached: reachedOf(read),
    halo: haloOf(rows),
    selective: selectiveOf(read),
  }
}

/** The floors of these cells, in the order in which they are told; a judge only where the data has one. */
export function floorsOf(tasks: readonly Task[]): Standing[] {
  const constant = commonest(tasks)
  const keywords = byKeywords(tasks)
  const judged = tasks.some((it) => it.mark.judge !== null)
  return [
    standingOf(
      `always ${constant ?? '–'}`,
      rowsOf(tasks, () => constant),
    ),
    standingOf(
      'keyword overlap',
      rowsOf(tasks, (_, i) => keywords[i] ?? null),
    ),
    ...(judged
      ? [
          standingOf(
            'published judge',
            rowsOf(tasks, (it) => it.mark.judge),
          ),
        ]
      : []),
  ]
}

/** Cells that people gave a level, beside the grader's; told apart by criterion unless by something else. */
const rowsOf = <T extends Task>(
  tasks: readonly T[],
  grader: (task: T, at: number) => Level | null,
  key = (task: Task): string => task.criterion.id,
): Row[] =>
  tasks.flatMap((task, i) => {
    const { level: human } = task.mark
    return human === null ? [] : [{ interview: task.from.id, criterion: key(task), human, grader: grader(task, i) }]
  })

function standingOf(name: string, rows: readonly Row[]): Standing {
  const mixed = [...Map.groupBy(rows, (row) => row.interview).values()]
    .filter((ofOne) => new Set(ofOne.map((row) => row.human)).size > 1)
    .flat()
  return { name, all: agreementOf(rows), mixed: agreementOf(mixed) }
}

const GROUPINGS: [string, (task: Task) => string][] = [
  ['dimension', (it) => it.criterion.dimension],
  ['problem', (it) => it.from.rubric.problem.id],
]

/** A grouping that leaves all in one group says nothing more. */
const groupsOf = (read: readonly Graded[]): Group[] =>
  GROUPINGS.map(([by, key]) => ({ by, lines: agreementTable(rowsOf(read, levelOf, key)).criteria })).filter(
    (it) => it.lines.length > 1,
  )

const pointsOf = ({ mark, grade, criterion }: Graded): { human: boolean; grader: boolean }[] => {
  const { shown } = mark
  if (shown === null || mark.level === null || grade.abstained === 'not_reached') return []
  return criterion.points.map(({ id }) => ({
    human: shown.includes(id),
    grader: grade.points.some((it) => it.id === id && it.shown),
  }))
}

function reachedOf(read: readonly Graded[]): Reached {
  const count = (people: boolean, grader: boolean) =>
    read.filter((it) => (it.mark.level !== null) === people && (it.grade.exposure !== 'not_reached') === grader).length
  return {
    both: count(true, true),
    neither: count(false, false),
    peopleOnly: count(true, false),
    graderOnly: count(false, true),
  }
}

/** The surer, the nearer the samples lie to their median: their mean distance from it, in levels, below 0. */
function selectiveOf(read: readonly Graded[]): Selection[] | null {
  const given = read.filter((it) => it.mark.level !== null && it.grade.level !== null)
  if (given.length === 0 || given.some((it) => it.grade.samples.length < 2)) return null
  return accuracyByCoverage(
    given.map((it) => {
      const { samples } = it.grade
      const middle = median(samples)
      const distance = samples.reduce((sum, level) => sum + Math.abs(level - middle), 0) / samples.length
      return { confidence: -distance, right: levelOf(it) === it.mark.level }
    }),
  )
}
