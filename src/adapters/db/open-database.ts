import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import type { Db } from './db.ts'

/** An open, migrated database. `pglite` or `url` lets the job queue use the same one. */
export type Database = { db: Db; close(): Promise<void> } & (
  | { kind: 'embedded'; pglite: PGlite }
  | { kind: 'postgres'; url: string }
)

export const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'migrations')

/**
 * Opens Postgres at `databaseUrl`, or the embedded database in `dataDir`; only one driver is ever loaded.
 * @throws Unavailable within 10 s, saying which database and why
 */
export async function openDatabase(options: { databaseUrl: string | null; dataDir: string }): Promise<Database> {
  if (options.databaseUrl !== null) return (await import('./open-postgres.ts')).openPostgres(options.databaseUrl)
  return (await import('./open-embedded.ts')).openEmbedded(join(options.dataDir, 'postgres'))
}
