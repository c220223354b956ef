import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../src/adapters/db/database.ts'
import { openEmbedded } from '../../src/adapters/db/open-embedded.ts'
import { openPostgres } from '../../src/adapters/db/open-postgres.ts'
import { openPostgresServer } from '../support/postgres.ts'

/** Where a server under test keeps its data, and how to look at it from outside. */
export type Place = {
  settings: Record<string, string>
  /** Kills the database under the server and starts it again; null where it is within the server. */
  killDatabase: (() => Promise<void>) | null
  /** Opens the database beside the server; the embedded one only while that is dead. */
  read<T>(work: (database: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function openPlace(kind: Database['kind']): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'interlocutor-crash-'))
  const clear = () => rm(folder, { recursive: true, force: true })
  if (kind === 'embedded')
    return {
      settings: { DATA_DIR: folder, DATABASE_URL: '' },
      killDatabase: null,
      read: (work) => reading(openEmbedded(join(folder, 'postgres')), work),
      close: clear,
    }
  const postgres = await openPostgresServer({ prefix: 'interlocutor-crash-postgres-' })
  return {
    settings: { DATA_DIR: folder, DATABASE_URL: postgres.url },
    killDatabase: async () => {
      await postgres.kill()
      await postgres.start()
    },
    read: (work) => reading(openPostgres(postgres.url), work),
    close: async () => {
      await postgres.stop()
      await clear()
    },
  }
}

async function reading<T>(opening: Promise<Database>, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await opening
  return work(database).finally(() => database.close())
}
