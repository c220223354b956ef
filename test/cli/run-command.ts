import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, vi } from 'vitest'

/** Commands as people run them, each in a process of its own. */

export const ROOT = join(import.meta.dirname, '../..')
/** For what waits for processes, on a machine that may be busy. */
export const TIMEOUT = { timeout: 120_000 }
export const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

type Env = Record<string, string>
export type Ran = { code: number | null; out: string; err: string }
export type Running = { child: ChildProcess; printed: Omit<Ran, 'code'>; ended: Promise<Ran> }

/** Starts a file of the project with these settings and no others. */
export function startCommand(args: string[], env: Env, { input = '', file = 'src/cli.ts' } = {}): Running {
  const { PATH = '', HOME = '' } = process.env
  // As the command's first step does it: what one process compiled, the next one reads.
  const own = { PATH, HOME, NO_COLOR: '1', NODE_COMPILE_CACHE: join(ROOT, 'dist/compiled') }
  const child = spawn(process.execPath, [join(ROOT, file), ...args], { cwd: ROOT, env: { ...own, ...env } })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  child.stdin.end(input)
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...printed }))
  return { child, printed, ended }
}

/** Runs one to its end. */
export const runCommand = (...given: Parameters<typeof startCommand>): Promise<Ran> => startCommand(...given).ended

/** A server with these settings, which name its port; once it is ready. @returns what stops it */
export async function startServer(env: Env & { PORT: string }): Promise<() => Promise<unknown>> {
  const { child, ended } = startCommand([], { LOG_LEVEL: 'warn', ...env }, { file: 'src/main.ts' })
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  const isReady = async () => expect((await fetch(`http://127.0.0.1:${env.PORT}/readyz`)).ok).toBe(true)
  await vi.waitFor(isReady, { timeout: 60_000, interval: 50 }).catch(async (error) => {
    const { err } = await stop('SIGKILL')
    throw new Error(`the server is not ready: ${err}`, { cause: error })
  })
  return () => stop('SIGTERM')
}

/** A port at which nobody listens. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return String(port)
}
