import { v7 } from 'uuid'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import type { Database } from '../../../src/adapters/db/database.ts'
import type { Store } from '../../../src/ports/store.ts'
import { HEARD, NOW, runFor, turnAppend } from './make.ts'

/** The statements that run on every turn, page or sweep, and a database full enough for their plans to matter. */

const ORG = v7()
const lease = { owner: 'a', until: NOW }

/** Fills an empty database and analyses it; three events an interview. @returns the id of one interview */
export async function fill(database: Database, interviews: number): Promise<string> {
  // A tenth is open, a few are due or ungraded: as it looks after a year of use.
  await database.query(
    `insert into interviews (org_id, id, seq, snapshot, status, due, ends_at, lease_until, graded)
     select $1, gen_random_uuid(), 2, '{}', case when n % 10 = 0 then 'open' else 'ended' end,
       case when n % 100 = 0 then 'interviewer' when n % 10 = 0 then 'candidate' else 'nobody' end,
       n, case when n % 200 = 0 then n end, n % 1000 <> 1
     from generate_series(1, $2::int) n`,
    [ORG, interviews],
  )
  await database.query(
    `insert into events (org_id, interview_id, seq, data, key)
     select org_id, id, n, '{"type": "interview-paused", "at": 1}', 'k' || n from interviews, generate_series(1, 3) n`,
  )
  await database.query(
    `insert into runs (org_id, id, interview_id, status, body) select org_id, gen_random_uuid(), id, 'graded', '{}' from interviews`,
  )
  await database.query(
    `insert into grades (org_id, run_id, criterion, body) select org_id, id, 'c' || n, '{}' from runs, generate_series(1, 3) n`,
  )
  await database.query('analyze')
  const [row] = await database.query<{ id: string }>('select id from interviews limit 1')
  return row?.id ?? ''
}

/** By name, what to call with the id of an interview. */
export const HOT: [string, (store: Store, id: string) => Promise<unknown>][] = [
  ['takeDue', (store) => store.takeDue({ now: NOW, lease, limit: 20 })],
  ['takeDue even if leased', (store) => store.takeDue({ now: NOW, lease, limit: 20, evenIfLeased: true })],
  ['listOverdue', (store) => store.listOverdue(50, 20)],
  ['listUngraded', (store) => store.listUngraded(NOW, 20)],
  ['countWork', (store) => store.countWork(NOW)],
  ['listInterviews', (store) => store.listInterviews(ORG, { limit: 20 })],
  ['the next page of listInterviews', (store, id) => store.listInterviews(ORG, { limit: 20, before: id })],
  ['readEvents', (store, id) => store.readEvents(ORG, id)],
  ['findKey', (store, id) => store.findKey(ORG, id, 'k1')],
  ['append', (store, id) => store.append(turnAppend({ org: ORG, id }, 2))],
  ['readRuns', (store, id) => store.readRuns(ORG, id)],
  ['startRun', (store, id) => store.startRun(ORG, runFor(id), { again: true })],
  ['saveHeard', (store) => store.saveHeard(ORG, v7(), HEARD)],
  [
    'finishRun',
    (store) =>
      store.finishRun(ORG, v7(), {
        status: 'failed',
        finishedAt: 1,
        model: null,
        checks: [],
        failure: null,
      }),
  ],
]

/** The plans of the one statement that a call runs: for its values, and for any. @throws Error when it runs another number of them */
export async function plansOf(database: Database, call: (store: Store) => Promise<unknown>): Promise<string[]> {
  const seen: { text: string; values: readonly unknown[] }[] = []
  const recording = {
    ...database,
    query: <Row>(text: string, values: readonly unknown[] = []) => {
      seen.push({ text, values })
      return database.query<Row>(text, values)
    },
  }
  await call(createStore(recording, async () => {}))
  const [one, ...more] = seen
  if (!one || more.length > 0) throw new Error(`one statement was expected, and ${seen.length} ran`)
  const plan = async (how: string, given: readonly unknown[]) => {
    const rows = await database.query<Record<string, string>>(`explain ${how} ${one.text}`, given)
    return rows.flatMap((row) => Object.values(row)).join('\n')
  }
  return [await plan('', one.values), await plan('(generic_plan)', [])]
}
