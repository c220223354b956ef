import type { SeqEvent } from '../interview/events.ts'
import type { Catalogue } from '../interview/rubric.ts'
import type { Meter } from './meter.ts'
import type { LanguageModel } from './model.ts'
import type { Jobs, Store } from './store.ts'

/** What services need from outside, as types. Adapters implement them; tests bring scripted ones. */

export type Clock = { now(): number }
/** UUIDv7, so that ids sort by time. */
export type Ids = { next(): string }

/** Prompts under prompts/, their holes known; `hash` covers all of them. */
export type Prompts = { render(name: string, holes: Record<string, string>): string; hash: string }

export type Library = { catalogue: Catalogue; prompts: Prompts }

/** Structured log lines: ids, durations and classes; never what was said. */
export type Log = {
  info(fields: Record<string, unknown>, sentence: string): void
  warn(fields: Record<string, unknown>, sentence: string): void
  error(fields: Record<string, unknown>, sentence: string): void
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
