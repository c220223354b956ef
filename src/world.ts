import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock, uuids } from './adapters/clock.ts'
import { createStore } from './adapters/db/create-store.ts'
import { openDatabase } from './adapters/db/open-database.ts'
import { openFeed } from './adapters/feed/open-feed.ts'
import { shareFeed } from './adapters/feed/share-feed.ts'
import { openJobs } from './adapters/jobs/open-jobs.ts'
import { readCatalogue } from './adapters/library/read-catalogue.ts'
import { readPrompts } from './adapters/library/read-prompts.ts'
import { silentMeter } from './adapters/meter/silent.ts'
import { openTasks } from './adapters/tasks.ts'
import type { Config } from './config.ts'
import type { Log, Meter, World } from './ports.ts'
import { ROOT } from './root.ts'

const PATIENCE_MS = 8000
const DRAIN_MS = 10_000

/** Builds everything services work with, counting with `meter` if anybody reads it; `close` takes it apart again, letting what runs finish first. */
export async function openWorld(
  config: Config,
  log: Log,
  meter: Meter = silentMeter,
): Promise<{ world: World; kind: 'embedded' | 'postgres'; close: () => Promise<void> }> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const [catalogue, prompts] = await Promise.all([
    readCatalogue(join(ROOT, 'rubrics'), { file: join(ROOT, 'dist', 'rubrics.json'), version }),
    readPrompts(join(ROOT, 'prompts')),
  ])
  const database = await openDatabase(config)
  const jobs = await openJobs(database, log)
  const store = createStore(database, jobs.enqueueIn)
  const model = config.model
    ? (await import('./adapters/llm/open-model.ts')).openModel(config.model, { log, meter })
    : null
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
    close: async () => {
      await tasks.drain(DRAIN_MS)
      await jobs.stop()
      await model?.close()
      await store.close()
    },
  }
}
