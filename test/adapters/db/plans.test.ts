import { beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/db/database.ts'
import { openPostgres } from '../../../src/adapters/db/open-postgres.ts'
import { describeOnPostgres } from '../../support/databases.ts'
import { fill, HOT, plansOf } from './hot-statements.ts'

describeOnPostgres('with twenty thousand interviews', (makeUrl) => {
  let database: Database
  let id: string

  beforeAll(async () => {
    database = await openPostgres(await makeUrl())
    id = await fill(database, 20_000)
    return () => database.close()
  }, 60_000)

  it.each(HOT)('%s reads no table from end to end, whether planned for its values or for any', async (_, call) => {
    for (const plan of await plansOf(database, (store) => call(store, id))) {
      expect(plan).toContain('Index')
      expect(plan).not.toContain('Seq Scan')
    }
  })
})
