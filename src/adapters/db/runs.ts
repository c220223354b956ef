import type { Grade, Heard, Run } from '../../grading/grade.ts'
import type { Store } from '../../ports/store.ts'
import { type Connection, rowsOf } from './database.ts'
import { json, sql } from './sql.ts'

type Runs = Pick<
  Store,
  'startRun' | 'saveHeard' | 'saveGrade' | 'saveWaiting' | 'finishRun' | 'readRuns' | 'findRun' | 'listRegraded'
>

export const storeRuns = (connection: Connection): Runs => ({
  async startRun(org, { grades, ...run }, { again = false } = {}) {
    const begun = await rowsOf(
      connection,
      // Something is left to queue, should the enqueue be lost. Of two that begin at once the second finds it so.
      sql`with free as (
            update interviews set graded = false
            where org_id = ${org} and id = ${run.interviewId} and (graded or ${!again}::boolean)
            returning org_id, id),
          begun as (
            insert into runs (org_id, id, interview_id, status, body)
            select org_id, ${run.id}::uuid, id, ${run.status}, ${json(run)}::jsonb from free returning org_id, id),
          kept as (
            insert into grades (org_id, run_id, criterion, body)
            select begun.org_id, begun.id, it.body ->> 'criterion', it.body
            from begun, jsonb_array_elements(${json(grades)}::jsonb) as it (body))
          select id from begun`,
    )
    return begun.length > 0
  },
  async saveHeard(org, runId, heard) {
    const [row] = await rowsOf<{ heard: Heard }>(
      connection,
      sql`update runs
          set body = case when body ->> 'heard' is null then body || ${json({ heard })}::jsonb else body end
          where org_id = ${org} and id = ${runId} returning body -> 'heard' as heard`,
    )
    return row?.heard ?? heard
  },
  async saveGrade(org, runId, grade) {
    await rowsOf(
      connection,
      sql`insert into grades (org_id, run_id, criterion, body)
          values (${org}, ${runId}, ${grade.criterion}, ${json(grade)}) on conflict do nothing`,
    )
  },
  async saveWaiting(org, runId, waiting) {
    await rowsOf(
      connection,
      sql`update runs set body = body || ${json({ waiting })}::jsonb
          where org_id = ${org} and id = ${runId} and status = 'grading'`,
    )
  },
  async finishRun(org, runId, end) {
    await rowsOf(
      connection,
      sql`with finished as (
            update runs set status = ${end.status}, body = body || ${json({ ...end, waiting: null })}::jsonb
            where org_id = ${org} and id = ${runId} and status = 'grading' returning org_id, id, interview_id)
          update interviews set graded = true from finished
          where interviews.org_id = finished.org_id and interviews.id = finished.interview_id
            and not exists (
              select 1 from runs newer
              where newer.org_id = finished.org_id and newer.interview_id = finished.interview_id
                and newer.id > finished.id)`,
    )
  },
  async readRuns(org, interviewId) {
    const rows = await rowsOf<{
      body: Omit<Run, 'grades' | 'waiting'> & Partial<Pick<Run, 'waiting'>>
      grades: Grade[]
    }>(
      connection,
      sql`select body, coalesce(
            (select jsonb_agg(grades.body order by grades.criterion) from grades
             where grades.org_id = runs.org_id and grades.run_id = runs.id),
            '[]'::jsonb) as grades
          from runs where org_id = ${org} and interview_id = ${interviewId} order by id desc`,
    )
    return rows.map(({ body, grades }) => ({ waiting: null, ...body, grades }))
  },
  async findRun(org, runId) {
    const [row] = await rowsOf<{ interview_id: string }>(
      connection,
      sql`select interview_id from runs where org_id = ${org} and id = ${runId}`,
    )
    return row?.interview_id ?? null
  },
  async listRegraded(org) {
    const rows = await rowsOf<{ interview_id: string }>(
      connection,
      sql`select interview_id from runs where org_id = ${org} and status = 'graded'
          group by interview_id having count(*) > 1 order by interview_id desc`,
    )
    return rows.map((it) => it.interview_id)
  },
})
