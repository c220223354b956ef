import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadContent } from '../../errors.ts'
import { type Connection, type Database, rowsOf } from './database.ts'
import { sql } from './sql.ts'

export const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'migrations')

type Migration = { name: string; when: number; hash: string; statements: string[] }

/** Any fixed number: all nodes of one database take the same lock around migrations. */
const LOCK = 7_046_029_254

/**
 * Brings the schema up to date, in one transaction: nodes that start together take turns. The books are those of the
 * ORM's own migrator, which is not loaded: it takes longer than the whole start.
 * @throws BadContent when a migration that was applied has been edited since
 */
export async function migrate(database: Database, folder = MIGRATIONS): Promise<void> {
  const migrations = await readMigrations(folder)
  await database.transaction(async (connection) => {
    await rowsOf(connection, sql`select pg_advisory_xact_lock(${LOCK})`)
    const applied = await readApplied(connection)
    for (const { name, when, hash, statements } of migrations) {
      const before = applied.get(when)
      if (before !== undefined && before !== hash)
        throw new BadContent('migration-changed', `migrations/${name}.sql was edited after this database applied it.`)
      if (before !== undefined) continue
      for (const statement of statements) await connection.query(statement)
      await rowsOf(
        connection,
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${when})`,
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

async function readMigrations(folder: string): Promise<Migration[]> {
  const journal = JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { tag: string; when: number }[]
  }
  return Promise.all(
    journal.entries.map(async ({ tag: name, when }) => {
      const text = await readFile(join(folder, `${name}.sql`), 'utf8')
      const statements = text.split('--> statement-breakpoint')
      return { name, when, hash: createHash('sha256').update(text).digest('hex'), statements }
    }),
  )
}
