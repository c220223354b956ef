import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { Unavailable } from '../../errors.ts'
import { type Database, MIGRATIONS } from './open-database.ts'
import * as schema from './schema.ts'

const CONNECT_S = 8
// More connections make appends slower, not faster.
const POOL = 10
/** Any fixed number: all nodes of one database take the same lock around migrations. */
const MIGRATION_LOCK = 7_046_029_254

export async function openPostgres(url: string): Promise<Database> {
  await migrateOnce(url)
  const client = postgres(url, { max: POOL, connect_timeout: CONNECT_S, onnotice: () => {} })
  const db = drizzle(client, { schema })
  return { kind: 'postgres', db, url, close: () => client.end({ timeout: 5 }) }
}

/** Nodes that start together take turns: parallel migrations fail. */
async function migrateOnce(url: string): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: CONNECT_S, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
    await client`select pg_advisory_unlock(${MIGRATION_LOCK})`
  } catch (error) {
    const { host, pathname } = new URL(url)
    const because =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
    throw new Unavailable(
      'database-unavailable',
      `the Postgres server at ${host}${pathname} cannot be used: ${because || 'no connection'}`,
    )
  } finally {
    await client.end({ timeout: 1 })
  }
}
