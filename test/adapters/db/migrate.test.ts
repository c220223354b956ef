import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/db/database.ts'
import { MIGRATIONS, migrate } from '../../../src/adapters/db/migrate.ts'
import { openDatabase } from '../../../src/adapters/db/open-database.ts'
import { BadContent, Unavailable } from '../../../src/errors.ts'
import { describeOnEachDatabase, describeOnPostgres } from '../../support/databases.ts'
import { makeInterview } from './make.ts'

describeOnEachDatabase('migrations', (open) => {
  let database: Database
  let folder: string
  beforeAll(async () => {
    ;({ database } = await open())
    folder = await mkdtemp(join(tmpdir(), 'interlocutor-migrations-'))
    await cp(MIGRATIONS, folder, { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true }))

  const applied = () => database.query('select hash from drizzle.__drizzle_migrations order by id')

  it('are applied once', async () => {
    const before = await applied()
    await migrate(database)
    expect(await applied()).toEqual(before)
    expect(before.length).toBeGreaterThan(0)
  })

  it('bring an older database up to date, and what it holds stays', async () => {
    const older = await open()
    await older.database.query('drop table model_spend, rate_limits')
    await older.database.query('delete from drizzle.__drizzle_migrations where id > 1')
    const it = await makeInterview(older.store)
    await migrate(older.database)
    expect(await older.database.query('select client from rate_limits')).toEqual([])
    expect(await older.database.query('select day from model_spend')).toEqual([])
    expect(await older.store.readEvents(it.org, it.id)).toHaveLength(1)
  })

  it('leave nothing of one that fails half-way, nor of those before it', async () => {
    const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8'))
    journal.entries.push({ idx: 98, when: 9e12, tag: '0098_fine' }, { idx: 99, when: 9e12 + 1, tag: '0099_broken' })
    await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(journal))
    await writeFile(join(folder, '0098_fine.sql'), 'create table fine (id int)')
    await writeFile(join(folder, '0099_broken.sql'), 'create table half (id int)\n--> statement-breakpoint\nbroken')
    const before = await applied()
    await expect(migrate(database, folder)).rejects.toThrow('42601')
    expect(await applied()).toEqual(before)
    await expect(database.query('select * from fine')).rejects.toThrow('42P01')
  })

  it('stop the start when one was edited after it was applied', async () => {
    await writeFile(join(folder, '0000_initial.sql'), 'create table other (id int)')
    const edited = migrate(database, folder)
    await expect(edited).rejects.toThrow(BadContent)
    await expect(edited).rejects.toThrow('migration 0000')
  })

  it('make every table and column the schema names', async () => {
    const snapshots = JSON.parse(await readFile(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')).entries.length - 1
    const name = `${String(snapshots).padStart(4, '0')}_snapshot.json`
    const { tables } = JSON.parse(await readFile(join(MIGRATIONS, 'meta', name), 'utf8'))
    const named = Object.values(tables as Record<string, { name: string; columns: Record<string, unknown> }>)
      .flatMap((table) => Object.keys(table.columns).map((column) => `${table.name}.${column}`))
      .toSorted()
    const there = await database.query<{ it: string }>(
      `select table_name || '.' || column_name as it from information_schema.columns where table_schema = 'public'`,
    )
    expect(there.map((row) => row.it).toSorted()).toEqual(named)
  })
})

describeOnPostgres('opening a Postgres', (makeUrl) => {
  it('works from five nodes at once on an empty database', async () => {
    const databaseUrl = await makeUrl()
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => openDatabase({ databaseUrl, dataDir: '/nonexistent' })),
    )
    const [{ count } = { count: 0 }] =
      (await opened[0]?.query<{ count: number }>('select count(*)::int as count from drizzle.__drizzle_migrations')) ??
      []
    const { entries } = JSON.parse(await readFile(join(MIGRATIONS, 'meta/_journal.json'), 'utf8'))
    expect(count).toBe(entries.length)
    await Promise.all(opened.map((it) => it.close()))
  })

  it('says which user or database is wrong, never the password', async () => {
    const url = new URL(await makeUrl())
    const open = (change: Partial<URL>) =>
      openDatabase({ databaseUrl: Object.assign(new URL(url), change).href, dataDir: '/nonexistent' })
    const wrong = open({ password: 'open-sesame' })
    await expect(wrong).rejects.toThrow(Unavailable)
    await expect(wrong).rejects.toThrow(`127.0.0.1:${url.port} refuses the user ${url.username} or the password`)
    await expect(wrong).rejects.not.toThrow('open-sesame')
    await expect(open({ pathname: '/nowhere' })).rejects.toThrow(`127.0.0.1:${url.port} has no database nowhere`)
  })
})

describeOnPostgres('a Postgres that forgets what it confirmed', (makeUrl) => {
  it('fails the start in a sentence that says what to set', async () => {
    const databaseUrl = await makeUrl()
    const open = () => openDatabase({ databaseUrl, dataDir: '/nonexistent' })
    const set = async (value: string) => {
      const admin = postgres(databaseUrl, { max: 1 })
      const name = new URL(databaseUrl).pathname.slice(1)
      await admin.unsafe(`alter database ${name} set synchronous_commit = ${value}`).finally(() => admin.end())
    }
    await set('off')
    await expect(open()).rejects.toThrow(/synchronous_commit is off; set it to on/)
    await set('local')
    await (await open()).close()
  })
})

describe('a Postgres that is not there', () => {
  const open = (place: string) =>
    openDatabase({ databaseUrl: `postgres://me:open-sesame@${place}/db`, dataDir: '/nonexistent' })

  it('fails the start in a sentence with host and port, and without the password', async () => {
    const refused = open('127.0.0.1:1')
    await expect(refused).rejects.toThrow(Unavailable)
    await expect(refused).rejects.toThrow(/^the Postgres server at 127\.0\.0\.1:1 refuses connections/)
    await expect(refused).rejects.not.toThrow('open-sesame')
    await expect(open('no-such-host.invalid')).rejects.toThrow('no-such-host.invalid:5432 cannot be found')
  })

  it('fails the start within ten seconds when the port takes the call and says nothing', async () => {
    const sockets: { destroy(): void }[] = []
    const silent = createServer((socket) => sockets.push(socket))
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    const address = silent.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const began = performance.now()
    await expect(open(`127.0.0.1:${port}`)).rejects.toThrow(`127.0.0.1:${port} does not answer within 8 s`)
    expect(performance.now() - began).toBeLessThan(10_000)
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => silent.close(done))
  })
})
