import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import { afterAll, describe, inject, it } from 'vitest'
import { createStore } from '../../src/adapters/db/create-store.ts'
import type { Database } from '../../src/adapters/db/database.ts'
import { openInMemory } from '../../src/adapters/db/open-embedded.ts'
import { openPostgres } from '../../src/adapters/db/open-postgres.ts'
import { openJobs } from '../../src/adapters/jobs/open-jobs.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Log } from '../../src/ports/world.ts'
import type { PostgresAnswer } from './postgres.ts'

export type TestStore = {
  store: Store
  jobs: Awaited<ReturnType<typeof openJobs>>
  database: Database
  close(): Promise<void>
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** A store with its jobs, in memory: cheap enough for every test file. Close it. */
export const openTestStore = async (log: Log = silentLog): Promise<TestStore> =>
  attach(await openInMemory(await emptyCluster()), log)

/** Store and jobs over a database that is open; closing closes all three. */
async function attach(database: Database, log: Log): Promise<TestStore> {
  const jobs = await openJobs(database, log)
  const store = createStore(database, jobs.enqueueIn)
  const close = async () => {
    await jobs.stop()
    await store.close()
  }
  return { store, jobs, database, close }
}

const PACKAGES = join(import.meta.dirname, '..', '..', 'node_modules')

/** An empty cluster takes seconds to make and tenths of one to copy, so one is kept beside the packages it came from. */
async function emptyCluster(): Promise<Blob> {
  const { version } = JSON.parse(await readFile(join(PACKAGES, '@electric-sql', 'pglite', 'package.json'), 'utf8'))
  const file = join(PACKAGES, '.cache', `pglite-${version}.tar`)
  const kept = await readFile(file).catch(() => null)
  if (kept) return new Blob([kept])
  const pglite = await PGlite.create()
  const made = await pglite.dumpDataDir('none')
  await pglite.close()
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  await writeFile(beside, new Uint8Array(await made.arrayBuffer()))
  await rename(beside, file)
  return made
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
    suite(async () => kept(opened, await attach(await openPostgres(await makeUrl()), silentLog)), 'postgres')
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
