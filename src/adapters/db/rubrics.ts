import type { Rubric } from '../../interview/rubric.ts'
import type { RubricVersion, Store } from '../../ports/store.ts'
import { type Connection, rowsOf } from './database.ts'
import { json, sql } from './sql.ts'

type Rubrics = Pick<Store, 'publishRubric' | 'readRubric' | 'listRubrics' | 'isBeingHeld'>

export const storeRubrics = (connection: Connection): Rubrics => ({
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
  listRubrics: (org, problem) => list(connection, org, problem),
  async isBeingHeld(org, problem) {
    const rows = await rowsOf(
      connection,
      sql`select 1 from interviews
          where org_id = ${org} and status <> 'ended' and snapshot ->> 'problem' = ${problem} limit 1`,
    )
    return rows.length > 0
  },
})

type Row = Omit<RubricVersion, 'firstSeen'> & { first_seen: number | null }

async function list(connection: Connection, org: string, problem: string | undefined): Promise<RubricVersion[]> {
  const only = problem === undefined ? sql`` : sql`and it.body -> 'problem' ->> 'id' = ${problem}`
  const rows = await rowsOf<Row>(
    connection,
    sql`with held as (
          select snapshot ->> 'rubricHash' as hash, count(*)::int as held,
            min((snapshot ->> 'openedAt')::float8) as since
          from interviews where org_id = ${org} group by 1),
        graded as (
          select body ->> 'rubricHash' as hash, count(distinct interview_id)::int as graded,
            min((body ->> 'startedAt')::float8) as since
          from runs where org_id = ${org} group by 1)
        select it.hash, it.body -> 'problem' ->> 'id' as problem, it.body -> 'format' ->> 'id' as format,
          it.body -> 'level' ->> 'id' as level, coalesce(held.held, 0) as held, coalesce(graded.graded, 0) as graded,
          least(held.since, graded.since) as first_seen
        from rubrics it
        left join held on held.hash = it.hash
        left join graded on graded.hash = it.hash
        where it.org_id = ${org} ${only}
        order by first_seen desc nulls first, it.hash`,
  )
  return rows.map(({ first_seen, ...version }) => ({ ...version, firstSeen: first_seen }))
}
