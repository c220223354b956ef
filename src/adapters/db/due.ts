import type { Store, Work } from '../../ports/store.ts'
import { type Connection, rowsOf } from './database.ts'
import { sql } from './sql.ts'

type Place = { org: string; id: string }

/** What is due, across organisations: each statement reads an index that holds nothing else. */
export const storeDue = (
  connection: Connection,
): Pick<Store, 'takeDue' | 'renewLease' | 'listOverdue' | 'listUngraded' | 'listProvisional' | 'countWork'> => ({
  takeDue: ({ now, lease, limit, evenIfLeased = false }) =>
    rowsOf<Place>(
      connection,
      // Materialized, so that the rows are chosen and locked once however the plan joins them.
      sql`with chosen as materialized (
            select org_id, id from interviews
            where status = 'open' and due = 'interviewer'
              and (${evenIfLeased}::boolean or coalesce(lease_until, 0) <= ${now})
            order by lease_until nulls first limit ${limit}
            for update skip locked)
          update interviews set lease_owner = ${lease.owner}, lease_until = ${lease.until} from chosen
          where interviews.org_id = chosen.org_id and interviews.id = chosen.id
          returning interviews.org_id as org, interviews.id`,
    ),
  async renewLease(org, id, { owner, until }) {
    await rowsOf(
      connection,
      sql`update interviews set lease_until = ${until}
          where org_id = ${org} and id = ${id} and due = 'interviewer' and lease_owner = ${owner}`,
    )
  },
  listOverdue: (before, limit) =>
    rowsOf<Place>(
      connection,
      sql`select org_id as org, id from interviews where status = 'open' and due = 'candidate' and ends_at < ${before}
          order by ends_at limit ${limit}`,
    ),
  listUngraded: (now, limit) =>
    rowsOf<Place>(
      connection,
      sql`select org_id as org, id from interviews where status = 'ended' and not graded
            and not exists (
              select 1 from runs where runs.org_id = interviews.org_id and runs.interview_id = interviews.id
                and runs.status = 'grading' and (runs.body -> 'waiting' ->> 'at')::bigint > ${now})
          order by org_id, id limit ${limit}`,
    ),
  listProvisional: (limit) =>
    rowsOf<Place>(
      connection,
      sql`select it.org_id as org, it.id from interviews it
          where it.status = 'ended' and it.graded and it.snapshot ->> 'simulated' is null
            and 'scripted' = all (
              select body ->> 'grader' from runs where runs.org_id = it.org_id and runs.interview_id = it.id)
            and exists (
              select 1 from runs
              where runs.org_id = it.org_id and runs.interview_id = it.id and runs.status = 'graded')
          order by it.id desc limit ${limit}`,
    ),
  async countWork(now) {
    const [work] = await rowsOf<Work>(
      connection,
      sql`select
            (select count(*)::int from interviews where status = 'open' and ends_at >= ${now}) as live,
            (select count(*)::int from interviews where status = 'open' and due = 'interviewer') as due,
            (select count(*)::int from interviews where status = 'ended' and not graded) as ungraded,
            (select count(*)::int from interviews it where it.status = 'ended' and not it.graded
               and exists (
                 select 1 from runs where runs.org_id = it.org_id and runs.interview_id = it.id
                   and runs.status = 'grading' and (runs.body -> 'waiting' ->> 'at')::bigint > ${now})) as waiting`,
    )
    return work ?? { live: 0, due: 0, ungraded: 0, waiting: 0 }
  },
})
