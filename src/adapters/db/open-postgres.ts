import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientBase, type ClientConfig, Pool, type PoolConfig, type QueryConfig, types } from 'pg'
import { Unavailable } from '../../errors.ts'
import type { Connection, Database } from './database.ts'
import { codeOf, passing, toFault } from './faults.ts'
import { listenTo } from './listen-to.ts'
import { migrate } from './migrate.ts'

const CONNECT_S = 8
// More connections make appends slower, not faster.
const POOL = 10
/** A server that takes longer is gone without having said so. */
const ANSWER_MS = 30_000
const CLOSE_MS = 5000
/** One that fell silent is not kept for the next quiet hour. */
const IDLE_MS = 60_000
/** It says nothing new to a server that is gone. */
const ROLLBACK: QueryConfig & { query_timeout: number } = { text: 'rollback', query_timeout: 1000 }
const CHANNEL = 'interlocutor'
/** Committed without waiting for the disk: what is told of is there already, and a note that is lost is found there. */
const NOTIFY = "select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)"
const INT8 = types.builtins.INT8

/**
 * A Postgres server, brought up to date.
 * @param answerMs how long it may take over a statement before its connection is given up
 * @throws Unavailable in a sentence that names the server and never the password
 */
export async function openPostgres(url: string, answerMs = ANSWER_MS): Promise<Database> {
  const config = configOf(url)
  await prepare(config, url)
  const pool = openPool({ ...config, ...limitsOf(answerMs), max: POOL })
  let line: Awaited<ReturnType<typeof listenTo>> | null = null
  return {
    kind: 'postgres',
    url,
    ...connectionOf(pool),
    line: {
      send: async (text) => void (await connectionOf(pool).query(NOTIFY, [CHANNEL, text])),
      async listen(hear) {
        line = await listenTo({ ...config, query_timeout: answerMs }, CHANNEL, hear)
      },
    },
    transaction: (work) => transact(pool, work),
    async close() {
      await Promise.race([Promise.all([line?.close(), pool.end()]), sleep(CLOSE_MS, undefined, { ref: false })])
    },
  }
}

/** On a connection of its own: a migration takes as long as it must. */
async function prepare(config: ClientConfig, url: string): Promise<void> {
  const pool = openPool({ ...config, max: 1 })
  try {
    await assertDurable(pool, url)
    await migrate({ transaction: (work) => transact(pool, work) })
  } finally {
    await pool.end()
  }
}

function openPool(config: PoolConfig): Pool {
  const pool = new Pool({ ...config, idleTimeoutMillis: IDLE_MS })
  // A connection that breaks fails what was asked of it, which is where it is told; the pool opens another.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

const configOf = (url: string): ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_S * 1000,
  application_name: 'interlocutor',
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  // Epoch milliseconds and counts: exact as numbers.
  types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
})

/** The server gives up first, so that what we call failed is not done afterwards. */
const limitsOf = (answerMs: number): ClientConfig => ({
  query_timeout: answerMs,
  statement_timeout: Math.ceil(answerMs * 0.9),
  idle_in_transaction_session_timeout: answerMs,
})

const connectionOf = (client: Pick<ClientBase, 'query'>): Connection => ({
  async query<Row>(text: string, values: readonly unknown[] = []) {
    try {
      // With values it is prepared once on each connection; without, it may be several statements.
      const asked = values.length > 0 ? { name: nameOf(text), text, values: [...values] } : { text }
      return (await client.query(asked)).rows as Row[]
    } catch (error) {
      throw toFault(error)
    }
  },
})

const NAMES = new Map<string, string>()

/** Of a prepared statement: the same for the same text, at most 63 bytes. */
function nameOf(text: string): string {
  const known = NAMES.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url')
  NAMES.set(text, name)
  return name
}

const transact = <T>(pool: Pool, work: (connection: Connection) => Promise<T>): Promise<T> =>
  passing((run) => runBetween(pool, run), work)

/** Between begin and commit. */
async function runBetween<T>(pool: Pool, run: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const done = await run(connectionOf(client))
    const { command } = await client.query('commit')
    // What a failed statement has undone is not committed, and that is not an error to the server.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
    return done
  } catch (error) {
    await client.query(ROLLBACK).catch((why: Error) => (broken = why))
    throw error
  } finally {
    client.release(broken)
  }
}

/** What such a server has confirmed it can still lose when it dies. @throws Unavailable */
async function assertDurable(pool: Pool, url: string): Promise<void> {
  const { rows } = await pool
    .query<{ name: string }>(
      `select name from pg_settings where name in ('fsync', 'synchronous_commit') and setting = 'off' order by name`,
    )
    .catch((error: unknown) => {
      throw new Unavailable('database-unavailable', sentenceFor(url, error))
    })
  const [off] = rows
  if (!off) return
  const how = off.name === 'fsync' ? 'in its postgresql.conf' : 'for the server or with ALTER DATABASE'
  throw new Unavailable(
    'database-unsafe',
    `${serverOf(url)} loses what it has confirmed when it dies, since ${off.name} is off; set it to on, ${how}.`,
  )
}

const serverOf = (url: string): string => {
  const { hostname, port } = new URL(url)
  return `the Postgres server at ${hostname || 'localhost'}:${port || 5432}`
}

function sentenceFor(url: string, error: unknown): string {
  const { pathname, username } = new URL(url)
  const server = serverOf(url)
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return `${server} refuses connections; is it running?`
    case 'ETIMEDOUT':
      return `${server} does not answer within ${CONNECT_S} s.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${server} cannot be found: no such host.`
    case '28P01':
    case '28000':
      return `${server} refuses the user ${decodeURIComponent(username) || '(none)'} or the password in DATABASE_URL.`
    case '3D000':
      return `${server} has no database ${pathname.slice(1)}.`
    default:
      // The driver's own limit has no code.
      if (/timeout/.test(messageOf(error))) return `${server} does not answer within ${CONNECT_S} s.`
      return `${server} cannot be used: ${messageOf(error) || 'no connection'}.`
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')
