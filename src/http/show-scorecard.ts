import type { z } from '@hono/zod-openapi'
import type { Heard, Run } from '../grading/grade.ts'
import type { Read } from '../grading/read-under.ts'
import { reasonOf, totalsOf } from '../grading/scorecard.ts'
import { occasionsFor } from '../grading/scripted-verdict.ts'
import type { Interview } from '../interview/interview.ts'
import type { Criterion, Rubric } from '../interview/rubric.ts'
import { showDebrief } from './debrief-view.ts'
import type { HeardView } from './heard-view.ts'
import type { GradeView, ScorecardView } from './scorecard-views.ts'
import { time, timeOrNull } from './show.ts'

type View<T extends z.ZodType> = z.input<T>

/**
 * One grading among all of an interview.
 * @param read the interview as the rubric of that grading reads it
 * @param run the one to show; null when none has begun
 * @param runs all, the latest first
 * @param rubrics by their hashes, of every run
 */
export function showScorecard(
  { rubric, interview: it }: Read,
  run: Run | null,
  runs: Run[],
  rubrics: ReadonlyMap<string, Rubric>,
): View<typeof ScorecardView> {
  // As the rubric has them: they are graded side by side, and kept as they come.
  const graded = rubric.problem.criteria.flatMap((criterion) => {
    const grade = run?.grades.find((one) => one.criterion === criterion.id)
    return grade ? [{ criterion, grade }] : []
  })
  return {
    interview: it.id,
    run: run?.id ?? null,
    status: run?.status ?? 'grading',
    progress: { done: graded.length, total: rubric.problem.criteria.length },
    provisional: run?.grader !== 'model',
    model: run?.model ?? null,
    rubric: { hash: run?.rubricHash ?? it.rubricHash, held: !run || run.rubricHash === it.rubricHash },
    ...totalsOf(
      rubric,
      graded.map(({ grade }) => grade),
    ),
    waiting: run?.waiting ? { ...run.waiting, at: time(run.waiting.at) } : null,
    failure: run?.failure ?? null,
    debrief: run?.debrief ? showDebrief(run.debrief) : null,
    grades: graded.map(({ criterion, grade }) => showGrade(rubric, it, criterion, grade)),
    heard: run?.heard ? showHeard(rubric, run.heard) : null,
    checks: run?.checks ?? [],
    runs: runs.map((one) => showRun(rubrics, one)),
  }
}

function showRun(rubrics: ReadonlyMap<string, Rubric>, run: Run): View<typeof ScorecardView>['runs'][number] {
  const { total, band } = totalsOf(rubricBy(rubrics, run.rubricHash), run.grades)
  const calls = [...run.grades, ...(run.heard ? [run.heard] : []), ...(run.debrief ? [run.debrief] : [])].flatMap(
    (it) => it.calls,
  )
  return {
    id: run.id,
    status: run.status,
    grader: run.grader,
    model: run.model,
    wants: run.wants ?? null,
    rubric: run.rubricHash,
    prompts: run.promptHash,
    code: run.codeVersion,
    startedAt: time(run.startedAt),
    finishedAt: timeOrNull(run.finishedAt),
    total: run.status === 'graded' ? total : null,
    band: run.status === 'graded' ? band : null,
    calls: calls.length,
    tokens: {
      prompt: sumOf(calls.map((it) => it.promptTokens)),
      cached: sumOf(calls.map((it) => it.cachedTokens)),
      output: sumOf(calls.map((it) => it.outputTokens)),
    },
  }
}

/** Null where one is unknown: a sum of the others would pass for the whole. */
const sumOf = (counts: (number | null)[]): number | null =>
  counts.length === 0 || counts.includes(null) ? null : counts.reduce<number>((sum, it) => sum + (it ?? 0), 0)

function rubricBy(rubrics: ReadonlyMap<string, Rubric>, hash: string): Rubric {
  const rubric = rubrics.get(hash)
  if (!rubric) throw new Error(`rubric ${hash} was not read`)
  return rubric
}

const showHeard = ({ redFlags }: Rubric, { by, flags, attempts, dropped, failure }: Heard): View<typeof HeardView> => ({
  by,
  flags: flags.map((flag) => {
    const { title, says } = redFlags.find((one) => one.id === flag.id) ?? { title: flag.id, says: '' }
    return { ...flag, title, says }
  }),
  attempts,
  dropped,
  failure,
})

function showGrade(
  rubric: Rubric,
  it: Interview,
  criterion: Criterion,
  grade: Run['grades'][number],
): View<typeof GradeView> {
  const occasions = occasionsFor(rubric.problem, it, criterion)
  const { level } = grade
  const anchor = (at: number | null) => (at === 1 || at === 2 || at === 3 || at === 4 ? criterion.levels[at] : null)
  return {
    criterion: criterion.id,
    asks: criterion.asks,
    dimension: rubric.dimensions.find((it) => it.id === criterion.dimension)?.title ?? criterion.dimension,
    weight: criterion.weight,
    level,
    anchor: anchor(level),
    next: level === null ? null : anchor(level + 1),
    abstained: grade.abstained,
    because: reasonOf(grade),
    exposure: grade.exposure,
    cap: grade.cap,
    quotes: grade.quotes,
    points: grade.points.map((point) => {
      const authored = criterion.points.find((it) => it.id === point.id)
      const asked = point.shown || occasions.includes(point.id)
      return { ...point, says: authored?.says ?? point.id, level: authored?.level ?? 2, asked }
    }),
    samples: grade.samples,
    spread: grade.spread,
    dropped: grade.dropped,
  }
}
