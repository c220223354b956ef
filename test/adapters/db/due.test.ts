import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/db/database.ts'
import type { Store } from '../../../src/ports/store.ts'
import { describeOnEachDatabase } from '../../support/databases.ts'
import { endAppend, makeInterview, NOW, runFor, snapshotFor, spokeEvent, turnAppend } from './make.ts'

/** What is due is due across organisations, so each suite has a database to itself and clears up by ending. */
describeOnEachDatabase('what is due', (open) => {
  let store: Store
  let database: Database
  beforeAll(async () => {
    ;({ store, database } = await open())
  })

  const until = NOW + 90_000
  const take = (owner: string, more: { now?: number; limit?: number; evenIfLeased?: boolean } = {}) =>
    store.takeDue({ now: NOW, limit: 100, lease: { owner, until }, ...more })

  it('gives each due turn to one owner only, until its lease is over', async () => {
    const made = []
    for (let n = 0; n < 20; n++) made.push(await makeInterview(store, { snapshot: { due: 'interviewer' } }))
    const [a, b] = await Promise.all([take('a'), take('b')])
    const taken = [...a, ...b].map((it) => it.id)
    expect(taken.toSorted()).toEqual(made.map((it) => it.id).toSorted())
    expect(await take('c')).toEqual([])
    expect(await take('c', { now: until - 1 })).toEqual([])
    expect(await take('c', { now: until, limit: 3 })).toHaveLength(3)
    expect(await take('d', { evenIfLeased: true })).toHaveLength(20)
    for (const it of made) await store.append(endAppend(it, 1))
    expect(await take('e', { evenIfLeased: true })).toEqual([])
  })

  it('leaves a turn to who took it with the append, and takes it up when that one is gone', async () => {
    const it = await makeInterview(store)
    expect(await take('b')).toEqual([])
    await store.append(turnAppend(it, 1, { lease: { owner: 'a', until } }))
    expect(await take('b')).toEqual([])
    expect(await take('b', { now: until + 1 })).toEqual([{ org: it.org, id: it.id }])
    await store.append(endAppend(it, 2))
  })

  it('offers a turn whose lease was given back at once', async () => {
    const it = await makeInterview(store, { lease: { owner: 'a', until } })
    await store.append(turnAppend(it, 1, { lease: null }))
    expect(await take('b')).toEqual([{ org: it.org, id: it.id }])
    await store.append(endAppend(it, 2))
  })

  it('keeps the lease when an append says nothing of it', async () => {
    const it = await makeInterview(store)
    await store.append(turnAppend(it, 1, { lease: { owner: 'a', until } }))
    const snapshot = snapshotFor(it.id, 3, { due: 'interviewer' })
    await store.append({ ...it, after: 2, events: [spokeEvent('x')], snapshot })
    expect(await take('b')).toEqual([])
    await store.append(endAppend(it, 3))
  })

  it('renews a lease for its owner alone, and only while the turn is due', async () => {
    const it = await makeInterview(store)
    await store.append(turnAppend(it, 1, { lease: { owner: 'a', until } }))
    await store.renewLease(it.org, it.id, { owner: 'b', until: until + 90_000 })
    expect(await take('c', { now: until })).toHaveLength(1)
    await store.renewLease(it.org, it.id, { owner: 'a', until: until + 90_000 })
    expect(await take('d', { now: until })).toHaveLength(1)
    await store.renewLease(it.org, it.id, { owner: 'd', until: until + 90_000 })
    expect(await take('e', { now: until })).toEqual([])
    await store.append({ ...it, after: 2, events: [spokeEvent('x')], snapshot: snapshotFor(it.id, 3), lease: null })
    await store.renewLease(it.org, it.id, { owner: 'd', until: until + 90_000 })
    await store.append(turnAppend(it, 3, { lease: null }))
    expect(await take('e')).toHaveLength(1)
    await store.append(endAppend(it, 4))
  })

  it('leaves paused interviews alone', async () => {
    const it = await makeInterview(store, { snapshot: { status: 'paused', due: 'interviewer', pausedAt: NOW } })
    expect(await take('a', { evenIfLeased: true })).toEqual([])
    expect(await store.listOverdue(NOW * 2, 10)).toEqual([])
    await store.append(endAppend(it, 1))
  })

  it('lists open interviews past their end, longest first', async () => {
    const late = await makeInterview(store, { snapshot: { endsAt: NOW - 1 } })
    const later = await makeInterview(store, { snapshot: { endsAt: NOW - 2 } })
    const running = await makeInterview(store, { snapshot: { endsAt: NOW } })
    expect(await store.listOverdue(NOW, 10)).toEqual([later, late])
    expect(await store.listOverdue(NOW, 1)).toEqual([later])
    for (const it of [late, later, running]) await store.append(endAppend(it, 1))
    expect(await store.listOverdue(NOW * 2, 10)).toEqual([])
  })

  it('lists ended interviews until a run of theirs has finished or failed', async () => {
    const ended = async () => {
      const it = await makeInterview(store)
      await store.append(endAppend(it, 1))
      return it
    }
    const ids = async () => (await store.listUngraded(NOW, 1000)).map((it) => it.id)
    const [graded, failed, halfway, untouched] = [await ended(), await ended(), await ended(), await ended()]
    const open = await makeInterview(store)
    for (const [it, status] of [
      [graded, 'graded'],
      [failed, 'failed'],
    ] as const) {
      const run = runFor(it.id)
      await store.startRun(it.org, run)
      expect(await ids()).toContain(it.id)
      await store.finishRun(it.org, run.id, { ...run, status, finishedAt: NOW })
    }
    await store.startRun(halfway.org, runFor(halfway.id))
    const left = await ids()
    expect(left).toEqual(expect.arrayContaining([halfway.id, untouched.id]))
    for (const it of [graded, failed, open]) expect(left).not.toContain(it.id)
    expect(await store.listUngraded(NOW, 1)).toHaveLength(1)
  })

  it('leaves out a run that waits for its model, until its time comes', async () => {
    const it = await makeInterview(store)
    await store.append(endAppend(it, 1))
    const run = runFor(it.id, { grader: 'model' })
    await store.startRun(it.org, run)
    await store.saveWaiting(it.org, run.id, { try: 2, of: 5, at: NOW + 1000, because: 'it was away' })
    const ids = async (now: number) => (await store.listUngraded(now, 1000)).map((one) => one.id)
    expect(await ids(NOW)).not.toContain(it.id)
    expect(await ids(NOW + 1000)).toContain(it.id)
  })

  it('counts what is held, due, ungraded and waiting', async () => {
    const before = await store.countWork(NOW)
    const [held, due, ended, waits, over] = await Promise.all([
      makeInterview(store, { snapshot: { endsAt: NOW + 1 } }),
      makeInterview(store, { snapshot: { endsAt: NOW + 1, due: 'interviewer' } }),
      makeInterview(store),
      makeInterview(store),
      makeInterview(store, { snapshot: { endsAt: NOW - 1 } }),
    ])
    for (const it of [ended, waits]) await store.append(endAppend(it, 1))
    const run = runFor(waits.id, { grader: 'model' })
    await store.startRun(waits.org, run)
    await store.saveWaiting(waits.org, run.id, { try: 2, of: 24, at: NOW + 1000, because: 'it was away' })
    const { live, due: turns, ungraded, waiting } = await store.countWork(NOW)
    expect([live, turns, ungraded, waiting]).toEqual([
      before.live + 2,
      before.due + 1,
      before.ungraded + 2,
      before.waiting + 1,
    ])
    expect((await store.countWork(NOW + 1000)).waiting).toBe(0)
    for (const it of [held, due, over]) await store.append(endAppend(it, 1))
  })

  it('lists what only phrases have graded, newest first, and no simulation', async () => {
    const graded = async (grader: 'scripted' | 'model', simulated?: string) => {
      const it = await makeInterview(store, simulated === undefined ? {} : { snapshot: { simulated } })
      const snapshot = { ...endAppend(it, 1).snapshot, ...(simulated === undefined ? {} : { simulated }) }
      await store.append(endAppend(it, 1, { snapshot }))
      const run = runFor(it.id, { grader })
      await store.startRun(it.org, run)
      await store.finishRun(it.org, run.id, { ...run, status: 'graded', finishedAt: NOW })
      return it
    }
    const [older, newer, by, simulated] = [
      await graded('scripted'),
      await graded('scripted'),
      await graded('model'),
      await graded('scripted', 'strong'),
    ]
    const listed = await store.listProvisional(1000)
    expect(listed.filter((it) => [older, newer, by, simulated].some((one) => one.id === it.id))).toEqual([newer, older])
    expect(await store.listProvisional(1)).toEqual([newer])
    await store.startRun(newer.org, runFor(newer.id, { grader: 'model' }))
    expect(await store.listProvisional(1)).toEqual([older])
  })

  it('finds all of it by index, however much is stored', async () => {
    await database.query(
      `insert into interviews (org_id, id, seq, snapshot, status, due, ends_at, graded)
       select gen_random_uuid(), gen_random_uuid(), 1, '{}', 'ended', 'nobody', 0, true from generate_series(1, 20000)`,
    )
    await database.query('analyze interviews')
    const planOf = async (statement: string) =>
      (await database.query<Record<string, string>>(`explain ${statement}`))
        .flatMap((row) => Object.values(row))
        .join('\n')
    const org = v7()
    const statements = [
      `select id from interviews where status = 'open' and due = 'interviewer' and coalesce(lease_until, 0) <= 1`,
      `select id from interviews where status = 'open' and ends_at < 1 order by ends_at limit 20`,
      `select id from interviews where status = 'ended' and not graded order by org_id, id limit 20`,
      `select id from interviews where org_id = '${org}' order by id desc limit 20`,
    ]
    for (const statement of statements) {
      const plan = await planOf(statement)
      expect(plan, statement).toContain('Index')
      expect(plan, statement).not.toContain('Seq Scan')
    }
  })
})
