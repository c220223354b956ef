import { beforeAll, describe, expect, it } from 'vitest'
import { createStore } from '../../../src/adapters/db/create-store.ts'
import { type Database, rowsOf } from '../../../src/adapters/db/database.ts'
import { Refused, toFault, UniqueViolation } from '../../../src/adapters/db/faults.ts'
import { openPostgres } from '../../../src/adapters/db/open-postgres.ts'
import { render, sql } from '../../../src/adapters/db/sql.ts'
import { Unavailable } from '../../../src/errors.ts'
import { describeOnEachDatabase, describeOnPostgres, openTestStore } from '../../support/databases.ts'
import { makeInterview, spokeEvent, turnAppend } from './make.ts'

const SECRET = 'the candidate said this'

/** Everything a log could print of an error. */
const allOf = (error: unknown): string => {
  const names = error instanceof Error ? Object.getOwnPropertyNames(error) : []
  return JSON.stringify(names.map((name) => String((error as Record<string, unknown>)[name])))
}

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

describeOnEachDatabase('faults of the database', (open) => {
  let database: Database
  beforeAll(async () => {
    ;({ database } = await open())
  })

  it('says why a statement was refused and nothing of what it carried', async () => {
    const error = await caught(rowsOf(database, sql`select ${SECRET}::text, ${SECRET}::text as it from nowhere`))
    expect(error).toBeInstanceOf(Refused)
    expect(allOf(error)).toContain('42P01')
    expect(allOf(error)).not.toContain(SECRET)
  })

  it('undoes a transaction whose work throws, and passes on what it threw', async () => {
    const mine = new Error('mine')
    const work = database.transaction(async (connection) => {
      await connection.query('create table undone (id int)')
      throw mine
    })
    expect(await caught(work)).toBe(mine)
    expect(await caught(database.query('select * from undone'))).toBeInstanceOf(Refused)
  })

  it('undoes a transaction whose statement was refused', async () => {
    const work = database.transaction(async (connection) => {
      await connection.query('create table undone (id int primary key)')
      await connection.query('insert into undone values (1), (1)')
    })
    expect(await caught(work)).toBeInstanceOf(UniqueViolation)
    expect(await caught(database.query('select * from undone'))).toBeInstanceOf(Refused)
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a database that is gone', () => {
  it('is unavailable, in a sentence that holds nothing of the turn', async () => {
    const { store, close } = await openTestStore()
    const it = await makeInterview(store)
    await close()
    const error = await caught(store.append({ ...turnAppend(it, 1), events: [spokeEvent(SECRET)] }))
    expect(error).toBeInstanceOf(Unavailable)
    expect(allOf(error)).not.toContain(SECRET)
    expect(await caught(store.ping())).toBeInstanceOf(Unavailable)
  })

  // What the server and the system answer when there is no room, or when they go away.
  it.each([
    '53100',
    '53300',
    '57P01',
    '57P03',
    '08006',
    '40P01',
    'ECONNREFUSED',
    'ECONNRESET',
    'CONNECTION_CLOSED',
    'CONNECT_TIMEOUT',
  ])('%s is worth trying again', (code) => {
    const fault = toFault(Object.assign(new Error('no'), { code, query: SECRET, parameters: [SECRET] }))
    expect(fault).toBeInstanceOf(Unavailable)
    expect(fault.cause).toBe(`${code}: no`)
    expect(allOf(fault)).not.toContain(SECRET)
  })

  it.each(['22P02', '42601', '23503', '42501'])('%s is a fault of ours', (code) => {
    expect(toFault(Object.assign(new Error('no'), { code }))).toBeInstanceOf(Refused)
  })
})

describeOnPostgres('a Postgres that ends our connections', (makeUrl) => {
  it('is unavailable for the statement under way and there for the next', async () => {
    const database = await openPostgres(await makeUrl())
    const store = createStore(database, async () => {})
    const it = await makeInterview(store)
    const waiting = Promise.all(Array.from({ length: 10 }, () => caught(database.query('select pg_sleep(5)'))))
    await makeUrl().then(async (url) => {
      const other = await openPostgres(url)
      const name = new URL(database.kind === 'postgres' ? database.url : '').pathname.slice(1)
      while (
        (await other.query(`select 1 from pg_stat_activity where datname = $1 and query ~ 'pg_sleep'`, [name])).length <
        10
      );
      await other.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
      await other.close()
    })
    for (const error of await waiting) expect(error).toBeInstanceOf(Unavailable)
    await expect.poll(() => caught(store.ping())).toBeNull()
    expect(await store.append(turnAppend(it, 1))).toBe('stored')
    await database.close()
  })
})

describe('a statement', () => {
  it('carries its values beside it, in order, and nests', () => {
    const inner = sql`and id < ${'b'}`
    const statement = sql`select * from t where org = ${'a'} ${inner} ${sql``} limit ${5} ${null}`
    expect(render(statement)).toEqual({
      text: 'select * from t where org = $1 and id < $2  limit $3 $4',
      values: ['a', 'b', 5, null],
    })
  })
})
