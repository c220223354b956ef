import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { type FaultKind, ModelFault } from '../../ports.ts'

/** What goes wrong on the wire → what it means for a turn. */

const BY_STATUS: [(status: number) => boolean, FaultKind, boolean][] = [
  [(status) => status === 429, 'rate-limited', true],
  [(status) => status >= 500, 'server-error', true],
  [(status) => status === 408 || status === 409, 'server-error', true],
  [(status) => status >= 400, 'rejected', false],
]

/** An answered error, a lost connection or our own abort, as a ModelFault. */
export function faultOf(error: unknown, raw = ''): ModelFault {
  if (error instanceof ModelFault) return error
  if (error instanceof APIUserAbortError)
    return new ModelFault('aborted', 'the call was given up', { raw, cause: error })
  if (error instanceof APIConnectionError) return connectionFault(error, raw)
  if (error instanceof APIError && typeof error.status === 'number') return statusFault(error, error.status, raw)
  if (error instanceof Error && error.name === 'AbortError')
    return new ModelFault('aborted', 'the call was given up', { raw, cause: error })
  return new ModelFault('cut', 'the connection broke off', { raw, cause: error, retryable: true })
}

function connectionFault(error: APIConnectionError, raw: string): ModelFault {
  const text = [error, error.cause, error.cause instanceof Error ? error.cause.cause : null].map(String).join(' ')
  if (/timed? ?out/i.test(text))
    return new ModelFault('timeout', 'the endpoint did not take the connection in time', { raw, cause: error })
  const reached = /reset|socket|closed|terminated/i.test(text)
  return new ModelFault(reached ? 'cut' : 'unreachable', 'the endpoint cannot be reached', {
    raw,
    cause: error,
    retryable: true,
  })
}

function statusFault(error: APIError, status: number, raw: string): ModelFault {
  const words = `${error.code ?? ''} ${error.type ?? ''} ${error.message}`
  if (/content_filter|content management|ResponsibleAI/i.test(words))
    return new ModelFault('filtered', 'the endpoint filtered the request', { raw, cause: error })
  const [, kind, retryable] = BY_STATUS.find(([applies]) => applies(status)) ?? [null, 'server-error' as const, false]
  const spent = /quota|billing|insufficient/i.test(words)
  const retryAfter = secondsOf(error.headers?.get('retry-after') ?? null)
  return new ModelFault(kind, `the endpoint answered ${status}`, {
    raw,
    cause: error,
    retryable: retryable && !spent,
    retryAfter,
  })
}

/** Retry-After as seconds: a number, or a date. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1000)
}
