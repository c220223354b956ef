import { type Graded, nameOf, type Task } from '../evaluation/task.ts'
import { capOf, exposureOf } from '../grading/exposure.ts'
import { criterionFor, transcriptFor } from '../grading/verdict.ts'
import { ModelFault } from '../ports/model.ts'
import type { Grader } from './ask-grader.ts'
import { failedGrade, readCriterion } from './grade-criterion.ts'
import { hashOf } from './hash.ts'
import { inLanes } from './in-lanes.ts'

/** So many failures one after another are the endpoint's state, and the next would be no other. */
const MOST_FAILURES = 10

export type Grading = {
  /** How often each criterion is read. */
  samples: number
  /** Most calls under way. */
  atOnce: number
  /** Stops it; what is under way then counts for nothing. */
  signal: AbortSignal
  onGraded: (graded: Graded) => Promise<void>
}

/**
 * Grades criteria one by one as interviews are graded, several at once, and tells of each as it is done. Needs no store.
 * @returns whether all were graded; false when it was stopped, or after ten failures in a row
 */
export async function gradeTasks(
  grader: Grader,
  tasks: readonly Task[],
  { samples, atOnce, signal, onGraded }: Grading,
): Promise<boolean> {
  const enough = new AbortController()
  let failures = 0
  const working = inLanes(tasks, atOnce, AbortSignal.any([signal, enough.signal]), async (task) => {
    const graded = await gradeTask(grader, task, samples)
    if (signal.aborted) return
    failures = graded.fault === null ? 0 : failures + 1
    if (failures === MOST_FAILURES) enough.abort()
    await onGraded(graded)
  })
  const stopped = new Promise<[]>((done) => signal.addEventListener('abort', () => done([]), { once: true }))
  return (await Promise.race([working, stopped])).length === tasks.length
}

async function gradeTask(grader: Grader, task: Task, samples: number): Promise<Graded> {
  const { rubric, interview } = task.from
  const read = await readCriterion(grader, rubric, interview, task.criterion, { least: samples, most: samples })
  return read instanceof ModelFault
    ? { ...task, grade: failedGrade(rubric, interview, task.criterion, read), fault: read.kind }
    : { ...task, grade: read, fault: null }
}

/** Who graded: the model as it is asked for, null for phrases, with which prompts, how often. */
export type Reader = { model: string | null; promptHash: string; samples: number }

/** What a grade depends on, hashed: the reader, and all that it is told of the case. Another key is another question. */
export const keyOf = (task: Task, reader: Reader): string => {
  const { problem, level } = task.from.rubric
  const { interview } = task.from
  return hashOf({
    ...{ reader, name: nameOf(task), title: problem.title, brief: problem.brief, level: [level.title, level.says] },
    transcript: transcriptFor(problem, interview),
    criterion: criterionFor(task.criterion),
    exposure: exposureOf(problem, interview, task.criterion),
    cap: capOf(problem, interview, task.criterion),
  })
}
