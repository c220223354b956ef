import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import { type FaultKind, ModelFault } from '../../ports/model.ts'

/**
 * What goes wrong on the wire → what it is called.
 *
 * | on the wire | kind |
 * | --- | --- |
 * | connection refused, name unknown, no connection in time | unreachable |
 * | reset or closed before the end; end of stream or `[DONE]` without a finish reason; a finish reason we did not ask for | cut |
 * | no content by the first-token limit; not whole by the total limit (a slow drip) | timeout |
 * | content, then none, whatever else is sent to keep the line alive | stalled |
 * | `finish_reason: length` | length |
 * | `content_filter` as a finish reason, an error code or in the body of a 400 | filtered |
 * | `refusal` | refused |
 * | 429, with the seconds to wait where they are told | rate-limited |
 * | nothing: the day's budget is spent, or cannot be read | over-budget |
 * | 5xx, 408, 409, an error object or event in a stream | server-error |
 * | other 4xx: key, right, model name, parameters | rejected |
 * | HTML, a chunk that is not JSON or has not the shape of one | not-an-answer |
 * | a good end, but not the object asked for | invalid-answer |
 * | a good end without content | empty |
 * | more than the limit, as content or as one event | too-large |
 * | given up by the caller, or closed | aborted |
 */

const FILTER = /content_filter|content management|responsible_?ai/i
const SPENT = /quota|billing|insufficient|credit/i
const GONE = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/

/** An answered error or a lost connection, as a ModelFault. */
export function faultOf(error: unknown): ModelFault {
  if (error instanceof ModelFault) return error
  if (error instanceof APIConnectionError) return connectionFault(error)
  if (error instanceof APIError && typeof error.status === 'number') return statusFault(error, error.status)
  return new ModelFault('cut', 'the connection broke off', { cause: error, retryable: true })
}

/** The same fault with what had come before it. */
export const withRaw = (fault: ModelFault, raw: string): ModelFault =>
  fault.raw !== '' || raw === ''
    ? fault
    : new ModelFault(fault.kind, fault.message, {
        retryable: fault.retryable,
        retryAfter: fault.retryAfter,
        raw,
        cause: fault.cause,
      })

/** An error that came inside a stream that had begun well. */
export function streamFault(error: unknown, raw: string): ModelFault {
  const words = typeof error === 'string' ? error : JSON.stringify(error)
  const code = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : Number.NaN
  const more = { raw: raw.slice(0, 2000), cause: error }
  if (FILTER.test(words)) return new ModelFault('filtered', 'the endpoint filtered the answer', more)
  if (code === 429 || /rate.?limit/i.test(words))
    return new ModelFault('rate-limited', 'the endpoint is busy', { ...more, retryable: !SPENT.test(words) })
  if (code >= 400 && code < 500) return new ModelFault('rejected', `the endpoint sent error ${code}`, more)
  return new ModelFault('server-error', 'the endpoint sent an error in its stream', { ...more, retryable: true })
}

function connectionFault(error: APIConnectionError): ModelFault {
  // The client's own timeout is longer than any of ours: this one is the connection's.
  if (error instanceof APIConnectionTimeoutError)
    return new ModelFault('unreachable', 'the endpoint took no connection in time', { cause: error, retryable: true })
  const codes = codesOf(error)
  const shown = codes.length > 0 ? ` (${codes.join(', ')})` : ''
  return codes.some((code) => GONE.test(code))
    ? new ModelFault('cut', `the endpoint broke the connection${shown}`, { cause: error, retryable: true })
    : new ModelFault('unreachable', `the endpoint cannot be reached${shown}`, { cause: error, retryable: true })
}

/** The system's codes behind an error, wherever in its chain of causes they stand. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  return [...own, ...codesOf(error.cause, depth + 1)]
}

function statusFault(error: APIError, status: number): ModelFault {
  const words = `${error.code ?? ''} ${error.type ?? ''} ${error.message}`
  const raw = words.slice(0, 2000)
  // Only a code is shown: an endpoint's own sentence may repeat a part of the key or of the prompt.
  const code = /^[\w.-]{1,60}$/.test(String(error.code ?? '')) ? ` (${error.code})` : ''
  const fault = (kind: FaultKind, retryable: boolean) =>
    new ModelFault(kind, `the endpoint answered ${status}${code}`, {
      raw,
      cause: error,
      retryable,
      retryAfter: secondsOf(error.headers?.get('retry-after') ?? null),
    })
  if (FILTER.test(words)) return fault('filtered', false)
  if (status === 429) return fault('rate-limited', !SPENT.test(words))
  if (status >= 500 || status === 408 || status === 409) return fault('server-error', true)
  return fault('rejected', false)
}

/** After so long an endpoint is asked again whatever it said: it may have meant milliseconds, or a year. */
const LONGEST_REST_S = 3600

/** Retry-After as seconds: a number, or a date. */
function secondsOf(header: string | null): number | null {
  if (header === null || header.trim() === '') return null
  const date = Date.parse(header)
  const seconds = Number.isNaN(Number(header)) ? (date - Date.now()) / 1000 : Number(header)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(0, seconds), LONGEST_REST_S)
}
