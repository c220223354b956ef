import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import type { InterviewView } from '../../src/http/views.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const READY_MS = 60_000

/** The real server as its own process, on its own port and data, so that it can also be killed. */
export type Site = {
  url: string
  /** Dies at once, as in a power cut. */
  kill: () => Promise<void>
  start: () => Promise<void>
  close: () => Promise<void>
}

export async function openSite(settings: Record<string, string> = {}): Promise<Site> {
  // What is tested is what is written, also when somebody runs these files alone.
  execFileSync(process.execPath, ['src/build.ts'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
  const folder = await mkdtemp(join(tmpdir(), 'interlocutor-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let server: ChildProcess | null = null

  const start = async () => {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
    }
    for (const name of ['DATABASE_URL', 'OPENAI_BASE_URL', 'OPENAI_API_KEY'] as const) env[name] = settings[name] ?? ''
    Object.assign(env, settings)
    server = spawn(process.execPath, ['dist/server/start.js'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const out of [server.stdout, server.stderr]) out?.on('data', (text) => (said += text))
    const deadline = Date.now() + READY_MS
    while (!(await isReady(url))) {
      if (server.exitCode !== null) throw new Error(`the server did not start:\n${said}`)
      if (Date.now() > deadline) throw new Error(`the server was not ready in ${READY_MS} ms:\n${said}`)
      await sleep(50)
    }
  }
  const stop = async (signal: NodeJS.Signals) => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }
  const close = async () => {
    await stop('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await start()
  } catch (error) {
    await close()
    throw error
  }
  return { url, start, kill: () => stop('SIGKILL'), close }
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`).then(
    (response) => response.status === 200,
    () => false,
  )

/** Below the range from which systems lend ports, so that nobody is given it between this look and the start. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false)
    server.close()
    if (isFree) return port
  }
}

type Interview = z.infer<typeof InterviewView>

async function post(site: Site, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${site.url}/api/interviews${path}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

/** Brings an interview about by the API, for tests that are about something later. */
export const begin = async (site: Site, problem = 'queue-loss', format = 'drill', interviewer = 'scripted') =>
  (await post(site, '', { problem, format, interviewer })) as Interview
export const say = (site: Site, id: string, text: string, more: Record<string, unknown> = {}) =>
  post(site, `/${id}/turns`, { text, ...more }, { 'idempotency-key': crypto.randomUUID() })
export const act = (site: Site, id: string, verb: 'pause' | 'resume' | 'end') => post(site, `/${id}/${verb}`, {})
export const reread = async (site: Site, id: string): Promise<Interview> =>
  (await (await fetch(`${site.url}/api/interviews/${id}`)).json()) as Interview
