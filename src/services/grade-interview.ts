import { checkInterviewer } from '../grading/checks.ts'
import type { Grade, Heard, Run, Waiting } from '../grading/grade.ts'
import type { Read } from '../grading/read-under.ts'
import type { Interview } from '../interview/interview.ts'
import { ModelFault } from '../ports/model.ts'
import type { World } from '../ports/world.ts'
import type { Grader } from './ask-grader.ts'
import { endOrphans, orphanedBy } from './end-orphans.ts'
import { gradeCriteria } from './grade-criteria.ts'
import { failedGrade } from './grade-criterion.ts'
import { askHearing, hearInstead } from './hear-interview.ts'
import { type Loaded, loadInterview, readBy } from './load-interview.ts'
import { modelNamed } from './model-named.ts'
import { newRun } from './new-run.ts'
import { failureOf, nextTry } from './retry-grading.ts'
import { toldOf } from './tell-grading.ts'
import { writeDebrief } from './write-debrief.ts'

type Needs = Pick<World, 'store' | 'model' | 'library' | 'clock' | 'ids' | 'log' | 'feed' | 'meter' | 'codeVersion'>

/**
 * Grades an ended interview: one call for what stands beside the marks, then one isolated call per criterion and sample,
 * checked by code. A run that was left half-way, or whose model could not answer, is gone on with; criteria already
 * graded are not paid for twice. A finished one is left alone.
 *
 * @returns null when the run is over, or the milliseconds after which the model is to be asked again
 * @throws Error when the interview has not ended
 */
export async function gradeInterview(world: Needs, org: string, id: string): Promise<number | null> {
  const loaded = await loadInterview(world, org, id)
  if (loaded.interview.status !== 'ended') throw new Error(`interview ${id} has not ended`)
  const [latest, ...earlier] = await world.store.readRuns(org, id)
  await endOrphans(world, org, earlier)
  if (latest && latest.status !== 'grading') return null
  const early = (latest?.waiting?.at ?? 0) - world.clock.now()
  if (early > 0 && world.model) return early
  const run = await runToGrade(world, org, loaded.interview, latest)
  const read = await readBy(world, org, loaded, run.rubricHash)
  const { rubric, interview } = read
  const model = run.grader === 'model' && world.model ? modelNamed(world.model, run.wants) : null
  const grader = { model, prompts: world.library.prompts, log: world.log }
  const told = run.heard ?? (await askHearing(grader, rubric, interview))
  const silent = told instanceof ModelFault ? nextTry(run.waiting, [told], world.clock.now(), Math.random()) : null
  if (silent) return await wait(world, org, run, silent)
  const found = told instanceof ModelFault ? hearInstead(rubric, interview, told) : told
  const heard = run.heard ?? (await world.store.saveHeard(org, run.id, found))
  const done = new Set(run.grades.map((grade) => grade.criterion))
  const due = rubric.problem.criteria.filter((criterion) => !done.has(criterion.id))
  const save = async (grade: Grade) => {
    await world.store.saveGrade(org, run.id, grade)
    world.feed.publish(id, { type: 'graded' })
  }
  const open = await gradeCriteria(grader, rubric, interview, due, { attempts: heard.attempts, save })
  const waiting = nextTry(run.waiting, [...open.values()], world.clock.now(), Math.random())
  if (waiting) return await wait(world, org, run, waiting)
  for (const [criterion, fault] of open) await save(failedGrade(rubric, interview, criterion, fault))
  await finish(world, org, { loaded, read, run, heard, grader, tries: open.size > 0 ? (run.waiting?.try ?? 1) : 1 })
  return null
}

/** The run that is under way where this process can go on with it; a new one by the same rubric where it cannot. */
async function runToGrade(world: Needs, org: string, interview: Interview, latest: Run | undefined): Promise<Run> {
  if (latest && orphanedBy(world, latest) === null) return latest
  const run = newRun(world, interview, { rubricHash: latest?.rubricHash, model: latest?.wants })
  await world.store.startRun(org, run)
  if (latest) await endOrphans(world, org, [latest])
  return run
}

/** `tries`: how often the model was asked about what it never answered. */
type Graded = { loaded: Loaded; read: Read; run: Run; heard: Heard; grader: Grader; tries: number }

async function finish(world: Needs, org: string, { loaded, read, run, heard, grader, tries }: Graded): Promise<void> {
  const { rubric, interview } = read
  // Read again: another worker may have graded some of it, and what is stored has the last word.
  const grades = (await world.store.readRuns(org, interview.id)).find((it) => it.id === run.id)?.grades ?? []
  const failure = failureOf(grades, tries)
  const debrief =
    failure === null ? await writeDebrief(grader, { rubric, interview, grades }, world.library.catalogue) : null
  const [status, finishedAt] = [failure === null ? ('graded' as const) : ('failed' as const), world.clock.now()]
  await world.store.finishRun(org, run.id, {
    status,
    finishedAt,
    model: [heard, ...grades].flatMap((it) => it.calls)[0]?.model ?? null,
    checks: checkInterviewer(loaded.rubric, loaded.events),
    debrief,
    failure,
  })
  world.feed.publish(interview.id, { type: 'graded' })
  const ms = finishedAt - run.startedAt
  world.meter.note({ type: 'grading', grader: run.grader, outcome: status, ms })
  world.log.info({ ...toldOf(run, grades, [heard, ...grades, debrief]), status, tries, ms }, 'grading')
}

async function wait(world: Needs, org: string, run: Run, waiting: Waiting): Promise<number> {
  const ms = waiting.at - world.clock.now()
  const fields = { interview: run.interviewId, run: run.id, try: waiting.try, of: waiting.of, waitMs: ms }
  world.log.info(fields, 'the grader is asked again later')
  world.meter.note({ type: 'grading', grader: run.grader, outcome: 'waiting', ms })
  await world.store.saveWaiting(org, run.id, waiting)
  world.feed.publish(run.interviewId, { type: 'graded' })
  return ms
}
