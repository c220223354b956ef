import type { Grade, Heard, Run, Waiting } from '../grading/grade.ts'
import type { InterviewEvent, SeqEvent } from '../interview/events.ts'
import type { Snapshot } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'

/** What is kept, and the queue beside it. */

/** Work queued in the transaction that earned it. */
export type Job = {
  name: 'grade'
  interviewId: string
  /** Asks for a model's grades where phrases gave the last, and says how many other interviews may follow. */
  provisional?: number
}

/** Who is speaking for the interviewer, and until when nobody else may. Times are epoch milliseconds. */
export type Lease = { owner: string; until: number }

export type Append = {
  org: string
  id: string
  /** Seq of the last event the caller saw; the append fails with 'stale' when the interview has moved on. */
  after: number
  events: InterviewEvent[]
  snapshot: Snapshot
  /** Idempotency key of a candidate's turn, stored with the first event. */
  key?: { key: string; bodyHash: string }
  jobs?: Job[]
  /** Set when the interviewer's turn is due and this node takes it; null gives it back. */
  lease?: Lease | null
}

export type InterviewSummary = {
  id: string
  snapshot: Snapshot
  /** Latest run, if any. */
  run: { id: string; status: Run['status'] } | null
}

/** A rubric as it was published, and what rests on it. */
export type RubricVersion = {
  hash: string
  problem: string
  format: string
  level: string
  /** When an interview was first held or graded under it, in epoch milliseconds; null when none was. */
  firstSeen: number | null
  /** Interviews held under it, and interviews graded under it. */
  held: number
  graded: number
}

export interface Store {
  createInterview(request: Omit<Append, 'after' | 'key'>): Promise<void>
  /** One statement, all or nothing. 'stale': someone appended first, or the key is known. @throws Unavailable */
  append(request: Append): Promise<'stored' | 'stale'>
  /** All events in order, or null for an unknown interview. */
  readEvents(org: string, id: string, after?: number): Promise<SeqEvent[] | null>
  findKey(org: string, id: string, key: string): Promise<{ seq: number; bodyHash: string } | null>
  /** Newest first. `before` is an interview id to page from. */
  listInterviews(org: string, page: { limit: number; before?: string }): Promise<InterviewSummary[]>

  /** Claims open interviews whose interviewer's turn is due and whose lease is over (or belongs to nobody). */
  takeDue(request: {
    now: number
    lease: Lease
    limit: number
    evenIfLeased?: boolean
  }): Promise<{ org: string; id: string }[]>
  /** Lengthens a lease that its owner still has, while the turn is due; otherwise changes nothing. */
  renewLease(org: string, id: string, lease: Lease): Promise<void>
  /** Open, unpaused interviews whose end passed before `before` and whose candidate's turn it is. */
  listOverdue(before: number, limit: number): Promise<{ org: string; id: string }[]>
  /** Ended interviews without a finished or failed run, unless it waits: what a lost enqueue would leave behind. */
  listUngraded(now: number, limit: number): Promise<{ org: string; id: string }[]>
  /** Ended interviews of people that the scripted grader alone has graded, newest first. Reads all; not for every day. */
  listProvisional(limit: number): Promise<{ org: string; id: string }[]>
  countWork(now: number): Promise<Work>

  /** Stores a rubric under its hash, for good; the same hash again changes nothing. */
  publishRubric(org: string, hash: string, rubric: Rubric): Promise<void>
  readRubric(org: string, hash: string): Promise<Rubric | null>
  /** Versions of one problem's rubrics, or of all; the one seen last comes first. */
  listRubrics(org: string, problem?: string): Promise<RubricVersion[]>
  /** Is somebody being interviewed on this problem, paused or not? */
  isBeingHeld(org: string, problem: string): Promise<boolean>

  /** @param options `again`: only while no other run of the interview is under way. @returns whether it was begun */
  startRun(org: string, run: Run, options?: { again?: boolean }): Promise<boolean>
  /** What was heard first stays, since grades rest on it. @returns what stays */
  saveHeard(org: string, runId: string, heard: Heard): Promise<Heard>
  /** The same criterion again replaces nothing: the first grade stays. */
  saveGrade(org: string, runId: string, grade: Grade): Promise<void>
  /** A run that is over waits for nothing: then it changes nothing. */
  saveWaiting(org: string, runId: string, waiting: Waiting): Promise<void>
  /** The first end of a run stays. With its latest run an interview is graded, and nothing is left to queue. */
  finishRun(
    org: string,
    runId: string,
    end: Pick<Run, 'status' | 'finishedAt' | 'model' | 'checks' | 'debrief' | 'failure'>,
  ): Promise<void>
  /** Newest first, with their grades. */
  readRuns(org: string, interviewId: string): Promise<Run[]>
  /** The interview that a run is of, or null for an unknown run. */
  findRun(org: string, runId: string): Promise<string | null>
  /** Interviews with two graded runs or more, newest first. */
  listRegraded(org: string): Promise<string[]>

  /** Resolves when the database answers. @throws Unavailable */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Runs queued jobs, at least once each, until stopped. */
export interface Jobs {
  /** A handler returns null when its job is done, or the milliseconds after which to be called again. */
  work(
    handlers: {
      [Name in Job['name']]: (org: string, job: Extract<Job, { name: Name }>) => Promise<number | null>
    },
  ): Promise<void>
  /** Queues outside a transaction, for the sweep; a job already queued for the same interview is not doubled. */
  enqueue(org: string, job: Job): Promise<void>
  depth(): Promise<QueueDepth>
  stop(): Promise<void>
}

/** How much is under way, of all organisations and on all nodes. */
export type Work = {
  /** Interviews being held, and those of them whose interviewer's turn is due. */
  live: number
  due: number
  /** Ended interviews that are not graded yet, and those of them that wait to ask their model again. */
  ungraded: number
  waiting: number
}

/** Jobs in the queue: to be begun now, begun, and to be begun later. */
export type QueueDepth = { ready: number; active: number; later: number }
