import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock, uuids } from './adapters/clock.ts'
import { createStore } from './adapters/db/create-store.ts'
import { storeLimits } from './adapters/db/limits.ts'
import { openDatabase } from './adapters/db/open-database.ts'
import { openFeed } from './adapters/feed/open-feed.ts'
import { shareFeed } from './adapters/feed/share-feed.ts'
import { openJobs } from './adapters/jobs/open-jobs.ts'
import { readCatalogue } from './adapters/library/read-catalogue.ts'
import { readPrompts } from './adapters/library/read-prompts.ts'
import { silentMeter } from './adapters/meter/silent.ts'
import { openTasks } from './adapters/tasks.ts'
import type { Config } from './config.ts'
import type { Limits } from './ports/limits.ts'
import type { Meter } from './ports/meter.ts'
import type { Clock, Log, World } from './ports/world.ts'
import { ROOT } from './root.ts'

const PATIENCE_MS = 8000
const DRAIN_MS = 10_000

type Opened = {
  world: World
  kind: 'embedded' | 'postgres'
  limits: Limits
  /** What limits want done every few seconds. @throws Unavailable */
  upkeep: () => Promise<void>
  close: () => Promise<void>
}

/** Builds everything services work with, counting with `meter` if anybody reads it; `close` takes it apart again, letting what runs finish first. */
export async function openWorld(config: Config, log: Log, meter: Meter = silentMeter): Promise<Opened> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const [catalogue, prompts] = await Promise.all([
    readCatalogue(join(ROOT, 'rubrics'), { file: join(ROOT, 'dist', 'rubrics.json'), version }),
    readPrompts(join(ROOT, 'prompts')),
  ])
  const database = await openDatabase(config)
  const jobs = await openJobs(database, log)
  const store = createStore(database, jobs.enqueueIn)
  const limits = storeLimits(database)
  const { model, budget } = await openModels(config, { book: limits, clock: systemClock, log, meter })
  const tasks = openTasks(log)
  const world: World = {
    store,
    jobs,
    model,
    library: { catalogue, prompts },
    clock: systemClock,
    ids: uuids,
    feed: database.line ? await shareFeed(openFeed(log), database.line, log) : openFeed(log),
    tasks,
    log,
    meter,
    node: randomUUID(),
    patienceMs: config.model?.patienceMs ?? PATIENCE_MS,
    codeVersion: version,
  }
  return {
    world,
    kind: database.kind,
    limits,
    upkeep: async () => {
      await budget?.read()
      if (config.rateLimit) await limits.forgetClients(world.clock.now())
    },
    close: async () => {
      await tasks.drain(DRAIN_MS)
      await jobs.stop()
      await model?.close()
      await store.close()
    },
  }
}

/** Loaded where one is configured: it takes time and memory. */
async function openModels(
  { model, prices, budgetPerDay: perDay }: Config,
  parts: { book: Limits; clock: Clock; log: Log; meter: Meter },
) {
  if (!model) return { model: null, budget: null }
  const [{ openModel }, { Budget }] = await Promise.all([
    import('./adapters/llm/open-model.ts'),
    import('./adapters/llm/budget.ts'),
  ])
  const budget = perDay === null ? null : new Budget({ perDay, prices, ...parts })
  return { model: openModel(model, { ...parts, budget }), budget }
}
