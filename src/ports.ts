import type { z } from 'zod'
import type { Grade, Heard, Run, Waiting } from './grading/grade.ts'
import type { InterviewEvent, InterviewerSpoke, ModelCall, SeqEvent } from './interview/events.ts'
import type { Snapshot } from './interview/interview.ts'
import type { Catalogue, Rubric } from './interview/rubric.ts'

/** What services need from outside, as types. Adapters implement them; tests bring scripted ones. */

export type Clock = { now(): number }
/** UUIDv7, so that ids sort by time. */
export type Ids = { next(): string }

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

export type ModelMessage = { role: 'system' | 'user' | 'assistant'; content: string }

export type ModelRequest = {
  role: 'interviewer' | 'grader' | 'candidate'
  /** Another model at the same endpoint than the role has by the settings. */
  model?: string
  messages: ModelMessage[]
  /** The shape of the answer; its key order is the order of emission. */
  schema: { name: string; shape: z.ZodType }
  maxTokens: number
  temperature?: number
  /** Gives the call up; a ModelFault as its reason is what the endpoint did, and none of the caller's own affairs. */
  signal?: AbortSignal
}

/**
 * A JSON answer as it arrives: each top-level field once whole (`field`), the one named in `speak` in pieces as well
 * (`text`), then `end` with the whole value. Nothing after `end`; no `end` means the call threw.
 */
export type AnswerDelta =
  | { type: 'field'; name: string; value: unknown }
  | { type: 'text'; text: string }
  | { type: 'end'; value: unknown; raw: string; call: ModelCall }

/** Classes of failure; `faults.ts` in the adapter says which wire event is which. */
export type FaultKind =
  | 'unreachable'
  | 'timeout'
  | 'stalled'
  | 'cut'
  | 'length'
  | 'filtered'
  | 'refused'
  | 'rate-limited'
  | 'over-budget'
  | 'server-error'
  | 'rejected'
  | 'not-an-answer'
  | 'invalid-answer'
  | 'empty'
  | 'too-large'
  | 'aborted'

/** The model did not give a usable answer. Never the candidate's fault. */
export class ModelFault extends Error {
  readonly kind: FaultKind
  /** May the same call be made again? */
  readonly retryable: boolean
  /** Seconds the endpoint asked us to wait, when it did. */
  readonly retryAfter: number | null
  /** What came before it failed, for the log of the operator and never for the candidate. */
  readonly raw: string
  constructor(
    kind: FaultKind,
    sentence: string,
    more: { retryable?: boolean; retryAfter?: number | null; raw?: string; cause?: unknown } = {},
  ) {
    super(sentence, { cause: more.cause })
    this.name = 'ModelFault'
    this.kind = kind
    this.retryable = more.retryable ?? false
    this.retryAfter = more.retryAfter ?? null
    this.raw = more.raw ?? ''
  }
}

export interface LanguageModel {
  /** The models' names by role, as the settings give them; one that has no names, such as a fake, leaves them out. */
  readonly names?: Record<ModelRequest['role'], string>
  /** @throws ModelFault */
  stream(request: ModelRequest & { speak: string }): AsyncIterable<AnswerDelta>
  /** One whole answer, validated against the schema. @throws ModelFault */
  generate(request: ModelRequest): Promise<{ value: unknown; raw: string; call: ModelCall }>
}

/** Prompts under prompts/, their holes known; `hash` covers all of them. */
export type Prompts = { render(name: string, holes: Record<string, string>): string; hash: string }

export type Library = { catalogue: Catalogue; prompts: Prompts }

/** Structured log lines: ids, durations and classes; never what was said. */
export type Log = {
  info(fields: Record<string, unknown>, sentence: string): void
  warn(fields: Record<string, unknown>, sentence: string): void
  error(fields: Record<string, unknown>, sentence: string): void
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

type Called = { outcome: 'answered' | FaultKind; call: ModelCall | null }
/** Something that happened, in figures: no words, and few labels. Times in milliseconds. */
export type Measured =
  | { type: 'request'; method: string; route: string; status: number; ms: number }
  | {
      type: 'turn'
      by: InterviewerSpoke['by']
      outcome: 'spoken' | 'refused' | 'fault'
      firstSentenceMs: number
      ms: number
    }
  /** `requests` went out for it: none where its model was left alone, several with retries. */
  | (Called & { type: 'call'; role: ModelRequest['role']; model: string; requests: number; ms: number })
  | { type: 'circuit'; model: string; isOpen: boolean }
  | { type: 'grading'; grader: Run['grader']; outcome: 'graded' | 'failed' | 'waiting'; ms: number }
  /** What today's calls of models have cost on all nodes, null while that is not known. */
  | { type: 'spend'; today: number | null; perDay: number; isClosed: boolean }
  /** Null while the database does not answer. */
  | { type: 'work'; work: Work | null; queue: QueueDepth | null }

/** Counts what happens, for the operator. */
export interface Meter {
  note(measured: Measured): void
  /** All that was counted, as monitoring reads it. */
  text(): Promise<{ type: string; body: string }>
}

/** What listeners of an interview hear before, or instead of, reading the store again. */
export type FeedItem =
  | { type: 'say'; seq: number; part: number; text: string }
  /** The store holds events up to `seq`; on the node that stored the last of them, these come along. */
  | { type: 'stored'; seq: number; events?: SeqEvent[] }
  /** The store knows more of its grading. */
  | { type: 'graded' }

/** Tells listeners on this node about an interview as it happens; what they miss is in the store. */
export interface Feed {
  publish(interviewId: string, item: FeedItem): void
  /** Calls back with what was said of the turn under way, then with all that follows. @returns stops it */
  subscribe(interviewId: string, listen: (item: FeedItem) => void): () => void
}

/** Work that outlives the request that began it; a stop waits for it. */
export interface Tasks {
  run(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>
  /** Waits for what runs, at most `ms`, then aborts it. */
  drain(ms: number): Promise<void>
}

/** Everything services work with. Each names the parts it needs. */
export type World = {
  store: Store
  jobs: Jobs
  /** Null when none is configured: the scripted interviewer and grader work alone. */
  model: LanguageModel | null
  library: Library
  clock: Clock
  ids: Ids
  feed: Feed
  tasks: Tasks
  log: Log
  meter: Meter
  /** This process, as the holder of leases. */
  node: string
  /** How long a turn waits for the model's first sentence. Milliseconds. */
  patienceMs: number
  codeVersion: string
}
