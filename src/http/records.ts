import { createRoute, z } from '@hono/zod-openapi'
import { Conflict, NotFound } from '../errors.ts'
import type { World } from '../ports/world.ts'
import { exportBundle } from '../services/export-bundle.ts'
import { type Loaded, loadInterview, loadRubric, readBy } from '../services/load-interview.ts'
import { regradeInterview } from '../services/regrade-interview.ts'
import { transcriptMarkdown } from '../services/transcript-markdown.ts'
import { BundleView } from './bundle-view.ts'
import { createRouter } from './router.ts'
import { IdParam, json, problems } from './routes.ts'
import { scorecardStream, stateOf } from './scorecard-stream.ts'
import { ScorecardView } from './scorecard-views.ts'
import { showBoard, showTranscript } from './show.ts'
import { showScorecard } from './show-scorecard.ts'
import { RegradeBody } from './version-views.ts'
import { BoardView, TranscriptView } from './views.ts'

const tags = ['records']

const scorecard = createRoute({
  method: 'get',
  path: '/{id}/scorecard',
  tags,
  summary: 'Every mark beside the words that earned it',
  request: {
    params: IdParam,
    query: z.object({
      run: z.string().optional().openapi({ description: 'an earlier grading; the latest without it' }),
    }),
  },
  responses: {
    200: json('graded, or failed and saying why', ScorecardView),
    202: json('being graded; `progress` tells how far', ScorecardView),
    ...problems(404, 409),
  },
})

const follow = createRoute({
  method: 'get',
  path: '/{id}/scorecard/events',
  tags,
  summary: 'The scorecard as it is made; the stream ends with the grading',
  request: { params: IdParam },
  responses: {
    200: {
      description: 'server-sent events',
      content: { 'text/event-stream': { schema: z.string().openapi({ description: 'events scorecard' }) } },
    },
    204: { description: 'the grading is over, and Last-Event-ID names what came of it' },
    ...problems(404, 409),
  },
})

const transcript = createRoute({
  method: 'get',
  path: '/{id}/transcript',
  tags,
  summary: 'The turns in order, as JSON or Markdown',
  request: { params: IdParam },
  responses: {
    200: {
      description: 'the transcript',
      content: { 'application/json': { schema: TranscriptView }, 'text/markdown': { schema: z.string() } },
    },
    ...problems(404),
  },
})

const regrade = createRoute({
  method: 'post',
  path: '/{id}/scorecard',
  tags,
  summary: 'Grade it again, as a new run; earlier runs stay',
  request: { params: IdParam, body: { content: { 'application/json': { schema: RegradeBody } } } },
  responses: { 202: json('queued; ask for the scorecard', ScorecardView), ...problems(400, 404, 409, 415, 429) },
})

const board = createRoute({
  method: 'get',
  path: '/{id}/board',
  tags,
  summary: 'The whiteboard: as it stands, or as it stood at a turn',
  request: {
    params: IdParam,
    query: z.object({ at: z.coerce.number().int().min(1).optional().openapi({ description: 'seq of a turn' }) }),
  },
  responses: { 200: json('the board', BoardView), ...problems(400, 404) },
})

const bundle = createRoute({
  method: 'get',
  path: '/{id}/bundle',
  tags,
  summary: 'The whole ended interview with its rubric and gradings, for interlocutor verify',
  request: { params: IdParam },
  responses: { 200: json('the bundle', BundleView), ...problems(404, 409) },
})

/** An interview that has a scorecard, or will soon. @throws NotFound; Conflict while it is being held */
async function loadEnded(world: World, org: string, id: string): Promise<Loaded> {
  const loaded = await loadInterview(world, org, id)
  if (loaded.interview.status === 'ended') return loaded
  throw new Conflict('not-ended', 'The interview is still being held; its scorecard follows its end.')
}

/** The scorecard of one run, the latest unless one is named, by that run's own rubric. @throws NotFound */
async function scorecardOf(world: World, org: string, loaded: Loaded, named?: string) {
  const { id, rubricHash } = loaded.interview
  const runs = await world.store.readRuns(org, id)
  const run = runs.find((it) => named === undefined || it.id === named) ?? null
  if (!run && named !== undefined)
    throw new NotFound('no-such-run', `Interview ${id} has no grading ${named}; its scorecard lists those it has.`)
  const hashes = [...new Set(runs.map((it) => it.rubricHash))]
  const rubrics = hashes.map(async (hash) => [hash, await loadRubric(world.store, org, hash)] as const)
  const read = await readBy(world, org, loaded, run?.rubricHash ?? rubricHash)
  return showScorecard(read, run, runs, new Map(await Promise.all(rubrics)))
}

export function recordRoutes(world: World) {
  const retryAfter = (at: string | undefined) => {
    const seconds = at === undefined ? 1 : Math.ceil((Date.parse(at) - world.clock.now()) / 1000)
    return { 'retry-after': String(Math.max(1, seconds)) }
  }
  return createRouter()
    .openapi(scorecard, async (c) => {
      const org = c.get('org')
      const card = await scorecardOf(
        world,
        org,
        await loadEnded(world, org, c.req.valid('param').id),
        c.req.valid('query').run,
      )
      return card.status === 'grading' ? c.json(card, 202, retryAfter(card.waiting?.at)) : c.json(card, 200)
    })
    .openapi(follow, async (c) => {
      const [org, { id }] = [c.get('org'), c.req.valid('param')]
      const loaded = await loadEnded(world, org, id)
      // The head alone would leave a listener behind that nobody reads.
      if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
      const after = c.req.header('last-event-id')
      const look = () => scorecardOf(world, org, loaded)
      const card = await look()
      // An EventSource comes back after each end of a stream, and stops at this answer.
      if (card.status !== 'grading' && stateOf(card) === after) return c.body(null, 204)
      return scorecardStream(world, { interview: id, look, after })
    })
    .openapi(board, async (c) => {
      const { events, interview } = await loadInterview(world, c.get('org'), c.req.valid('param').id)
      const shown = showBoard(events, c.req.valid('query').at ?? interview.seq)
      if (!shown) throw new NotFound('no-board', 'Nothing had been drawn by then.')
      return c.json(shown, 200)
    })
    .openapi(regrade, async (c) => {
      const [org, { id }] = [c.get('org'), c.req.valid('param')]
      await regradeInterview(world, org, id, c.req.valid('json'))
      return c.json(await scorecardOf(world, org, await loadEnded(world, org, id)), 202, { 'retry-after': '1' })
    })
    .openapi(bundle, async (c) => {
      const exported: z.input<typeof BundleView> = await exportBundle(world, c.get('org'), c.req.valid('param').id)
      return c.json(exported, 200)
    })
    .openapi(transcript, async (c) => {
      const { rubric, interview, events } = await loadInterview(world, c.get('org'), c.req.valid('param').id)
      if (c.req.header('accept')?.includes('text/markdown'))
        return c.body(transcriptMarkdown(rubric, interview), 200, { 'content-type': 'text/markdown; charset=utf-8' })
      return c.json(showTranscript(rubric, interview, events), 200)
    })
}
