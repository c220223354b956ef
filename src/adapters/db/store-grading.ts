import { sql } from 'drizzle-orm'
import type { Grade, Run } from '../../grading/grade.ts'
import type { Rubric } from '../../interview/rubric.ts'
import type { Store } from '../../ports.ts'
import { type Db, guarded, jsonText, rowsOf } from './db.ts'

type Grading = Pick<Store, 'publishRubric' | 'readRubric' | 'startRun' | 'saveGrade' | 'finishRun' | 'readRuns'>

export function storeGrading(db: Db): Grading {
  return {
    publishRubric: (org, hash, rubric) =>
      guarded(async () => {
        await rowsOf(
          db,
          sql`insert into rubrics (org_id, hash, body) values (${org}, ${hash}, ${jsonText(rubric)}::text::jsonb) on conflict do nothing`,
        )
      }),
    readRubric: (org, hash) =>
      guarded(async () => {
        const [row] = await rowsOf<{ body: Rubric }>(
          db,
          sql`select body from rubrics where org_id = ${org} and hash = ${hash}`,
        )
        return row?.body ?? null
      }),
    startRun: (org, { grades: _, ...run }) =>
      guarded(async () => {
        await rowsOf(
          db,
          sql`insert into runs (org_id, id, interview_id, status, body)
              values (${org}, ${run.id}, ${run.interviewId}, ${run.status}, ${jsonText(run)}::text::jsonb)`,
        )
      }),
    saveGrade: (org, runId, grade) =>
      guarded(async () => {
        await rowsOf(
          db,
          sql`insert into grades (org_id, run_id, criterion, body)
              values (${org}, ${runId}, ${grade.criterion}, ${jsonText(grade)}::text::jsonb) on conflict do nothing`,
        )
      }),
    finishRun: (org, runId, end) =>
      guarded(async () => {
        await rowsOf(
          db,
          sql`with finished as (
                update runs set status = ${end.status}, body = body || ${jsonText(end)}::text::jsonb
                where org_id = ${org} and id = ${runId} returning interview_id)
              update interviews set graded = true from finished where org_id = ${org} and interviews.id = finished.interview_id`,
        )
      }),
    readRuns: (org, interviewId) => guarded(() => readRuns(db, org, interviewId)),
  }
}

async function readRuns(db: Db, org: string, interviewId: string): Promise<Run[]> {
  const rows = await rowsOf<{ body: Omit<Run, 'grades'>; grades: Grade[] }>(
    db,
    sql`select body, coalesce(
          (select jsonb_agg(grades.body order by grades.criterion) from grades where grades.org_id = runs.org_id and grades.run_id = runs.id),
          '[]'::jsonb) as grades
        from runs where org_id = ${org} and interview_id = ${interviewId} order by id desc`,
  )
  return rows.map(({ body, grades }) => ({ ...body, grades }))
}
