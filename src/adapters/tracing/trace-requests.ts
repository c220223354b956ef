import { SpanKind } from '@opentelemetry/api'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { Spans } from './spans.ts'

/** Requests to the API as spans, under the names of the conventions for HTTP servers. */
export const traceRequests = (spans: Spans) =>
  createMiddleware(async (c, next) => {
    if (!c.req.path.startsWith('/api/')) return next()
    const { method, path } = c.req
    const attributes = { 'http.request.method': method, 'url.path': path, 'url.scheme': 'http' }
    await spans.within(method, { kind: SpanKind.SERVER, attributes }, async (span) => {
      await next()
      const route = matchedRoutes(c).findLast((it) => !it.path.endsWith('*'))?.path
      span.set({
        ...(route ? { name: `${method} ${route}`, 'http.route': route } : {}),
        'http.response.status_code': c.res.status,
        // As the log has it.
        'interlocutor.request': String(c.get('requestId')),
        ...(c.res.status >= 500 ? { 'error.type': String(c.res.status) } : {}),
      })
    })
  })
