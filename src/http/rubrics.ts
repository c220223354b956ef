import { createRoute, z } from '@hono/zod-openapi'
import type { World } from '../ports/world.ts'
import { listVersions, readVersion, type Version } from '../services/rubric-versions.ts'
import { createRouter } from './router.ts'
import { json, problems } from './routes.ts'
import { timeOrNull } from './show.ts'
import { RubricListView, RubricView } from './version-views.ts'

const tags = ['rubrics']

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'The versions of rubrics that interviews were held or graded under',
  request: { query: z.object({ problem: z.string().optional() }) },
  responses: { 200: json('seen last first', RubricListView), ...problems(404) },
})

const read = createRoute({
  method: 'get',
  path: '/{hash}',
  tags,
  summary: 'One version, all of it; refused while an interview on its problem is being held',
  request: {
    params: z.object({
      hash: z.string().openapi({ param: { name: 'hash', in: 'path' }, description: 'six or more of its characters' }),
    }),
  },
  responses: { 200: json('the rubric', RubricView), ...problems(400, 404, 409) },
})

export const rubricRoutes = (world: World) =>
  createRouter()
    .openapi(list, async (c) => {
      const versions = await listVersions(world, c.get('org'), c.req.valid('query').problem)
      return c.json({ rubrics: versions.map(show) }, 200)
    })
    .openapi(read, async (c) => {
      const { version, rubric } = await readVersion(world, c.get('org'), c.req.valid('param').hash)
      return c.json({ ...show(version), rubric: { ...rubric } }, 200)
    })

const show = (version: Version) => ({ ...version, firstSeen: timeOrNull(version.firstSeen) })
