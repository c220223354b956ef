import { Hono } from 'hono'
import type { QueueDepth, Work } from '../ports/store.ts'
import type { World } from '../ports/world.ts'
import type { Env } from './env.ts'
import { problem } from './errors.ts'

/** A database that is away must not cost the figures that tell so: monitoring gives up after some seconds. */
const LONGEST_COUNT_MS = 2000

/** Of a node's life. One that drains serves as before, and is not ready: whoever shares out requests sends it no more. */
export type Stage = 'serving' | 'draining' | 'stopping'

/** Liveness, readiness and figures for the operator. */
export const healthRoutes = (world: Pick<World, 'store' | 'jobs' | 'clock' | 'meter'>, stage: () => Stage) =>
  new Hono<Env>()
    .get('/healthz', (c) => c.json({ status: 'up' }))
    .get('/readyz', async (c) => {
      if (stage() !== 'serving') return problem(c, 503, 'stopping', 'This node is shutting down.')
      await world.store.ping()
      return c.json({ status: 'ready' })
    })
    .get('/metrics', async (c) => {
      world.meter.note({ type: 'work', ...(await countWork(world)) })
      const { type, body } = await world.meter.text()
      return c.body(body, 200, { 'content-type': type })
    })

async function countWork({
  store,
  jobs,
  clock,
}: Pick<World, 'store' | 'jobs' | 'clock'>): Promise<{ work: Work | null; queue: QueueDepth | null }> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), LONGEST_COUNT_MS)
  })
  const counts = Promise.all([store.countWork(clock.now()), jobs.depth()]).catch(() => null)
  const [work, queue] = (await Promise.race([counts, late])) ?? [null, null]
  clearTimeout(timer)
  return { work, queue }
}
