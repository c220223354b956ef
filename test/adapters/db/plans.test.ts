import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import type { Database } from '../../../src/adapters/db/database.ts'
import { openPostgres } from '../../../src/adapters/db/open-postgres.ts'
import type { Store } from '../../../src/ports.ts'
import { describeOnPostgres } from '../../support/databases.ts'
import { HEARD, NOW, runFor, turnAppend } from './make.ts'

const ORG = v7()
const lease = { owner: 'a', until: NOW }

describeOnPostgres('with twenty thousand interviews', (makeUrl) => {
  let database: Database
  let id: string

  beforeAll(async () => {
    database = await openPostgres(await makeUrl())
    // A tenth is open, a few are due or ungraded: as it looks after a year of use.
    await database.query(
      `insert into interviews (org_id, id, seq, snapshot, status, due, ends_at, lease_until, graded)
       select $1, gen_random_uuid(), 2, '{}', case when n % 10 = 0 then 'open' else 'ended' end,
         case when n % 100 = 0 then 'interviewer' when n % 10 = 0 then 'candidate' else 'nobody' end,
         n, case when n % 200 = 0 then n end, n % 1000 <> 1
       from generate_series(1, 20000) n`,
      [ORG],
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
    id = row?.id ?? ''
    return () => database.close()
  }, 60_000)

  it.each<[string, (store: Store) => Promise<unknown>]>([
    ['takeDue', (store) => store.takeDue({ now: NOW, lease, limit: 20 })],
    ['takeDue even if leased', (store) => store.takeDue({ now: NOW, lease, limit: 20, evenIfLeased: true })],
    ['listOverdue', (store) => store.listOverdue(50, 20)],
    ['listUngraded', (store) => store.listUngraded(NOW, 20)],
    ['countWork', (store) => store.countWork(NOW)],
    ['listInterviews', (store) => store.listInterviews(ORG, { limit: 20 })],
    ['the next page of listInterviews', (store) => store.listInterviews(ORG, { limit: 20, before: id })],
    ['readEvents', (store) => store.readEvents(ORG, id)],
    ['findKey', (store) => store.findKey(ORG, id, 'k1')],
    ['append', (store) => store.append(turnAppend({ org: ORG, id }, 2))],
    ['readRuns', (store) => store.readRuns(ORG, id)],
    ['startRun', (store) => store.startRun(ORG, runFor(id), { again: true })],
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
  ])('%s reads no table from end to end, whether planned for its values or for any', async (_, call) => {
    const seen: { text: string; values: readonly unknown[] }[] = []
    const recording = {
      ...database,
      query: <Row>(text: string, values: readonly unknown[] = []) => {
        seen.push({ text, values })
        return database.query<Row>(text, values)
      },
    }
    await call(createStore(recording, async () => {}))
    expect(seen).toHaveLength(1)
    for (const { text, values } of seen)
      for (const [how, given] of [
        ['', values],
        ['(generic_plan)', []],
      ] as const) {
        const rows = await database.query<Record<string, string>>(`explain ${how} ${text}`, given)
        const plan = rows.flatMap((row) => Object.values(row)).join('\n')
        expect(plan).toContain('Index')
        expect(plan).not.toContain('Seq Scan')
      }
  })
})
