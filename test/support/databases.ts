import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, describe, inject, it } from 'vitest'
import { createStore } from '../../src/adapters/db/create-store.ts'
import type { Database } from '../../src/adapters/db/database.ts'
import { openInMemory } from '../../src/adapters/db/open-embedded.ts'
import { openPostgres } from '../../src/adapters/db/open-postgres.ts'
import { openJobs } from '../../src/adapters/jobs/open-jobs.ts'
import type { Jobs, Log, Store } from '../../src/ports.ts'
import type { PostgresAnswer } from './postgres.ts'

export type TestStore = { store: Store; jobs: Jobs; database: Database; close(): Promise<void> }

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** A store with its jobs, in memory: cheap enough for every test file. Close it. */
export const openTestStore = async (log: Log = silentLog): Promise<TestStore> => join(await openInMemory(), log)

/** Store and jobs over a database that is open; closing closes all three. */
async function join(database: Database, log: Log): Promise<TestStore> {
  const jobs = await openJobs(database, log)
  const store = createStore(database, jobs.enqueueIn)
  const close = async () => {
    await jobs.stop()
    await store.close()
  }
  return { store, jobs, database, close }
}

/**
 * The same suite on both databases. Each call of `open` makes a database of its own, migrated and empty, which closes
 * with the suite. Call it in `beforeAll`.
 */
export function describeOnEachDatabase(
  name: string,
  suite: (open: () => Promise<TestStore>, kind: Database['kind']) => void,
): void {
  describe(`${name}, embedded`, () => {
    const opened: TestStore[] = []
    afterAll(() => closeAll(opened))
    suite(async () => kept(opened, await openTestStore()), 'embedded')
  })
  describeOnPostgres(`${name}, Postgres`, (makeUrl) => {
    const opened: TestStore[] = []
    afterAll(() => closeAll(opened))
    suite(async () => kept(opened, await join(await openPostgres(await makeUrl()), silentLog)), 'postgres')
  })
}

/** A suite for a real Postgres; `makeUrl` makes an empty database that is dropped after the suite. */
export function describeOnPostgres(name: string, suite: (makeUrl: () => Promise<string>) => void): void {
  describe(name, async () => {
    const answer = (await (await fetch(inject('postgresDoor'))).json()) as PostgresAnswer
    if ('missing' in answer) {
      if (process.env.CI === 'true') it('has a Postgres to run on', () => Promise.reject(new Error(answer.missing)))
      else it.skip(answer.missing)
      return
    }
    const made: string[] = []
    const asAdmin = async (work: (admin: postgres.Sql) => Promise<unknown>) => {
      const admin = postgres(answer.url, { max: 1, onnotice: () => {} })
      await work(admin).finally(() => admin.end())
    }
    // Hooks after a suite run last first: what the suite opened is closed by now.
    afterAll(() => asAdmin((admin) => Promise.all(made.map((it) => admin.unsafe(`drop database ${it} with (force)`)))))
    suite(async () => {
      const database = `test_${randomUUID().replaceAll('-', '')}`
      await asAdmin((admin) => admin.unsafe(`create database ${database}`))
      made.push(database)
      return Object.assign(new URL(answer.url), { pathname: database }).href
    })
  })
}

function kept(opened: TestStore[], it: TestStore): TestStore {
  opened.push(it)
  return it
}

const closeAll = (opened: TestStore[]) => Promise.all(opened.map((it) => it.close()))
