import { createMiddleware } from 'hono/factory'
import { reasonOf } from '../errors.ts'
import type { Limits } from '../ports/limits.ts'
import type { World } from '../ports/world.ts'
import { sha256 } from '../services/hash.ts'
import { isId } from '../services/load-interview.ts'
import { clientOf } from './client-of.ts'
import type { Env } from './env.ts'
import { problem } from './errors.ts'

export type RateLimit = {
  /** Requests that create work, of one client, on all nodes. */
  perMinute: number
  /** Is the last hop of X-Forwarded-For the word of our own proxy? */
  trustProxy: boolean
  counter: Pick<Limits, 'countRequest'>
}

const TURNS = /^\/api\/interviews\/([^/]+)\/turns$/

/**
 * Refuses what creates work, of a client that has made too much of it; nothing of the request is taken then. A turn that
 * was accepted before is answered all the same: it creates none.
 */
export function limitRate(
  { store, clock, log }: Pick<World, 'store' | 'clock' | 'log'>,
  org: string,
  { perMinute, trustProxy, counter }: RateLimit,
) {
  const count = async (client: string): Promise<number> => {
    try {
      return await counter.countRequest(sha256(client), perMinute, clock.now())
    } catch (error) {
      // What the request wants needs the same database, and says so itself where that is away; a limit that could not
      // be counted is no reason to refuse a turn that can be kept.
      log.warn({ cause: reasonOf(error) }, 'a request was not counted')
      return 0
    }
  }
  const isKnown = async (path: string, key: string | undefined): Promise<boolean> => {
    const id = TURNS.exec(path)?.[1]
    return id !== undefined && key !== undefined && isId(id) && (await store.findKey(org, id, key.trim())) !== null
  }
  return createMiddleware<Env>(async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const wait = await count(clientOf(c, trustProxy))
    if (wait === 0 || (await isKnown(c.req.path, c.req.header('idempotency-key')))) return next()
    const retryAfter = Math.ceil(wait / 1000)
    const detail = `More than ${perMinute} requests a minute came from this address, and this one was not taken; send it again in ${retryAfter} s, a turn with its Idempotency-Key.`
    return problem(c, 429, 'too-many-requests', detail, { retryAfter })
  })
}
