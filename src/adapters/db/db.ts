import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { Unavailable } from '../../errors.ts'
import type * as schema from './schema.ts'

/** Either database, as the store sees it. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>
export type Transaction = Parameters<Parameters<Db['transaction']>[0]>[0]

/** Rows of a raw statement: postgres.js gives the array itself, PGlite an object holding it. */
export async function rowsOf<Row>(db: Db | Transaction, statement: SQL): Promise<Row[]> {
  const result: unknown = await db.execute(statement)
  if (Array.isArray(result)) return result as Row[]
  return (result as { rows: Row[] }).rows
}

/** JSON as a parameter of a raw statement, the same on both drivers. */
export const jsonText = (value: unknown): string => JSON.stringify(value)

const UNIQUE_VIOLATION = '23505'

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === UNIQUE_VIOLATION

function codeOf(error: unknown): string | null {
  for (let it = error; it instanceof Error; it = it.cause)
    if ('code' in it && typeof it.code === 'string') return it.code
  return null
}

/**
 * Runs a statement and makes what went wrong fit to be told. The ORM's own error holds SQL and parameters, which are the
 * candidate's words, so only the innermost cause is kept. @throws Unavailable
 */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw error
    let cause = error
    while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
    const because = cause instanceof Error ? cause.message.split('\n')[0] : 'unknown'
    const code = codeOf(error) ?? 'no code'
    throw new Unavailable(
      'database-unavailable',
      'The database did not take this; nothing that was acknowledged is lost. Try again.',
      {
        cause: `${code}: ${because}`,
      },
    )
  }
}
