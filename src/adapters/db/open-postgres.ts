import postgres from 'postgres'
import { Unavailable } from '../../errors.ts'
import type { Connection, Database } from './database.ts'
import { codeOf, passing, toFault } from './faults.ts'
import { migrate } from './migrate.ts'

const CONNECT_S = 8
// More connections make appends slower, not faster.
const POOL = 10
const CLOSE_S = 5
const CHANNEL = 'interlocutor'

/** JSON arrives as text, ready to be sent; the driver would quote it once more. */
const JSON_TYPE = { to: 114, from: [114, 3802], serialize: (it: unknown) => it as string, parse: JSON.parse }
const JSONB_TYPE = { ...JSON_TYPE, to: 3802 }
/** Epoch milliseconds and counts: exact as numbers. */
const INT8_TYPE = { to: 20, from: [20], serialize: String, parse: Number }

/** A Postgres server. @throws Unavailable in a sentence that names the server and never the password */
export async function openPostgres(url: string): Promise<Database> {
  const client = postgres(url, {
    max: POOL,
    connect_timeout: CONNECT_S,
    connection: { application_name: 'interlocutor' },
    types: { json: JSON_TYPE, jsonb: JSONB_TYPE, int8: INT8_TYPE },
    onnotice: () => {},
  })
  try {
    await assertDurable(client, url)
  } catch (error) {
    await client.end({ timeout: 0 })
    throw error instanceof Unavailable ? error : new Unavailable('database-unavailable', sentenceFor(url, error))
  }
  const database: Database = {
    kind: 'postgres',
    url,
    ...connectionOf(client),
    line: {
      send: async (text) => void (await connectionOf(client).query('select pg_notify($1, $2)', [CHANNEL, text])),
      // On a connection of its own, which is opened again whenever it breaks.
      listen: async (hear) => void (await client.listen(CHANNEL, hear)),
    },
    transaction: (work) =>
      // Wrapped, since the driver would run an array of promises for us.
      passing(async (run) => (await client.begin(async (tx) => ({ done: await run(connectionOf(tx)) }))).done, work),
    close: () => client.end({ timeout: CLOSE_S }),
  }
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

const connectionOf = (client: Pick<postgres.ISql, 'unsafe'>): Connection => ({
  async query<Row>(text: string, values: readonly unknown[] = []) {
    try {
      // Prepared by its text on each connection: one round trip instead of two.
      const rows = await client.unsafe(text, values as postgres.ParameterOrJSON<never>[], { prepare: true })
      return [...rows] as Row[]
    } catch (error) {
      throw toFault(error)
    }
  },
})

/** What such a server has confirmed it can still lose when it dies. @throws Unavailable */
async function assertDurable(client: postgres.Sql, url: string): Promise<void> {
  const [set] = await client<{ it: string }[]>`select current_setting('synchronous_commit') as it`
  if (set?.it !== 'off') return
  throw new Unavailable(
    'database-unsafe',
    `${serverOf(url)} loses what it has confirmed when it dies, since synchronous_commit is off; set it to on, for the server or with ALTER DATABASE.`,
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
    case 'CONNECT_TIMEOUT':
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
      return `${server} cannot be used: ${error instanceof Error && error.message ? error.message : 'no connection'}.`
  }
}
