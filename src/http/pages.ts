import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'
import { every, some } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import type { Env } from './env.ts'
import { refuseMethod } from './middleware.ts'

/** Serves the built pages: hashed assets for ever, index.html for every other path that is no file. */
export function pages(folder: string): MiddlewareHandler<Env> {
  const onlyRead = createMiddleware<Env>(async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return refuseMethod(c, ['GET', 'HEAD'])
    return next()
  })
  const cached = createMiddleware<Env>(async (c, next) => {
    await next()
    const forEver = c.req.path.startsWith('/assets/') && c.res.ok
    c.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  const index = createMiddleware<Env>(async (c, next) => {
    if (c.req.path.startsWith('/assets/')) return next()
    return c.html(await readFile(join(folder, 'index.html'), 'utf8'))
  })
  return every(onlyRead, cached, serveStatic({ root: folder, precompressed: true }), some(index))
}
