import { isDeepStrictEqual } from 'node:util'
import { type Database, rowsOf } from '../../src/adapters/db/database.ts'
import { LOCAL_ORG } from '../../src/adapters/db/local-org.ts'
import { storeRubrics } from '../../src/adapters/db/rubrics.ts'
import { storeRuns } from '../../src/adapters/db/runs.ts'
import { json, sql } from '../../src/adapters/db/sql.ts'
import { replay, snapshotOf } from '../../src/interview/advance.ts'
import type { SeqEvent } from '../../src/interview/events.ts'
import type { Snapshot } from '../../src/interview/interview.ts'
import type { Rubric } from '../../src/interview/rubric.ts'
import type { Held, Said } from './candidate.ts'

/** What stands of the interviews that were asked about, and in sentences what is wrong with it. */
export type Audit = { turns: number; acknowledged: number; replies: number; graded: number; wrong: string[] }

type Row = {
  id: string
  seq: number
  status: string
  due: string
  snapshot: Snapshot
  events: SeqEvent[]
  keys: string[]
}

const AT_ONCE = 50

/**
 * Compares what the outside was told with what is stored. It may go on talking meanwhile: what it was told before the
 * look must stand, and what stands must have been said by the time of the look.
 * @param settled everything has had its time: no turn may be due any more, and what somebody was told has ended is graded;
 *   what was left open ends by its clock, whenever that is
 */
export async function audit(database: Database, all: Held[], settled: boolean): Promise<Audit> {
  const found: Audit = { turns: 0, acknowledged: 0, replies: 0, graded: 0, wrong: [] }
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE)
    const told = structuredClone(some)
    const rows = await readRows(
      database,
      some.map((it) => it.id),
    )
    const said = structuredClone(some.map((it) => it.said))
    for (const [at, held] of told.entries()) {
      const row = rows.find((it) => it.id === held.id)
      const wrong = row ? await faultsOf(database, held, said[at] ?? [], row, settled, found) : ['is lost']
      found.wrong.push(...wrong.map((it) => `interview ${held.id} ${it}`))
    }
  }
  return found
}

/** In one statement, so that an interview and its events are of one moment. */
const readRows = (database: Database, ids: string[]): Promise<Row[]> =>
  rowsOf<Row>(
    database,
    sql`select it.id, it.seq, it.status, it.due, it.snapshot,
          (select jsonb_agg(data || jsonb_build_object('seq', events.seq) order by events.seq)
           from events where events.org_id = it.org_id and events.interview_id = it.id) as events,
          (select coalesce(jsonb_agg(key order by events.seq), '[]') from events
           where events.org_id = it.org_id and events.interview_id = it.id and key is not null) as keys
        from interviews it
        where it.org_id = ${LOCAL_ORG}
          and it.id in (select value::uuid from jsonb_array_elements_text(${json(ids)}::jsonb))`,
  )

async function faultsOf(
  database: Database,
  held: Held,
  said: Said[],
  row: Row,
  settled: boolean,
  found: Audit,
): Promise<string[]> {
  const rubric = await readRubric(database, row.snapshot.rubricHash)
  const interview = replay(rubric, held.id, row.events)
  const copied = { seq: row.seq, status: row.status, due: row.due }
  const { seq, status, due } = interview
  const wrong = turnFaults(held.said, said, row)
  if (row.events.some((event, at) => event.seq !== at + 1)) wrong.push('has a gap in its log')
  if (!isDeepStrictEqual(plain(snapshotOf(interview)), plain(row.snapshot))) wrong.push('is not the fold of its events')
  if (!isDeepStrictEqual(copied, { seq, status, due })) wrong.push('has columns that differ from its snapshot')
  if (held.ended && status !== 'ended') wrong.push('was ended and is not')
  if (settled && due === 'interviewer') wrong.push('has a turn that nobody speaks')
  if (settled && held.ended) wrong.push(...(await gradingFaults(database, held.id, rubric)))
  found.turns += interview.turns.length
  found.acknowledged += held.said.filter((it) => it.acknowledged).length
  found.replies += held.said.filter((it) => it.reply !== null).length
  if (settled && held.ended) found.graded++
  return wrong
}

/** Nothing that was acknowledged is lost, changed, doubled or out of order; one reply to each turn. */
function turnFaults(told: Said[], said: Said[], { events, keys }: Row): string[] {
  const wrong: string[] = []
  const spoken = events.filter((it) => it.type === 'candidate-spoke' || it.type === 'interviewer-spoke')
  const heard = spoken.filter((it) => it.type === 'candidate-spoke')
  for (const [at, event] of heard.entries())
    if (event.text !== said[at]?.text || keys[at] !== said[at]?.key) wrong.push(`holds turn ${at + 1} wrongly or twice`)
  for (const [at, turn] of told.entries()) {
    if (turn.acknowledged && !heard[at]) wrong.push(`lost turn ${at + 1}, which was acknowledged`)
    if (turn.reply === null) continue
    const reply = events.find((it) => it.type === 'interviewer-spoke' && it.seq > (heard[at]?.seq ?? Infinity))
    if (reply?.type !== 'interviewer-spoke' || reply.text !== turn.reply)
      wrong.push(`changed the reply to turn ${at + 1}`)
  }
  for (const [at, event] of spoken.entries())
    if (event.type === spoken[at - 1]?.type) wrong.push(`has two turns of one side in a row at ${event.seq}`)
  return wrong
}

async function gradingFaults(database: Database, id: string, rubric: Rubric): Promise<string[]> {
  const runs = await storeRuns(database).readRuns(LOCAL_ORG, id)
  const [run] = runs
  if (!run || runs.length > 1) return [`was graded ${runs.length} times`]
  const graded = run.grades.map((it) => it.criterion)
  const criteria = rubric.problem.criteria.map((it) => it.id).toSorted()
  const wrong = isDeepStrictEqual(graded, criteria) ? [] : [`has grades for ${graded} rather than ${criteria}`]
  return run.status === 'graded' ? wrong : [...wrong, `has a grading that is ${run.status}`]
}

const rubrics = new Map<string, Rubric>()

async function readRubric(database: Database, hash: string): Promise<Rubric> {
  const rubric = rubrics.get(hash) ?? (await storeRubrics(database).readRubric(LOCAL_ORG, hash))
  if (!rubric) throw new Error(`rubric ${hash} is lost`)
  rubrics.set(hash, rubric)
  return rubric
}

/** As JSON holds it. */
const plain = (it: unknown): unknown => JSON.parse(JSON.stringify(it))
