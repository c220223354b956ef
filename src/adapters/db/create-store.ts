import { sql } from 'drizzle-orm'
import type { Store } from '../../ports.ts'
import { guarded, rowsOf } from './db.ts'
import type { Database } from './open-database.ts'
import { storeGrading } from './store-grading.ts'
import { type Enqueue, storeInterviews } from './store-interviews.ts'

/** The one store, over either database. */
export const createStore = (database: Database, enqueue: Enqueue): Store => ({
  ...storeInterviews(database.db, enqueue),
  ...storeGrading(database.db),
  ping: () =>
    guarded(async () => {
      await rowsOf(database.db, sql`select 1`)
    }),
  close: () => database.close(),
})
