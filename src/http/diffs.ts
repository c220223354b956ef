import { createRoute, z } from '@hono/zod-openapi'
import { Invalid } from '../errors.ts'
import type { RunDiff, Side } from '../grading/diff.ts'
import type { World } from '../ports/world.ts'
import { diffLatest, diffModels, diffTwo } from '../services/diff-runs.ts'
import { ModelDiffView, RunDiffView } from './diff-views.ts'
import { createRouter } from './router.ts'
import { json, problems } from './routes.ts'
import { time } from './show.ts'

const tags = ['records']

const runs = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'What two gradings of one interview differ in: two runs, or the two latest of an interview',
  request: {
    query: z.object({
      interview: z.string().optional().openapi({ description: 'interview id, for its two latest gradings' }),
      before: z.string().optional().openapi({ description: 'run id' }),
      after: z.string().optional().openapi({ description: 'run id' }),
    }),
  },
  responses: { 200: json('by criterion', RunDiffView), ...problems(400, 404, 409) },
})

const models = createRoute({
  method: 'get',
  path: '/models',
  tags,
  summary: 'Who moved from one model to another, over all interviews that both graded',
  request: {
    query: z.object({
      before: z.string().openapi({ description: 'a model, or scripted' }),
      after: z.string().openapi({ description: 'another; or the same, for its last two gradings' }),
    }),
  },
  responses: { 200: json('counts and all that moved', ModelDiffView), ...problems(400, 404) },
})

export const diffRoutes = (world: World) =>
  createRouter()
    .openapi(runs, async (c) => {
      const { interview, before, after } = c.req.valid('query')
      const org = c.get('org')
      if (interview !== undefined && before === undefined && after === undefined)
        return c.json(show(await diffLatest(world, org, interview)), 200)
      if (interview === undefined && before !== undefined && after !== undefined)
        return c.json(show(await diffTwo(world, org, before, after)), 200)
      throw new Invalid(
        'no-two-runs',
        'Give two runs as before and after, or an interview for its two latest gradings.',
      )
    })
    .openapi(models, async (c) => {
      const { before, after } = c.req.valid('query')
      return c.json(await diffModels(world, c.get('org'), before, after), 200)
    })

const show = (diff: RunDiff) => ({ ...diff, before: showSide(diff.before), after: showSide(diff.after) })
const showSide = (side: Side) => ({ ...side, startedAt: time(side.startedAt) })
