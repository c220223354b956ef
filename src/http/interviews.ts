import { createRoute, z } from '@hono/zod-openapi'
import type { World } from '../ports/world.ts'
import { endInterview, pauseInterview, resumeInterview } from '../services/change-clock.ts'
import { loadInterview } from '../services/load-interview.ts'
import { startInterview } from '../services/start-interview.ts'
import { createRouter } from './router.ts'
import { IdParam, json, problems } from './routes.ts'
import { showInterview, showList } from './show.ts'
import { InterviewListView, InterviewView, StartInterviewBody } from './views.ts'

const tags = ['interviews']

const start = createRoute({
  method: 'post',
  path: '/',
  tags,
  summary: 'Start an interview',
  request: { body: { required: true, content: { 'application/json': { schema: StartInterviewBody } } } },
  responses: { 201: json('started; Location names it', InterviewView), ...problems(400, 404, 409, 413, 415, 429) },
})

const PageQuery = z.object({
  before: z.uuid().optional().openapi({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Interviews, newest first',
  request: { query: PageQuery },
  responses: { 200: json('one page', InterviewListView), ...problems(400) },
})

const read = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'One interview as it stands',
  request: { params: IdParam },
  responses: { 200: json('the interview', InterviewView), ...problems(404) },
})

const change = <Path extends '/{id}/pause' | '/{id}/resume' | '/{id}/end'>(path: Path, summary: string) =>
  createRoute({
    method: 'post',
    path,
    tags,
    summary,
    request: { params: IdParam },
    responses: { 200: json('the interview after it', InterviewView), ...problems(404, 409, 429) },
  })

const CLOCK = {
  pause: change('/{id}/pause', 'Stop the clock'),
  resume: change('/{id}/resume', 'Let the clock run on'),
  end: change('/{id}/end', 'End it; grading is queued'),
}

export function interviewRoutes(world: World) {
  const show = async (org: string, id: string) => {
    const { rubric, interview, events } = await loadInterview(world, org, id)
    return showInterview(rubric, interview, events, world.clock.now())
  }
  return createRouter()
    .openapi(start, async (c) => {
      const id = await startInterview(world, c.get('org'), c.req.valid('json'))
      return c.json(await show(c.get('org'), id), 201, { location: `/api/interviews/${id}` })
    })
    .openapi(list, async (c) => {
      const { limit, before } = c.req.valid('query')
      const rows = await world.store.listInterviews(c.get('org'), {
        // One more than the page tells whether there is another.
        limit: limit + 1,
        ...(before === undefined ? {} : { before }),
      })
      return c.json(showList(rows, limit), 200)
    })
    .openapi(read, async (c) => c.json(await show(c.get('org'), c.req.valid('param').id), 200))
    .openapi(CLOCK.pause, async (c) => {
      const { id } = c.req.valid('param')
      await pauseInterview(world, c.get('org'), id)
      return c.json(await show(c.get('org'), id), 200)
    })
    .openapi(CLOCK.resume, async (c) => {
      const { id } = c.req.valid('param')
      await resumeInterview(world, c.get('org'), id)
      return c.json(await show(c.get('org'), id), 200)
    })
    .openapi(CLOCK.end, async (c) => {
      const { id } = c.req.valid('param')
      await endInterview(world, c.get('org'), id, 'candidate')
      return c.json(await show(c.get('org'), id), 200)
    })
}
