import { CasingCache } from 'drizzle-orm/casing'
import { type SQL, sql } from 'drizzle-orm/sql'

export { sql }
export type Statement = SQL

const NAMES = new CasingCache()

/** The same text for the same shape, so that a server prepares it once; the values travel beside it. */
export function render(statement: Statement): { text: string; values: unknown[] } {
  const { sql: text, params } = statement.toQuery({
    escapeName: (name) => `"${name.replaceAll('"', '""')}"`,
    escapeParam: (index) => `$${index + 1}`,
    escapeString: (string) => `'${string.replaceAll("'", "''")}'`,
    casing: NAMES,
  })
  return { text, values: params }
}

/** JSON as a parameter. Postgres refuses NUL and lone surrogates, and a grade must not be lost over one. */
export function json(value: unknown): string {
  const text = JSON.stringify(value)
  if (!UNSTORABLE.test(text)) return text
  return JSON.stringify(value, (_, it: unknown) =>
    typeof it === 'string' ? it.toWellFormed().replaceAll('\0', '') : it,
  )
}

/** How they are written; a backslash in what was said, written as two, only costs a second look. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/
