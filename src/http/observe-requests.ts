import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { World } from '../ports/world.ts'
import type { Env } from './env.ts'

const INTERVIEW = /^\/api\/interviews\/([\w-]{1,64})(?:\/|$)/

/** Methods that we answer; what else is sent is counted as one. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * One wide line and one figure per request: ids, durations, statuses; never what was said. A turn's line waits for the
 * reply and tells of it as well.
 */
export const observeRequests = ({ log, meter }: Pick<World, 'log' | 'meter'>) =>
  createMiddleware<Env>(async (c, next) => {
    const start = performance.now()
    await next()
    const ms = Math.round((performance.now() - start) * 10) / 10
    const { status } = c.res
    const [method, route] = [METHODS.has(c.req.method) ? c.req.method : 'other', routeOf(c)]
    meter.note({ type: 'request', method, route, status, ms })
    const interview = INTERVIEW.exec(c.req.path)?.[1]
    const fields = { request: c.get('requestId'), method, route, ...(interview ? { interview } : {}), status, ms }
    const fault = c.get('fault')
    const reply = c.get('reply')
    if (fault !== undefined) log.error({ ...fields, cause: fault }, 'request failed')
    else if (reply) void reply.then((told) => log.info({ ...fields, ...told }, 'request'))
    else log.info(fields, 'request')
  })

/** The pattern of the route that answered: no ids, and as many as there are routes. */
function routeOf(c: Context<Env>): string {
  const path = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path
  return path ?? (c.req.path.startsWith('/api/') ? 'unknown' : 'page')
}
