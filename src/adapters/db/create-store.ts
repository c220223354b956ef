import type { Store } from '../../ports/store.ts'
import { type Database, rowsOf } from './database.ts'
import { storeDue } from './due.ts'
import { storeEvents } from './events.ts'
import { type Enqueue, storeInterviews } from './interviews.ts'
import { storeRubrics } from './rubrics.ts'
import { storeRuns } from './runs.ts'
import { sql } from './sql.ts'

/** The one store, over either database. */
export const createStore = (database: Database, enqueue: Enqueue): Store => ({
  ...storeInterviews(database, enqueue),
  ...storeEvents(database),
  ...storeDue(database),
  ...storeRubrics(database),
  ...storeRuns(database),
  async ping() {
    await rowsOf(database, sql`select 1`)
  },
  close: () => database.close(),
})
