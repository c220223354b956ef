import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const HERE = 'test/bench/speed'
const POLL_MS = 4

export type Child = { url: string; pid: number; stop(): Promise<void> }

/** Starts one of this folder's servers, which says where it is. */
export async function startHelper(name: 'endpoint' | 'pass-through', ...given: string[]): Promise<Child> {
  const child = spawn(process.execPath, [`${HERE}/${name}.ts`, ...given], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${name} did not start`))),
  ])
  return { url: String(line).trim(), pid: child.pid ?? 0, stop: () => stopped(child) }
}

/** A server that was timed: from its spawn to the first 200, and the processor time of that. */
export type Timed = Child & { startMs: number; startCpuMs: number }

/** Starts a server with Node's arguments, and waits until it answers. */
export async function startTimed(given: string[], env: Record<string, string>): Promise<Timed> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, given, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await answers(url, child)
  const startMs = performance.now() - began
  const pid = child.pid ?? 0
  return { url, pid, startMs, startCpuMs: await cpuMs(pid), stop: () => stopped(child) }
}

export type Service = Timed & {
  /** What it holds after a collection, in bytes. */
  holds(): Promise<number>
}

/** The service as it ships, and a door to its memory. */
export async function startService(env: Record<string, string>): Promise<Service> {
  const door = await freePort()
  const given = ['--expose-gc', '--import', `./${HERE}/memory-door.ts`, 'dist/server/start.js']
  const timed = await startTimed(given, { MEMORY_DOOR: String(door), ...env })
  const holds = async () => {
    const it = (await (await fetch(`http://127.0.0.1:${door}`)).json()) as NodeJS.MemoryUsage
    return it.heapUsed + it.external
  }
  return { ...timed, holds }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('the server did not start')
    const isUp = await fetch(`${url}/healthz`).then(
      (it) => it.ok,
      () => false,
    )
    if (isUp) return
    await sleep(POLL_MS)
  }
}

/** Megabytes that are in memory. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}

/** Processor time so far, user and system, in milliseconds. */
export async function cpuMs(pid: number): Promise<number> {
  const [, rest = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}
