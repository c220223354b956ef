import { checkInterviewer } from '../grading/checks.ts'
import type { Grade, Run } from '../grading/grade.ts'
import type { Interview } from '../interview/interview.ts'
import type { World } from '../ports.ts'
import { gradeCriterion } from './grade-criterion.ts'
import { hearInterview } from './hear-interview.ts'
import { loadInterview, readBy } from './load-interview.ts'
import { modelNamed } from './model-named.ts'
import { writeDebrief } from './write-debrief.ts'

type Needs = Pick<World, 'store' | 'model' | 'library' | 'clock' | 'ids' | 'log' | 'codeVersion'>

const AT_ONCE = 3
/** The name by which the scripted grader is asked for. */
export const SCRIPTED = 'scripted'
const ORPHANED = { status: 'failed', failure: 'The model that began this run is not configured any more.' } as const

/**
 * Grades an ended interview: one call for what stands beside the marks, then one isolated call per criterion and sample,
 * checked by code. A run that was left half-way is gone on with; criteria already graded are not paid for twice. A
 * finished one is left alone.
 *
 * @throws Error when the interview has not ended
 */
export async function gradeInterview(world: Needs, org: string, id: string): Promise<void> {
  const loaded = await loadInterview(world, org, id)
  if (loaded.interview.status !== 'ended') throw new Error(`interview ${id} has not ended`)
  const [latest] = await world.store.readRuns(org, id)
  if (latest && latest.status !== 'grading') return
  // What a model began, phrases do not go on with in its name.
  const orphan = latest?.grader === 'model' && !world.model ? latest : null
  const run = latest && !orphan ? latest : await startRun(world, org, loaded.interview, orphan?.rubricHash)
  const { rubric, interview } = await readBy(world, org, loaded, run.rubricHash)
  const model = run.grader === 'model' && world.model ? modelNamed(world.model, run.wants) : null
  const grader = { model, prompts: world.library.prompts, log: world.log }
  const heard = run.heard ?? (await hearInterview(grader, rubric, interview))
  if (!run.heard) await world.store.saveHeard(org, run.id, heard)
  const done = new Set(run.grades.map((grade) => grade.criterion))
  const grades = [...run.grades]
  const due = rubric.problem.criteria.filter((criterion) => !done.has(criterion.id))
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let criterion = due.shift(); criterion; criterion = due.shift()) {
      const grade = await gradeCriterion(grader, rubric, interview, criterion, heard)
      await world.store.saveGrade(org, run.id, grade)
      grades.push(grade)
    }
  })
  await Promise.all(lanes)
  if (orphan) {
    const { model, checks } = orphan
    await world.store.finishRun(org, orphan.id, { ...ORPHANED, model, checks, finishedAt: world.clock.now() })
  }
  const failed = grades.filter((grade) => grade.abstained === 'grader_failed')
  const debrief =
    failed.length > 0 ? null : await writeDebrief(grader, { rubric, interview, grades }, world.library.catalogue)
  await world.store.finishRun(org, run.id, {
    status: failed.length > 0 ? 'failed' : 'graded',
    finishedAt: world.clock.now(),
    model: [heard, ...grades].flatMap((it) => it.calls)[0]?.model ?? null,
    checks: checkInterviewer(loaded.rubric, loaded.events),
    debrief,
    failure: failed.length > 0 ? sayFailure(failed) : null,
  })
}

function sayFailure(failed: Grade[]): string {
  const faults = [...new Set(failed.flatMap((grade) => grade.fault ?? []))]
  const why = faults.length > 0 ? ` (${faults.join('; ')})` : ''
  return `The grader failed on ${failed.map((grade) => grade.criterion).join(', ')}${why}; nothing was made up for them.`
}

async function startRun(world: Needs, org: string, interview: Interview, rubricHash?: string): Promise<Run> {
  const run = newRun(world, interview, { rubricHash })
  await world.store.startRun(org, run)
  return run
}

/**
 * A run over an interview, with nothing graded yet: by the configured grader and the rubric it was held under, unless
 * told otherwise. The model `scripted` is none: it grades by phrases.
 */
export const newRun = (
  world: Pick<Needs, 'model' | 'library' | 'clock' | 'ids' | 'codeVersion'>,
  interview: Interview,
  { rubricHash = interview.rubricHash, model }: { rubricHash?: string | undefined; model?: string | undefined } = {},
): Run => ({
  id: world.ids.next(),
  interviewId: interview.id,
  status: 'grading',
  startedAt: world.clock.now(),
  finishedAt: null,
  grader: world.model && model !== SCRIPTED ? 'model' : 'scripted',
  model: null,
  wants: world.model && model !== SCRIPTED ? (model ?? world.model.names?.grader ?? null) : null,
  rubricHash,
  promptHash: world.library.prompts.hash,
  codeVersion: world.codeVersion,
  grades: [],
  heard: null,
  checks: [],
  failure: null,
})
