import { v7 } from 'uuid'
import type { Grade, Heard, Run } from '../../../src/grading/grade.ts'
import type { CandidateSpoke, InterviewEnded, InterviewOpened } from '../../../src/interview/events.ts'
import type { Snapshot } from '../../../src/interview/interview.ts'
import type { Append, Store } from '../../../src/ports/store.ts'

export const NOW = 1_800_000_000_000

export const openedEvent = (): InterviewOpened => ({
  type: 'interview-opened',
  at: NOW,
  problem: 'order-processing',
  kind: 'problem',
  title: 'Order processing',
  format: 'practice-45',
  level: 'senior',
  interviewer: 'scripted',
  rubricHash: 'r1',
  promptHash: 'p1',
  nonce: 'note-1',
  system: null,
})

export const spokeEvent = (text: string): CandidateSpoke => ({
  type: 'candidate-spoke',
  at: NOW + 1000,
  text,
  shown: [],
  signals: [],
  facts: [],
  back: null,
  stated: [],
  sums: [],
  board: null,
})

export const endedEvent = (): InterviewEnded => ({ type: 'interview-ended', at: NOW + 2000, reason: 'candidate' })

export function snapshotFor(id: string, seq: number, more: Partial<Snapshot> = {}): Snapshot {
  const { type: _, at, ...opened } = openedEvent()
  return {
    ...opened,
    id,
    job: null,
    favours: [],
    seq,
    status: 'open',
    due: 'candidate',
    openedAt: at,
    phase: 0,
    phaseEndsAt: at + 300_000,
    endsAt: at + 2_700_000,
    pausedAt: null,
    heardAt: null,
    endedAt: null,
    endReason: null,
    coverage: {},
    asked: [],
    current: null,
    settled: [],
    factsTold: [],
    idle: [],
    change: null,
    nudged: [],
    numbers: [],
    board: null,
    steered: [],
    ...more,
  }
}

/** An interview with one event in the store. @returns its organisation and id */
export async function makeInterview(
  store: Store,
  more: { org?: string; snapshot?: Partial<Snapshot>; lease?: Append['lease'] } = {},
): Promise<{ org: string; id: string }> {
  const { org = v7(), snapshot, lease = null } = more
  const id = v7()
  await store.createInterview({ org, id, events: [openedEvent()], snapshot: snapshotFor(id, 1, snapshot), lease })
  return { org, id }
}

/** An append of one candidate's turn after `after`. */
export const turnAppend = (it: { org: string; id: string }, after: number, more: Partial<Append> = {}): Append => ({
  ...it,
  after,
  events: [spokeEvent(`turn ${after + 1}`)],
  snapshot: snapshotFor(it.id, after + 1, { due: 'interviewer' }),
  ...more,
})

export const endAppend = (it: { org: string; id: string }, after: number, more: Partial<Append> = {}): Append => ({
  ...it,
  after,
  events: [endedEvent()],
  snapshot: snapshotFor(it.id, after + 1, { status: 'ended', due: 'nobody', endedAt: NOW + 2000 }),
  ...more,
})

export const runFor = (interviewId: string, more: Partial<Run> = {}): Run => ({
  id: v7(),
  interviewId,
  status: 'grading',
  startedAt: NOW,
  finishedAt: null,
  grader: 'scripted',
  model: null,
  rubricHash: 'r1',
  promptHash: 'p1',
  codeVersion: '0.1.0',
  grades: [],
  heard: null,
  checks: [],
  waiting: null,
  failure: null,
  ...more,
})

export const gradeFor = (criterion: string, more: Partial<Grade> = {}): Grade => ({
  criterion,
  level: 3,
  abstained: null,
  exposure: 'volunteered',
  cap: 4,
  quotes: [{ turn: 2, start: 0, end: 4, text: 'turn' }],
  points: [],
  samples: [3],
  spread: 0,
  dropped: [],
  raw: [],
  calls: [],
  ...more,
})

export const HEARD: Heard = {
  by: 'model',
  flags: [{ id: 'f', by: 'model', quotes: [{ turn: 3, start: 0, end: 2, text: 'It' }] }],
  attempts: [{ turn: 3, start: 3, end: 5, text: 'is', by: 'phrases' }],
  dropped: [],
  failure: null,
  raw: ['{}'],
  calls: [],
}
