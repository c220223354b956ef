import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { Unavailable } from '../../errors.ts'
import { lockFolder } from './lock-folder.ts'
import { type Database, MIGRATIONS } from './open-database.ts'
import * as schema from './schema.ts'

/** Postgres inside this process, its data in `folder`. One process at a time: two would lose data without a word. */
export async function openEmbedded(folder: string): Promise<Database> {
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new Unavailable('database-unavailable', `the data folder ${folder} cannot be made: ${error.message}`)
  })
  const unlock = await lockFolder(folder)
  try {
    return await open(folder, unlock)
  } catch (error) {
    await unlock()
    throw new Unavailable(
      'database-unavailable',
      `the embedded database in ${folder} cannot be opened: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** The same database in memory, for tests. */
export const openInMemory = (): Promise<Database> => open(undefined, async () => {})

async function open(folder: string | undefined, unlock: () => Promise<void>): Promise<Database> {
  // The default of 128 MB of shared buffers is for servers; an interview fits in less.
  const pglite = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    postgresqlconf: ['shared_buffers=16MB'],
  })
  const db = drizzle(pglite, { schema })
  await migrate(db, { migrationsFolder: MIGRATIONS })
  const close = async () => {
    await pglite.close()
    await unlock()
  }
  return { kind: 'embedded', db, pglite, close }
}
