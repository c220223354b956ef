import { type Graded, nameOf, type Task } from '../evaluation/task.ts'
import { capOf, exposureOf } from '../grading/exposure.ts'
import { criterionFor, transcriptFor } from '../grading/verdict.ts'
import type { Log } from '../ports.ts'
import type { Grader } from './ask-grader.ts'
import { gradeCriterion } from './grade-criterion.ts'
import { hashOf } from './hash.ts'

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
  const due = [...tasks]
  let failures = 0
  const lanes = Array.from({ length: atOnce }, async () => {
    while (!signal.aborted && failures < MOST_FAILURES) {
      const task = due.shift()
      if (!task) return
      const graded = await gradeTask(grader, task, samples)
      if (signal.aborted) return
      // What was not reached asked for nothing, and tells nothing of the endpoint.
      if (graded.grade.abstained === 'grader_failed') failures++
      else if (graded.grade.abstained !== 'not_reached') failures = 0
      await onGraded(graded)
    }
  })
  const stopped = new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
  await Promise.race([Promise.all(lanes), stopped])
  return !signal.aborted && due.length === 0
}

async function gradeTask(grader: Grader, task: Task, samples: number): Promise<Graded> {
  const { rubric, interview } = task.from
  const { log, fault } = listening(grader.log)
  const often = { least: samples, most: samples }
  const grade = await gradeCriterion({ ...grader, log }, rubric, interview, task.criterion, often)
  return { ...task, grade, fault: grade.abstained === 'grader_failed' ? fault() : null }
}

/** A log that remembers the class of fault it was told of: the grade itself says only that there was one. */
function listening(log: Log): { log: Log; fault: () => string | null } {
  let heard: string | null = null
  const warn: Log['warn'] = (fields, sentence) => {
    if (typeof fields.fault === 'string') heard = fields.fault
    log.warn(fields, sentence)
  }
  return {
    log: { info: (...line) => log.info(...line), warn, error: (...line) => log.error(...line) },
    fault: () => heard,
  }
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
