import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Transaction } from '@electric-sql/pglite'
import { InterlocutorError, Unavailable } from '../../errors.ts'
import type { Connection, Database } from './database.ts'
import { type Engine, openEngine } from './engine.ts'
import { passing, toFault } from './faults.ts'
import { lockFolder } from './lock-folder.ts'
import { migrate } from './migrate.ts'

const VACUUM_MS = 60 * 60_000
// The default of 128 MB of shared buffers is for servers; an interview fits in less.
const SETTINGS = ['shared_buffers=16MB']

/**
 * Postgres inside this process, its data in `folder`. One process at a time: two would lose data without a word. The
 * data outlives this process however it ends; a power cut may take the last moments, since nothing is forced to disk.
 * @throws Unavailable naming the folder
 */
export async function openEmbedded(folder: string): Promise<Database> {
  try {
    await mkdir(join(folder, '..'), { recursive: true })
    const unlock = await lockFolder(folder)
    try {
      if (!(await exists(folder))) await prepare(folder)
      return await open(await openEngine({ dataDir: folder, postgresqlconf: SETTINGS }), unlock)
    } catch (error) {
      await unlock()
      throw error
    }
  } catch (error) {
    if (error instanceof InterlocutorError) throw error
    throw new Unavailable(
      'database-unavailable',
      `the embedded database in ${folder} cannot be opened: ${because(error)}; is there room on the disk?`,
    )
  }
}

/** The same database in memory, for tests; `from` a cluster that was dumped, it is there in a tenth of the time. */
export const openInMemory = async (from?: Blob): Promise<Database> =>
  open(
    await openEngine({ postgresqlconf: SETTINGS, ...(from === undefined ? {} : { loadDataDir: from }) }),
    async () => {},
  )

/** Made beside and moved into place, so that a first start that was interrupted leaves nothing half made. */
async function prepare(folder: string): Promise<void> {
  const beside = `${folder}.new`
  await rm(beside, { recursive: true, force: true })
  await (await openEngine({ dataDir: beside, postgresqlconf: SETTINGS })).close()
  await rename(beside, folder)
}

async function open(pglite: Engine, unlock: () => Promise<void>): Promise<Database> {
  // Nothing else cleans up after updates here: there is no autovacuum in one process.
  const vacuum = setInterval(() => void pglite.exec('vacuum (analyze)').catch(() => {}), VACUUM_MS)
  vacuum.unref()
  const database: Database = {
    kind: 'embedded',
    pglite,
    line: null,
    ...connectionOf(pglite),
    transaction: (work) => passing((run) => pglite.transaction((tx) => run(connectionOf(tx))), work),
    close: async () => {
      clearInterval(vacuum)
      await pglite.close()
      await unlock()
    },
  }
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

const connectionOf = (client: Pick<Engine | Transaction, 'query'>): Connection => ({
  async query<Row>(text: string, values: readonly unknown[] = []) {
    try {
      return (await client.query<Row>(text, [...values])).rows
    } catch (error) {
      throw toFault(error)
    }
  },
})

/** Faults of the engine's file system are no errors: they hold a number. */
const because = (error: unknown): string => {
  if (error instanceof Error) return error.message
  const number = typeof error === 'object' && error !== null && 'errno' in error ? error.errno : null
  return number === null ? 'the engine failed' : `its file system answered error ${number}`
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
