import type { ModelCall } from '../interview/events.ts'
import type { Debrief } from './debrief/debrief.ts'

/** Why there is no level. Never a zero, never a default. */
export type Abstention = 'not_reached' | 'low_confidence' | 'suspected_manipulation' | 'grader_failed'

export type Exposure = 'volunteered' | 'prompted' | 'hinted' | 'not_reached'

/** The candidate's words behind a mark: `text` is the turn's text.slice(start, end), always. */
export type Quote = { turn: number; start: number; end: number; text: string }

/** Words that a grader claims stand in a turn. */
export type Quoted = { turn: number; text: string }

/** What our checks dropped and why, for the sceptic. */
export type Dropped = { text: string; because: string }

/** What one sampling of a grader said about one criterion, before our checks. */
export type Verdict = {
  quotes: Quoted[]
  points: { id: string; shown: boolean }[]
  level: number
}

/** A verdict after our checks, or several. */
export type Grade = {
  criterion: string
  /** 1–4, or null with the reason in `abstained`. */
  level: number | null
  abstained: Abstention | null
  exposure: Exposure
  /** Highest level that the help given allows. */
  cap: number
  quotes: Quote[]
  points: { id: string; shown: boolean; how: 'volunteered' | 'prompted' | 'hinted' | 'told' | null }[]
  /** Levels as sampled, before the cap; their distance is the spread. */
  samples: number[]
  spread: number
  dropped: Dropped[]
  raw: string[]
  calls: ModelCall[]
  /** What stopped the grader where it failed, in words that repeat nothing of the prompt. */
  fault?: string
}

/** Who found something: the phrases in the code, or the model. */
export type Reader = 'phrases' | 'model'

/** A flag with the candidate's words that raised it; beside the levels, never folded into one. */
export type Flag = { id: string; by: Reader; quotes: Quote[] }

/** Whole sentences of the candidate that try to sway the grader or the interviewer. */
export type Attempt = Quote & { by: Reader }

/** What was heard across a whole interview before its criteria are graded; by itself it changes no level. */
export type Heard = {
  /** The model, unless there is none or it failed. */
  by: Reader
  flags: Flag[]
  attempts: Attempt[]
  dropped: Dropped[]
  /** Why phrases stand in for the model of this run, in a sentence. */
  failure: string | null
  raw: string[]
  calls: ModelCall[]
}

/** A yes/no question about the interviewer, answered by code. */
export type Checked = { id: string; says: string; holds: boolean }

/** A run whose model could not answer, until it is asked again. */
export type Waiting = {
  /** The try that comes next, and how many there are in all. */
  try: number
  of: number
  /** Epoch milliseconds. */
  at: number
  /** What the model did instead of answering, as the end of a sentence. */
  because: string
}

export type RunStatus = 'grading' | 'graded' | 'failed'

/** One grading of one interview. Regrading makes another; originals stay. */
export type Run = {
  id: string
  interviewId: string
  status: RunStatus
  startedAt: number
  finishedAt: number | null
  /** `scripted` runs are provisional: they know phrases, not meaning. */
  grader: 'scripted' | 'model'
  /** As the endpoint returned it; null for scripted. */
  model: string | null
  /** The model as the endpoint is asked for it, by whichever process grades; null for scripted, unknown in older runs. */
  wants?: string | null
  /** Of the rubric it is graded by, which may be another version than the interview was held under. */
  rubricHash: string
  promptHash: string
  codeVersion: string
  grades: Grade[]
  /** Null until the interview was heard for it; a graded run has it. */
  heard: Heard | null
  /** How the interviewer did, by the code of this run; empty until it is over. */
  checks: Checked[]
  /** What the candidate reads; null until it is graded, and absent on older runs. */
  debrief?: Debrief | null
  /** Set from the first try that has to be made again until the run is over. */
  waiting: Waiting | null
  /** What stopped a failed run, in a sentence. */
  failure: string | null
}
