import { join } from 'node:path'
import type { Database } from './database.ts'

/**
 * Opens Postgres at `databaseUrl`, or the embedded database in `dataDir`; only one driver is ever loaded.
 * @throws Unavailable within 10 s, saying which database and why
 */
export async function openDatabase(options: { databaseUrl: string | null; dataDir: string }): Promise<Database> {
  if (options.databaseUrl !== null) return (await import('./open-postgres.ts')).openPostgres(options.databaseUrl)
  return (await import('./open-embedded.ts')).openEmbedded(join(options.dataDir, 'postgres'))
}
