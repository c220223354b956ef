import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Conflict, Denied, InterlocutorError, Invalid, KeyReused, NotFound, TooLarge, Unavailable } from '../errors.ts'
import type { Env } from './env.ts'

/** The one table from errors to statuses. */
const STATUS: [new (...given: never[]) => InterlocutorError, ContentfulStatusCode][] = [
  [NotFound, 404],
  [Conflict, 409],
  [Invalid, 400],
  [TooLarge, 413],
  [KeyReused, 422],
  [Denied, 403],
  [Unavailable, 503],
]

/** Answers an error as application/problem+json. What we did not raise on purpose stays opaque. */
export function answerError(error: unknown, c: Context<Env>): Response {
  if (error instanceof InterlocutorError) {
    const status = STATUS.find(([kind]) => error instanceof kind)?.[1] ?? 500
    if (error.cause !== undefined) c.set('fault', String(error.cause))
    if (status !== 500) return problem(c, status, error.code, error.message, error.details)
  }
  if (error instanceof HTTPException) return problem(c, error.status, 'bad-request', error.message)
  if (isCutOff(error, c)) return problem(c, 400, 'cut-off', 'The request ended before its body did.')
  c.set('fault', error instanceof Error ? `${error.name}: ${error.stack ?? error.message}` : String(error))
  return problem(c, 500, 'internal', 'Something went wrong on our side; nothing that was acknowledged is lost.')
}

/** A client that goes away while it sends is no fault of ours. */
const isCutOff = (error: unknown, c: Context<Env>): boolean =>
  c.req.raw.signal.aborted && error instanceof Error && /\baborted\b/.test(error.message)

export function problem(
  c: Context<Env>,
  status: ContentfulStatusCode,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
): Response {
  const { retryAfter, ...extra } = more
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (typeof retryAfter === 'number') headers['retry-after'] = String(retryAfter)
  else if (status === 503) headers['retry-after'] = '2'
  const body = {
    type: 'about:blank',
    title: code.replaceAll('-', ' '),
    status,
    code,
    detail,
    requestId: c.get('requestId'),
    ...extra,
  }
  return c.body(JSON.stringify(body), status, headers)
}
