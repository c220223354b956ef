import type { Graph } from './board/graph.ts'
import type { EndReason, How, InterviewOpened, Move } from './events.ts'
import type { SeqStated } from './numbers/stated.ts'

/** One utterance. `seq` is its event's; `phase` an index into the format's phases. */
export type Turn = {
  seq: number
  at: number
  by: 'candidate' | 'interviewer'
  text: string
  phase: number
  /** What the candidate drew with it, in words. */
  drew?: string
  move?: Move
  target?: string | null
}

/** A probe that was asked: when, how much help it took, and how the answers to it went. */
export type Asked = {
  probe: string
  seq: number
  /** Steps taken on the hint ladder: 0 none, 1 reframe, 2 narrow, 3 concrete, 4 told. */
  hints: number
  specific: boolean
  /** Candidate turns since it was asked, and those of them that showed nothing of it. */
  turns: number
  empty: number
}

/** The state of an interview: the fold of its events. Times are epoch milliseconds. */
export type Interview = Omit<InterviewOpened, 'type' | 'at' | 'system' | 'tailoring'> & {
  id: string
  job: string | null
  favours: string[]
  /** Seq of the last event folded in. */
  seq: number
  status: 'open' | 'paused' | 'ended'
  /** Whose turn it is. */
  due: 'candidate' | 'interviewer' | 'nobody'
  openedAt: number
  phase: number
  phaseEndsAt: number
  endsAt: number
  pausedAt: number | null
  /** When the candidate last spoke, moved on by pauses since: from then on they wait for the interviewer. */
  heardAt: number | null
  endedAt: number | null
  endReason: EndReason | null
  turns: Turn[]
  coverage: Record<string, { how: How; seq: number; quote: string }>
  asked: Asked[]
  /** The probe being talked about. */
  current: string | null
  /** Probes that the candidate settled unasked, as the model heard it: not asked any more, no point shown by it. */
  settled: string[]
  /** Probes that the constraint change has made idle to ask; nothing is reached by them. */
  idle: string[]
  factsTold: string[]
  change: string | null
  /** Nudges spoken, in whole minutes left. */
  nudged: number[]
  /** What the candidate stated in numbers and promised, in the order said. */
  numbers: SeqStated[]
  /** The board as it stands, the seq of the turn that drew it so, and the ids of what is new with that turn. */
  board: { graph: Graph; seq: number; fresh: string[] } | null
  /** Candidate turns that tried to steer the interview, for the reviewer. */
  steered: number[]
}

/** What is stored beside the events; the turns are read from the events themselves. */
export type Snapshot = Omit<Interview, 'turns'>
