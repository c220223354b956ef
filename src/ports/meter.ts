import type { Run } from '../grading/grade.ts'
import type { InterviewerSpoke, ModelCall } from '../interview/events.ts'
import type { FaultKind, ModelRequest } from './model.ts'
import type { QueueDepth, Work } from './store.ts'

/** What is counted for the operator. */

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
