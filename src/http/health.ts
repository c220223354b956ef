import { Hono } from 'hono'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { World } from '../ports.ts'
import type { Env } from './env.ts'
import { problem } from './errors.ts'

/** Liveness, readiness and figures for the operator. `stopping` turns readiness red before a shutdown. */
export function healthRoutes(world: Pick<World, 'store'>, isStopping: () => boolean) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to the head of the response, by route class.',
    labelNames: ['method', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  const routes = new Hono<Env>()
    .get('/healthz', (c) => c.json({ status: 'up' }))
    .get('/readyz', async (c) => {
      if (isStopping()) return problem(c, 503, 'stopping', 'This node is shutting down.')
      await world.store.ping()
      return c.json({ status: 'ready' })
    })
    .get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }))
  return {
    routes,
    observe: (method: string, status: number, took: number) => seconds.observe({ method, status }, took),
  }
}
