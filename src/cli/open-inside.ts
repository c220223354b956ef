import { pino } from 'pino'
import { LOCAL_ORG } from '../adapters/db/local-org.ts'
import type { Config } from '../config.ts'
import { createApp } from '../http/app.ts'
import { beginWork } from '../services/begin-work.ts'
import { openWorld } from '../world.ts'

type Inside = { request: (path: string, init?: RequestInit) => Promise<Response>; close: () => Promise<void> }

/** The server's app inside this process, on the data of these settings. */
export async function openInside(config: Config): Promise<Inside> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const { world, kind, close } = await openWorld(config, log)
  // A command that was meant for one interview spends nothing on others.
  await beginWork(world, { alone: kind === 'embedded', provisional: 0 })
  const app = createApp(world, { org: LOCAL_ORG, pages: null })
  return { request: async (path, init) => app.request(path, init), close }
}
