import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { BadContent } from '../../errors.ts'
import { ROOT } from '../../root.ts'
import { type Connection, type Database, rowsOf } from './database.ts'
import { sql } from './sql.ts'

export const MIGRATIONS = join(ROOT, 'migrations')

/** Any fixed number: all nodes of one database take the same lock around migrations. */
const LOCK = 7_046_029_254

/**
 * Brings the schema up to date, in one transaction: nodes that start together take turns. Files and books are those of
 * the ORM's own migrator; it is not called, since loading it with a driver takes longer than the whole start.
 * @throws BadContent when a migration that was applied has been edited since
 */
export async function migrate(database: Pick<Database, 'transaction'>, folder = MIGRATIONS): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder })
  await database.transaction(async (connection) => {
    await rowsOf(connection, sql`select pg_advisory_xact_lock(${LOCK})`)
    const applied = await readApplied(connection)
    for (const [index, { sql: statements, folderMillis, hash }] of migrations.entries()) {
      const before = applied.get(folderMillis)
      if (before !== undefined && before !== hash)
        throw new BadContent(
          'migration-changed',
          `migration ${String(index).padStart(4, '0')} in ${folder} was edited after this database applied it.`,
        )
      if (before !== undefined) continue
      for (const statement of statements) await connection.query(statement)
      await rowsOf(
        connection,
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`,
      )
    }
  })
}

async function readApplied(connection: Connection): Promise<Map<number, string>> {
  const [there] = await connection.query<{ it: string | null }>(
    `select to_regclass('drizzle.__drizzle_migrations')::text as it`,
  )
  if (there?.it == null) {
    await connection.query('create schema if not exists drizzle')
    await connection.query(
      'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
    )
    return new Map()
  }
  const rows = await connection.query<{ hash: string; created_at: string | number }>(
    'select hash, created_at from drizzle.__drizzle_migrations',
  )
  return new Map(rows.map((row) => [Number(row.created_at), row.hash]))
}
