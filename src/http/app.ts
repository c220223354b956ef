import type { MiddlewareHandler } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { World } from '../ports/world.ts'
import { createApi } from './api.ts'
import { answerError, problem } from './errors.ts'
import { healthRoutes, type Stage } from './health.ts'
import { limitRate, type RateLimit } from './limit-rate.ts'
import { headWithEvents, limitBody, onlyJson, onlyLoopback, refuseMethod, refuseWhile, secured } from './middleware.ts'
import { observeRequests } from './observe-requests.ts'
import { pages } from './pages.ts'
import { reference, referenceStyle } from './reference.ts'
import { createRouter } from './router.ts'

type Options = {
  org: string
  stage?: () => Stage
  pages: string | null
  /** None where it is left out. */
  rateLimit?: RateLimit
  /** Sees each request, for traces. */
  trace?: MiddlewareHandler
}

/** The whole app: parse, call a service, answer. `pages` is the folder of built pages, null for none. */
export function createApp(world: World, options: Options) {
  const { stage = () => 'serving' } = options
  const app = createRouter()
  app.use(requestId())
  if (options.trace) app.use(options.trace)
  app.use(observeRequests(world))
  app.use(secured)
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
  app.use(
    '/api/*',
    refuseWhile(() => stage() === 'stopping'),
    onlyLoopback,
  )
  // Before the body is read: a refusal costs as little as it can.
  if (options.rateLimit) app.use('/api/*', limitRate(world, options.org, options.rateLimit))
  app.use('/api/*', limitBody, onlyJson, headWithEvents)
  app.use('/api/*', (c, next) => {
    c.set('org', options.org)
    return next()
  })
  app.onError(answerError)
  app.route('/', healthRoutes(world, stage))
  app.route('/', createApi(world))
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Interlocutor',
      version: world.codeVersion,
      description: 'Holds system-design interviews and grades them.',
    },
  }
  app.doc31('/openapi.json', document)
  app.get('/docs', (c) => c.html(reference(app.getOpenAPI31Document(document))))
  app.get('/docs.css', (c) => c.body(referenceStyle, 200, { 'content-type': 'text/css' }))
  app.all('/api/*', (c) =>
    problem(c, 404, 'no-such-route', `There is no ${c.req.method} ${c.req.path}; /docs lists what there is.`),
  )
  if (options.pages !== null) app.all('*', pages(options.pages))
  app.notFound((c) => problem(c, 404, 'no-such-page', `There is nothing at ${c.req.path}.`))
  return app
}
