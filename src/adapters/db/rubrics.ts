import type { Rubric } from '../../interview/rubric.ts'
import type { Store } from '../../ports.ts'
import { type Connection, rowsOf } from './database.ts'
import { json, sql } from './sql.ts'

export const storeRubrics = (connection: Connection): Pick<Store, 'publishRubric' | 'readRubric'> => ({
  async publishRubric(org, hash, rubric) {
    await rowsOf(
      connection,
      sql`insert into rubrics (org_id, hash, body) values (${org}, ${hash}, ${json(rubric)}) on conflict do nothing`,
    )
  },
  async readRubric(org, hash) {
    const [row] = await rowsOf<{ body: Rubric }>(
      connection,
      sql`select body from rubrics where org_id = ${org} and hash = ${hash}`,
    )
    return row?.body ?? null
  },
})
