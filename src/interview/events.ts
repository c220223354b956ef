import type { Graph } from './board/graph.ts'
import type { Scene } from './board/scene.ts'
import type { Mismatch } from './numbers/recompute.ts'
import type { Stated } from './numbers/stated.ts'
import type { LevelId } from './rubric.ts'

/** What the interviewer does with its turn. The order is that of the response schema and of the prompt. */
export const MOVES = [
  'open',
  'answer',
  'probe',
  'deepen',
  'be-specific',
  'change-constraint',
  'hint',
  'nudge-time',
  'advance',
  'redirect',
  'wait',
  'close',
] as const
export type Move = (typeof MOVES)[number]

/** How a point came to be shown; `told` is no credit. */
export type How = 'volunteered' | 'prompted' | 'hinted' | 'told'

export type Shown = { point: string; how: How; quote: string; by: 'recogniser' | 'model' }

/** What a candidate's turn does besides answering, read by code before the moves are ranked. */
export type Signal = 'asks' | 'help' | 'stuck' | 'thinking' | 'steers'

/**
 * A move the policy allows for this turn: the phase it belongs to, the reason in words, and the authored sentences that
 * speak it. A list of these is ranked, best first.
 */
export type LegalMove = { move: Move; target: string | null; phase: number; because: string; says: string }

/** What the model says of the candidate's last turn, by probe; applied only where the quote stands in that turn. */
export type Observed = { probe: string; answered: 'yes' | 'partly' | 'no'; quote: string }

/** What one model call cost and how it went. Tokens as the endpoint counted them, null when it did not say. */
export type ModelCall = {
  model: string
  promptTokens: number | null
  cachedTokens: number | null
  outputTokens: number | null
  firstTokenMs: number | null
  totalMs: number
  /** How the answer was constrained: strict schema, schema, JSON object, none. */
  mode: 'strict' | 'schema' | 'object' | 'none'
}

/** What a job title and a résumé change; the résumé itself stands in the model's system message alone. */
export type Tailoring = {
  job: string | null
  /** Ids of the probes that the job or the résumé speaks of, best match first. */
  favours: string[]
}

export type InterviewOpened = {
  type: 'interview-opened'
  at: number
  problem: string
  kind: 'problem' | 'scenario'
  title: string
  format: string
  level: LevelId
  interviewer: 'scripted' | 'model'
  /** The simulated candidate that takes it, by its persona's id; null for a person. Older events have none. */
  simulated?: string | null
  rubricHash: string
  promptHash: string
  /** Delimits the machine's notes in the prompt, so that a candidate cannot forge one. */
  nonce: string
  /** The first message of the model's ledger as rendered at the start; null for the scripted interviewer. */
  system: string | null
  /** Null when nothing was given; older events have none. */
  tailoring?: Tailoring | null
}

/** What a candidate drew, when the board became different with their turn. */
export type Drawing = {
  /** The elements as they were sent, reduced: the board's history, turn by turn. */
  scene: Scene
  graph: Graph
  /** In words: the whole board at first, from then on what became different. */
  says: string
}

export type CandidateSpoke = {
  type: 'candidate-spoke'
  at: number
  text: string
  shown: Shown[]
  signals: Signal[]
  /** Ids of facts asked for. */
  facts: string[]
  /** The earlier phase that the candidate goes back to, as an index; null when they stay. */
  back: number | null
  /** Quantities, machines and promises it states, and sums that come out otherwise than it says. */
  stated: Stated[]
  sums: Mismatch[]
  /** Null when the board is as it was. */
  board: Drawing | null
}

export type InterviewerSpoke = {
  type: 'interviewer-spoke'
  at: number
  text: string
  move: Move
  target: string | null
  /** Index of the phase this turn belongs to. The machine moves on with it, and stays where a candidate is followed back. */
  phase: number
  /** Who found the words: the model, or the authored sentence. */
  by: 'model' | 'script'
  /** Why: the legal pairs as ranked, and the candidate's turn that triggered them. */
  why: { legal: Omit<LegalMove, 'says'>[]; trigger: number | null }
  /** The machine's note that this turn answered, as the model was sent it; null for the scripted interviewer. */
  note: string | null
  /** What the model observed in the turn before, its quotes checked, and the coverage that follows. */
  observed: Observed[]
  shown: Shown[]
  /** A model that failed or was refused, by class; the interview went on. */
  fault: string | null
  call: ModelCall | null
}

export type InterviewPaused = { type: 'interview-paused'; at: number }
export type InterviewResumed = { type: 'interview-resumed'; at: number }
export type InterviewEnded = { type: 'interview-ended'; at: number; reason: EndReason }
/** Finished by the closing move, out of time without an answer, or ended by the candidate. */
export type EndReason = 'finished' | 'time' | 'candidate'

/** Everything that can happen to an interview. Append-only: the interview is the fold of these. */
export type InterviewEvent =
  | InterviewOpened
  | CandidateSpoke
  | InterviewerSpoke
  | InterviewPaused
  | InterviewResumed
  | InterviewEnded

/** An event with its place: `seq` counts from 1 within the interview, without gaps. */
export type SeqEvent = InterviewEvent & { seq: number }

/** Did the model fail the candidate's interview here? A sentence that our guards refused is no such fault. */
export const isFault = (event: InterviewerSpoke): boolean => event.fault !== null && !event.fault.startsWith('refused:')
