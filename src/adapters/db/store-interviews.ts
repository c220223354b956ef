import { sql } from 'drizzle-orm'
import type { SeqEvent } from '../../interview/events.ts'
import type { Snapshot } from '../../interview/interview.ts'
import type { Append, InterviewSummary, Job, Store } from '../../ports.ts'
import { type Db, guarded, isUniqueViolation, jsonText, rowsOf, type Transaction } from './db.ts'

/** Puts a job in the queue as part of a transaction. */
export type Enqueue = (tx: Transaction, org: string, job: Job) => Promise<void>

type Interviews = Pick<
  Store,
  | 'createInterview'
  | 'append'
  | 'readEvents'
  | 'findKey'
  | 'listInterviews'
  | 'takeDue'
  | 'listOverdue'
  | 'listUngraded'
>

export function storeInterviews(db: Db, enqueue: Enqueue): Interviews {
  return {
    createInterview: (request) =>
      guarded(async () => {
        await db.transaction(async (tx) => {
          await rowsOf(tx, insertInterview(request))
          for (const job of request.jobs ?? []) await enqueue(tx, request.org, job)
        })
      }),
    append: (request) => guarded(() => append(db, enqueue, request)),
    readEvents: (org, id, after = 0) =>
      guarded(async () => {
        const rows = await rowsOf<{ seq: number; data: SeqEvent }>(
          db,
          sql`select seq, data from events where org_id = ${org} and interview_id = ${id} and seq > ${after} order by seq`,
        )
        return rows.length === 0 && after === 0 ? null : rows.map(({ seq, data }) => ({ ...data, seq }))
      }),
    findKey: (org, id, key) =>
      guarded(async () => {
        const [row] = await rowsOf<{ seq: number; body_hash: string }>(
          db,
          sql`select seq, body_hash from events where org_id = ${org} and interview_id = ${id} and key = ${key}`,
        )
        return row ? { seq: row.seq, bodyHash: row.body_hash } : null
      }),
    listInterviews: (org, page) => guarded(() => list(db, org, page)),
    takeDue: ({ now, lease, limit, evenIfLeased }) =>
      guarded(() =>
        rowsOf<{ org: string; id: string }>(
          db,
          sql`update interviews set lease_owner = ${lease.owner}, lease_until = ${lease.until}
              where (org_id, id) in (
                select org_id, id from interviews
                where due = 'interviewer' and (${evenIfLeased ?? false} or coalesce(lease_until, 0) < ${now})
                order by lease_until limit ${limit} for update skip locked)
              returning org_id as org, id`,
        ),
      ),
    listOverdue: (before, limit) =>
      guarded(() =>
        rowsOf(
          db,
          sql`select org_id as org, id from interviews where status = 'open' and ends_at < ${before} order by ends_at limit ${limit}`,
        ),
      ),
    listUngraded: (limit) =>
      guarded(() =>
        rowsOf(
          db,
          sql`select org_id as org, id from interviews where status = 'ended' and not graded order by org_id, id limit ${limit}`,
        ),
      ),
  }
}

/** One statement: the interview moves on only from the seq the caller saw, and its events come with it or not at all. */
async function append(db: Db, enqueue: Enqueue, request: Append): Promise<'stored' | 'stale'> {
  try {
    const { jobs = [] } = request
    if (jobs.length === 0) return (await rowsOf(db, moveOn(request))).length > 0 ? 'stored' : 'stale'
    return await db.transaction(async (tx) => {
      if ((await rowsOf(tx, moveOn(request))).length === 0) return 'stale'
      for (const job of jobs) await enqueue(tx, request.org, job)
      return 'stored'
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'stale'
    throw error
  }
}

const columnsOf = (snapshot: Snapshot) => ({ status: snapshot.status, due: snapshot.due, endsAt: snapshot.endsAt })

function insertInterview({ org, id, events, snapshot, lease }: Parameters<Store['createInterview']>[0]) {
  const { status, due, endsAt } = columnsOf(snapshot)
  return sql`with made as (
    insert into interviews (org_id, id, seq, snapshot, status, due, ends_at, lease_owner, lease_until)
    values (${org}, ${id}, ${events.length}, ${jsonText(snapshot)}::text::jsonb, ${status}, ${due}, ${endsAt}, ${lease?.owner ?? null}, ${lease?.until ?? null})
    returning id)
    insert into events (org_id, interview_id, seq, data)
    select ${org}, made.id, it.seq, it.data from made, ${eventRows(events, 0)} returning seq`
}

function moveOn({ org, id, after, events, snapshot, key, lease }: Append) {
  const { status, due, endsAt } = columnsOf(snapshot)
  // A lease is kept while the turn stays due, and given back when it is spoken.
  const [owner, until] =
    lease === undefined
      ? [sql`lease_owner`, sql`lease_until`]
      : [sql`${lease?.owner ?? null}::uuid`, sql`${lease?.until ?? null}::bigint`]
  return sql`with moved as (
    update interviews set seq = ${after + events.length}, snapshot = ${jsonText(snapshot)}::text::jsonb, status = ${status},
      due = ${due}, ends_at = ${endsAt}, lease_owner = ${owner}, lease_until = ${until}
    where org_id = ${org} and id = ${id} and seq = ${after} returning id)
    insert into events (org_id, interview_id, seq, data, key, body_hash)
    select ${org}, moved.id, it.seq, it.data,
      case when it.seq = ${after + 1} then ${key?.key ?? null}::text end,
      case when it.seq = ${after + 1} then ${key?.bodyHash ?? null}::text end
    from moved, ${eventRows(events, after)} returning seq`
}

/** Events as rows with their seq, from one JSON parameter. */
const eventRows = (events: Append['events'], after: number) =>
  sql`(select (${after}::int + ordinality)::int as seq, value as data
       from jsonb_array_elements(${jsonText(events)}::text::jsonb) with ordinality) as it`

async function list(
  db: Db,
  org: string,
  { limit, before }: Parameters<Store['listInterviews']>[1],
): Promise<InterviewSummary[]> {
  const rows = await rowsOf<{
    id: string
    snapshot: Snapshot
    run_id: string | null
    run_status: 'grading' | 'graded' | 'failed' | null
  }>(
    db,
    sql`select it.id, it.snapshot, run.id as run_id, run.status as run_status
        from interviews it
        left join lateral (
          select id, status from runs where runs.org_id = it.org_id and runs.interview_id = it.id order by id desc limit 1) run on true
        where it.org_id = ${org} ${before === undefined ? sql`` : sql`and it.id < ${before}`}
        order by it.id desc limit ${limit}`,
  )
  return rows.map(({ id, snapshot, run_id, run_status }) => ({
    id,
    snapshot,
    run: run_id !== null && run_status !== null ? { id: run_id, status: run_status } : null,
  }))
}
