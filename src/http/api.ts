import type { World } from '../ports/world.ts'
import { catalogueRoutes } from './catalogue.ts'
import { diffRoutes } from './diffs.ts'
import { interviewRoutes } from './interviews.ts'
import { recordRoutes } from './records.ts'
import { createRouter } from './router.ts'
import { rubricRoutes } from './rubrics.ts'
import { turnRoutes } from './turns.ts'

/** All of /api. Chained, so that the pages are typed by it. */
export const createApi = (world: World) =>
  createRouter()
    .route('/api/catalogue', catalogueRoutes(world))
    .route('/api/interviews', interviewRoutes(world))
    .route('/api/interviews', turnRoutes(world))
    .route('/api/interviews', recordRoutes(world))
    .route('/api/rubrics', rubricRoutes(world))
    .route('/api/diff', diffRoutes(world))

export type Api = ReturnType<typeof createApi>
