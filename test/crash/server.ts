import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from './points.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ARM = join(import.meta.dirname, 'arm.ts')
const READY_MS = 60_000

export type Server = {
  url: string
  start(): Promise<void>
  /** Orders it to die at a point. @returns whether it came there within `ms` and is dead */
  dieAt(order: Order, ms: number): Promise<boolean>
  /** Dies at once, as in a power cut. */
  kill(): Promise<void>
  /** Goes as an operator asks it to. @returns its exit code */
  stop(): Promise<number | null>
}

/** The real server as its own process on its own port, not started yet. Its settings decide which database it has. */
export function makeServer(port: number, settings: Record<string, string>): Server {
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  const isAlive = () => child !== null && child.exitCode === null && child.signalCode === null
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!child || !isAlive()) return child?.exitCode ?? null
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode
  }
  return {
    url,
    async start() {
      const env = {
        ...process.env,
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        // Starts come by the dozen.
        NODE_COMPILE_CACHE: join(tmpdir(), 'interlocutor-crash-code'),
        ...settings,
        PORT: String(port),
      }
      const server = spawn(process.execPath, ['--import', ARM, 'src/main.ts'], {
        cwd: ROOT,
        env,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      child = server
      let said = ''
      for (const out of [server.stdout, server.stderr])
        out?.on('data', (text) => (said = `${said}${text}`.slice(-4000)))
      const deadline = performance.now() + READY_MS
      while (!(await isReady(url))) {
        if (!isAlive() || performance.now() > deadline) throw new Error(`the server did not start:\n${said}`)
        await sleep(20)
      }
    },
    async dieAt(order, ms) {
      if (!child || !isAlive()) return false
      const gone = once(child, 'exit').then(() => true)
      child.send(order)
      return Promise.race([gone, sleep(ms, false)])
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`).then(
    (response) => response.status === 200,
    () => false,
  )

/** A port that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
