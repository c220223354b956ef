import type { Grade, Waiting } from '../grading/grade.ts'
import type { FaultKind, ModelFault } from '../ports/model.ts'

/** While an endpoint is away: three and a half hours in all. */
const WHILE_AWAY = 24
/** An answer that came out wrong by chance: a quarter of an hour in all. */
const IF_WRONG = 5
const NEVER = 1
const FIRST_WAIT_MS = 10_000
/** Each wait is so many times the one before: 10 s, 40 s, 160 s, then 10 min each time. */
const GROWTH = 4
const LONGEST_WAIT_MS = 600_000
/**
 * Waits are up to so much longer, and two and a half minutes at most, so that runs which failed together do not come back
 * together.
 */
const JITTER = 0.25

/**
 * How often a run asks the model, the first time included, before it has failed. What the endpoint or the line did may
 * pass, and so may an answer that came out wrong by chance. A key, a model name, a filter, a token limit or a refusal
 * will be the same next time.
 */
const TRIES: Record<FaultKind, number> = {
  unreachable: WHILE_AWAY,
  timeout: WHILE_AWAY,
  stalled: WHILE_AWAY,
  cut: WHILE_AWAY,
  'rate-limited': WHILE_AWAY,
  'over-budget': WHILE_AWAY,
  'server-error': WHILE_AWAY,
  'not-an-answer': WHILE_AWAY,
  'invalid-answer': IF_WRONG,
  empty: IF_WRONG,
  aborted: IF_WRONG,
  length: NEVER,
  filtered: NEVER,
  refused: NEVER,
  rejected: NEVER,
  'too-large': NEVER,
}

/** Is it worth asking again later? A quota that is spent says "rate limited" too, and does not pass. */
export const mayPass = (fault: ModelFault): boolean =>
  TRIES[fault.kind] > NEVER && (fault.kind !== 'rate-limited' || fault.retryable)

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
  const most = Math.max(0, ...faults.map((fault) => TRIES[fault.kind]))
  // Who had no money to ask has not tried.
  const isTry = faults.some((fault) => fault.kind !== 'over-budget')
  if (most === 0 || (isTry && made >= most)) return null
  const grown = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * GROWTH ** (made - 1))
  const wait = Math.max(grown, ...faults.map((fault) => (fault.retryAfter ?? 0) * 1000))
  const because = [...new Set(faults.map((fault) => fault.message))].join('; ')
  const at = Math.ceil(now + wait + Math.min(wait, LONGEST_WAIT_MS) * chance * JITTER)
  return { try: isTry ? made + 1 : made, of: most, at, because }
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
