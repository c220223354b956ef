import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './env.ts'
import { problem } from './errors.ts'

/**
 * Connections that were open before a shutdown still bring requests. A turn that was taken now would be acknowledged
 * with nobody left to reply to it.
 */
export const refuseWhile = (isStopping: () => boolean) =>
  createMiddleware<Env>(async (c, next) => {
    if (!isStopping()) return next()
    c.header('connection', 'close')
    return problem(c, 503, 'stopping', 'This server is shutting down; send this again in a moment.', { retryAfter: 1 })
  })

/** A path that is there, asked in a way that it does not take. */
export function refuseMethod(c: Context<Env>, allowed: string[]): Response {
  const allow = allowed.join(', ')
  c.header('allow', allow)
  return problem(c, 405, 'method-not-allowed', `${c.req.path} takes ${allow}, not ${c.req.method}.`)
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

/** Nobody signs in locally, so only pages of this machine may ask: a foreign name that resolves here is refused. */
export const onlyLoopback = createMiddleware<Env>(async (c, next) => {
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (!LOOPBACK.test(host)) return problem(c, 403, 'not-local', 'This server answers only as localhost.')
  if (c.req.method !== 'GET' && isForeign(c.req.header('origin'), c.req.header('sec-fetch-site'), host))
    return problem(c, 403, 'foreign-origin', 'Only pages of this server may change anything here.')
  return next()
})

/** A page of elsewhere may send a bodyless POST without asking first; browsers say where it comes from. */
function isForeign(origin: string | undefined, site: string | undefined, host: string): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host.toLowerCase())
}

/** Bodies are JSON, of a size that a turn can have. */
export const onlyJson = createMiddleware<Env>(async (c, next) => {
  if (c.req.method !== 'POST' || !TAKES_BODY.test(c.req.path)) return next()
  if (MAY_BE_EMPTY.test(c.req.path) && (await c.req.text()) === '') return next()
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    return problem(c, 415, 'not-json', 'Send the body as application/json.')
  try {
    await c.req.json()
  } catch {
    return problem(c, 400, 'malformed-json', 'The body is not well-formed JSON.')
  }
  return next()
})

const TAKES_BODY = /^\/api\/interviews(?:\/[^/]+\/(?:turns|scorecard))?$/
const MAY_BE_EMPTY = /\/scorecard$/

/** A whiteboard of 2,000 elements as its client writes them; of text, 20,000 characters escaped as \uXXXX are less. */
const MOST_BYTES = 4_000_000

const tooLarge = (c: Context) =>
  problem(
    c,
    413,
    'turn-too-long',
    'The body is too large: a turn or a résumé holds at most 20,000 characters, a board 2,000 elements.',
  )

const countBody = bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge })

/** A length that is told is kept to by Node; to count what has none, the request's body becomes a stream. */
export const limitBody = createMiddleware<Env>(async (c, next) => {
  const length = c.req.header('content-length')
  if (length === undefined || c.req.header('transfer-encoding') !== undefined) return countBody(c, next)
  return Number(length) > MOST_BYTES ? tooLarge(c) : next()
})

/** The head of a stream leaves with its first events: each write of a socket costs more than what is in it. */
export const headWithEvents = createMiddleware<Env>(async (c, next) => {
  await next()
  const socket = c.env?.outgoing?.socket
  if (!socket || !c.res.headers.get('content-type')?.startsWith('text/event-stream')) return
  socket.cork()
  setImmediate(() => socket.uncork())
})

export const secured = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  // Plain HTTP on loopback; a proxy in front of a team's server sets its own.
  strictTransportSecurity: false,
})
