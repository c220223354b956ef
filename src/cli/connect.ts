import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { InterlocutorError } from '../errors.ts'

/** The API as commands use it, wherever it runs. */
export type Server = {
  /** @throws ServerError with the problem's own sentence */
  ask<T>(path: string, init?: RequestInit): Promise<T>
  /** The raw response, for streams and text. @throws ServerError */
  open(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export class ServerError extends InterlocutorError {
  readonly status: number
  constructor(status: number, code: string, sentence: string) {
    super(code, sentence)
    this.status = status
  }
}

/** The server of these settings when it is up; otherwise its app inside this process, on the same data. */
export async function connect(config: Config): Promise<Server> {
  const base = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`
  if (await isUp(base))
    return client(
      (path, init) => fetch(base + path, init),
      async () => {},
    )
  const { openInside } = await import('./open-inside.ts')
  const { request, close } = await openInside(config)
  return client(request, close)
}

const TRIES = 5
/** Where nobody listens that is known at once; a server on a busy machine may take its time. */
const ANSWER_MS = 10_000

async function isUp(base: string): Promise<boolean> {
  try {
    const response = await fetch(`${base}/api/catalogue`, { signal: AbortSignal.timeout(ANSWER_MS) })
    // Other servers at this port may have a page for any path.
    return response.ok && 'interviewers' in ((await response.json()) as object)
  } catch {
    return false
  }
}

function client(send: (path: string, init?: RequestInit) => Promise<Response>, close: () => Promise<void>): Server {
  const open = async (path: string, init?: RequestInit) => {
    let response = await send(path, init)
    // Refused for the number of requests alone: in a moment the same one is taken.
    for (let tries = 1; response.status === 429 && tries < TRIES; tries++) {
      await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000)
      response = await send(path, init)
    }
    if (response.ok) return response
    const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string }
    throw new ServerError(
      response.status,
      problem.code ?? 'unknown',
      problem.detail ?? `the server answered ${response.status}`,
    )
  }
  return {
    open,
    close,
    ask: async <T>(path: string, init?: RequestInit) => (await (await open(path, init)).json()) as T,
  }
}
