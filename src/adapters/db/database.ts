import type { Engine } from './engine.ts'
import { render, type Statement } from './sql.ts'

/** Runs statements, on whichever database. @throws Unavailable, UniqueViolation, Refused */
export interface Connection {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** An open database. `pglite` or `url` lets the job queue use the same one. */
export type Database = Connection & {
  /** What `work` did is kept when it returns, and undone when it throws. Inside, use only the given connection. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  close(): Promise<void>
  /** Texts of at most 8000 bytes to all who have this database open; null where nobody else can. */
  line: { send(text: string): Promise<void>; listen(hear: (text: string) => void): Promise<void> } | null
} & ({ kind: 'embedded'; pglite: Engine } | { kind: 'postgres'; url: string })

export function rowsOf<Row>(connection: Connection, statement: Statement): Promise<Row[]> {
  const { text, values } = render(statement)
  return connection.query<Row>(text, values)
}
