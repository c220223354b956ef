import { Conflict } from '../../errors.ts'
import type { Snapshot } from '../../interview/interview.ts'
import type { Append, InterviewSummary, Job, Store } from '../../ports/store.ts'
import { type Connection, type Database, rowsOf } from './database.ts'
import { placed } from './events.ts'
import { UniqueViolation } from './faults.ts'
import { json, type Statement, sql } from './sql.ts'

/** Puts a job in the queue as part of a transaction. */
export type Enqueue = (connection: Connection, org: string, job: Job) => Promise<void>

type Interviews = Pick<Store, 'createInterview' | 'append' | 'listInterviews'>

export const storeInterviews = (database: Database, enqueue: Enqueue): Interviews => ({
  async createInterview(request) {
    try {
      await write(database, enqueue, request, insertInterview(request))
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
      throw new Conflict('interview-exists', `There is an interview ${request.id} already.`)
    }
  },
  async append(request) {
    try {
      return await write(database, enqueue, request, moveOn(request))
    } catch (error) {
      if (error instanceof UniqueViolation) return 'stale'
      throw error
    }
  },
  listInterviews: (org, page) => list(database, org, page),
})

/** One statement, and a transaction around it only when jobs go with it. */
async function write(
  database: Database,
  enqueue: Enqueue,
  { org, jobs = [] }: Pick<Append, 'org' | 'jobs'>,
  statement: Statement,
): Promise<'stored' | 'stale'> {
  const stored = async (connection: Connection) => (await rowsOf(connection, statement)).length > 0
  if (jobs.length === 0) return (await stored(database)) ? 'stored' : 'stale'
  return database.transaction(async (connection) => {
    if (!(await stored(connection))) return 'stale'
    for (const job of jobs) await enqueue(connection, org, job)
    return 'stored'
  })
}

const insertInterview = ({ org, id, events, snapshot, lease }: Parameters<Store['createInterview']>[0]): Statement =>
  sql`with made as (
        insert into interviews (org_id, id, seq, snapshot, status, due, ends_at, lease_owner, lease_until)
        values (${org}, ${id}, ${events.length}, ${json(snapshot)}, ${snapshot.status}, ${snapshot.due},
          ${snapshot.endsAt}, ${lease?.owner ?? null}, ${lease?.until ?? null})
        returning org_id, id)
      insert into events (org_id, interview_id, seq, data)
      select made.org_id, made.id, it.place, it.data from made, ${placed(events)}
      returning seq`

/** The interview moves on only from the seq the caller saw, and its events come with it or not at all. */
function moveOn({ org, id, after, events, snapshot, key, lease }: Append): Statement {
  const leased =
    lease === undefined ? sql`` : sql`lease_owner = ${lease?.owner ?? null}, lease_until = ${lease?.until ?? null},`
  return sql`with moved as (
        update interviews set ${leased} seq = ${after + events.length}, snapshot = ${json(snapshot)},
          status = ${snapshot.status}, due = ${snapshot.due}, ends_at = ${snapshot.endsAt}
        where org_id = ${org} and id = ${id} and seq = ${after}
        returning org_id, id)
      insert into events (org_id, interview_id, seq, data, key, body_hash)
      select moved.org_id, moved.id, ${after}::int + it.place, it.data,
        case when it.place = 1 then ${key?.key ?? null}::text end,
        case when it.place = 1 then ${key?.bodyHash ?? null}::text end
      from moved, ${placed(events)}
      returning seq`
}

type Row = { id: string; snapshot: Snapshot } & (
  | { run_id: string; run_status: 'grading' | 'graded' | 'failed' }
  | { run_id: null; run_status: null }
)

async function list(
  connection: Connection,
  org: string,
  { limit, before }: Parameters<Store['listInterviews']>[1],
): Promise<InterviewSummary[]> {
  const older = before === undefined ? sql`` : sql`and it.id < ${before}`
  const rows = await rowsOf<Row>(
    connection,
    sql`select it.id, it.snapshot, run.id as run_id, run.status as run_status
        from interviews it
        left join lateral (
          select id, status from runs
          where runs.org_id = it.org_id and runs.interview_id = it.id
          order by runs.id desc limit 1) run on true
        where it.org_id = ${org} ${older}
        order by it.id desc limit ${limit}`,
  )
  return rows.map(({ id, snapshot, run_id, run_status }) => ({
    id,
    snapshot,
    run: run_id === null ? null : { id: run_id, status: run_status },
  }))
}
