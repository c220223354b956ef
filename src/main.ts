import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { LOCAL_ORG } from './adapters/db/local-org.ts'
import { openMeter } from './adapters/meter/open-meter.ts'
import { settleLater } from './after-start.ts'
import { type Config, modelsIn, readConfig } from './config.ts'
import { InterlocutorError, reasonOf } from './errors.ts'
import { createApp } from './http/app.ts'
import type { Stage } from './http/health.ts'
import type { World } from './ports/world.ts'
import { ROOT } from './root.ts'
import { beginWork } from './services/begin-work.ts'
import { sweep } from './services/sweep.ts'
import { openWorld } from './world.ts'

const SWEEP_MS = 5000
const GRACE_MS = 10_000

/** The server: settings → adapters → http and worker → shutdown. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel, base: null })
  const meter = openMeter({ models: modelsIn(config.model), prices: config.prices })
  const { world: plain, kind, limits, upkeep, close } = await openWorld(config, log, meter)
  const tracing = config.tracing ? await openTracing(config, config.tracing, plain.codeVersion) : null
  const world = tracing?.traced(plain) ?? plain
  await beginWork(world, { alone: kind === 'embedded', provisional: config.regradeProvisional })
  const sweeper = setInterval(() => void keepSweeping(world, upkeep), SWEEP_MS)

  let stage: Stage = 'serving'
  const built = join(ROOT, 'dist', 'web')
  const app = createApp(world, {
    org: LOCAL_ORG,
    stage: () => stage,
    pages: existsSync(built) ? built : null,
    ...(config.rateLimit ? { rateLimit: { ...config.rateLimit, counter: limits } } : {}),
    ...(tracing ? { trace: tracing.requests } : {}),
  })
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) => {
    const voice = config.model
      ? `${config.model.interviewer} at ${config.model.baseUrl}`
      : 'the scripted interviewer (no model configured)'
    log.info(
      { port, database: kind, pid: process.pid },
      `interlocutor is at http://${config.host}:${port}, speaking with ${voice}`,
    )
    settleLater()
  })
  server.on('error', (error) => fail(error))

  const hurry = new AbortController()
  const stop = async (signal: string) => {
    if (stage !== 'serving') return hurry.abort()
    stage = 'draining'
    log.info({ signal }, 'stopping')
    clearInterval(sweeper)
    // A load balancer sees that this node is not ready before its port is closed. Who pressed Ctrl-C waits for nothing,
    // and a second signal ends the wait.
    if (signal === 'SIGTERM') await sleep(config.drainMs, undefined, { signal: hurry.signal }).catch(() => {})
    stage = 'stopping'
    server.close()
    // Streams never end by themselves: what is being said is finished below, then listeners come back elsewhere.
    setTimeout(() => process.exit(1), GRACE_MS + 5000).unref()
    await close()
    await tracing?.close().catch((error) => log.warn({ cause: String(error) }, 'the last spans were not sent'))
    if ('closeAllConnections' in server) server.closeAllConnections()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Loaded where it is wanted: it takes time and memory. */
async function openTracing(config: Config, { endpoint, service }: NonNullable<Config['tracing']>, version: string) {
  const { openTracing } = await import('./adapters/tracing/open-tracing.ts')
  return openTracing({ endpoint, service, version, modelUrl: config.model?.baseUrl ?? null })
}

async function keepSweeping(world: World, upkeep: () => Promise<void>): Promise<void> {
  try {
    await Promise.all([sweep(world), upkeep()])
  } catch (error) {
    world.log.warn({ cause: reasonOf(error) }, 'the sweep failed; it runs again')
  }
}

/** What we know how to say is said in one line; anything else with its trace. */
function fail(error: unknown): never {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (taken) console.error('interlocutor cannot start: the port is taken; set PORT to another one.')
  else if (error instanceof InterlocutorError)
    console.error(`interlocutor cannot start: ${error.message}${error.cause ? ` (${error.cause})` : ''}`)
  else console.error('interlocutor cannot start:', error)
  process.exit(1)
}

main().catch(fail)
