import { createRoute } from '@hono/zod-openapi'
import type { World } from '../ports/world.ts'
import { createRouter } from './router.ts'
import { showCatalogue } from './show.ts'
import { CatalogueView } from './views.ts'

const catalogue = createRoute({
  method: 'get',
  path: '/',
  tags: ['catalogue'],
  summary: 'Formats, problems and scenarios: the public parts',
  responses: {
    200: { description: 'what can be practised', content: { 'application/json': { schema: CatalogueView } } },
  },
})

export const catalogueRoutes = (world: Pick<World, 'library' | 'model'>) =>
  createRouter().openapi(catalogue, (c) => c.json(showCatalogue(world.library.catalogue, world.model !== null), 200))
