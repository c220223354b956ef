import type { Grade, Waiting } from '../grading/grade.ts'
import type { FaultKind, ModelFault } from '../ports.ts'

/** How often a run asks the model before it has failed, the first time included. */
const TRIES = 5
const FIRST_WAIT_MS = 10_000
/** Each wait is so many times the one before: 10 s, 40 s, 160 s, 10 min, a quarter of an hour in all. */
const GROWTH = 4
const LONGEST_WAIT_MS = 600_000
/** Waits are up to so much longer, so that runs which failed together do not come back together. */
const JITTER = 0.25

/**
 * May the same question be answered later? What the endpoint or the line did may pass, and so may an answer that came
 * out wrong by chance. A key, a model name, a filter, a token limit or a refusal will be the same next time.
 */
const PASSES: Record<FaultKind, boolean> = {
  unreachable: true,
  timeout: true,
  stalled: true,
  cut: true,
  'rate-limited': true,
  'server-error': true,
  'not-an-answer': true,
  'invalid-answer': true,
  empty: true,
  aborted: true,
  length: false,
  filtered: false,
  refused: false,
  rejected: false,
  'too-large': false,
}

/** Is it worth asking again later? A quota that is spent says "rate limited" too, and does not pass. */
export const mayPass = (fault: ModelFault): boolean =>
  PASSES[fault.kind] && (fault.kind !== 'rate-limited' || fault.retryable)

/**
 * When a run asks the model again about what these faults left open: later each time, and never before an endpoint that
 * named a time will answer. Null when nothing is open, or when this was the last try.
 *
 * @param before what the run had waited for, null after its first try
 * @param now epoch milliseconds
 * @param chance a number from 0 to 1
 */
export function nextTry(before: Waiting | null, faults: ModelFault[], now: number, chance: number): Waiting | null {
  const made = before?.try ?? 1
  if (faults.length === 0 || made >= TRIES) return null
  const grown = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * GROWTH ** (made - 1))
  const wait = Math.max(grown, ...faults.map((fault) => (fault.retryAfter ?? 0) * 1000))
  const because = [...new Set(faults.map((fault) => fault.message))].join('; ')
  return { try: made + 1, of: TRIES, at: Math.ceil(now + wait * (1 + chance * JITTER)), because }
}

/**
 * What stopped a run, in a sentence; null when nothing did.
 * @param tries how often the model was asked about what was left open
 */
export function failureOf(grades: Grade[], tries: number): string | null {
  const failed = grades.filter((grade) => grade.abstained === 'grader_failed')
  if (failed.length === 0) return null
  const names = failed.map((grade) => grade.criterion).join(', ')
  const faults = [...new Set(failed.flatMap((grade) => grade.fault ?? []))].join('; ')
  const after = tries > 1 ? `, after ${tries} tries` : ''
  const why = faults === '' ? '' : ` (${faults})`
  return `The grader failed on ${names}${after}${why}; nothing was made up for them.`
}
