import { join } from 'node:path'
import { uuids } from '../../src/adapters/clock.ts'
import type { Database } from '../../src/adapters/db/database.ts'
import { storeLimits } from '../../src/adapters/db/limits.ts'
import { LOCAL_ORG } from '../../src/adapters/db/local-org.ts'
import { openFeed } from '../../src/adapters/feed/open-feed.ts'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import { readPrompts } from '../../src/adapters/library/read-prompts.ts'
import { openMeter } from '../../src/adapters/meter/open-meter.ts'
import { openTasks } from '../../src/adapters/tasks.ts'
import { createApp } from '../../src/http/app.ts'
import type { Stage } from '../../src/http/health.ts'
import type { RateLimit } from '../../src/http/limit-rate.ts'
import type { Library, Log, World } from '../../src/ports/world.ts'
import { openTestStore } from './databases.ts'

export const ORG = LOCAL_ORG
const ROOT = join(import.meta.dirname, '../..')
const DRAIN_MS = 5000

/** Time as the test tells it; it stands still in between. */
export type TestClock = { now(): number; advance(minutes: number): void }

export type Line = { level: 'info' | 'warn' | 'error'; sentence: string } & Record<string, unknown>

export type TestWorld = {
  world: World
  clock: TestClock
  /** Everything that was logged. */
  lines: Line[]
  database: Database
  /** Calls the app, as HTTP would, from an address where one is given. */
  request(path: string, init?: RequestInit, from?: string): Promise<Response>
  close(): Promise<void>
}

type Overrides = Partial<World> & {
  pages?: string | null
  stage?: () => Stage
  rateLimit?: Omit<RateLimit, 'counter'> & Partial<RateLimit>
}

/** Everything real but the clock, the model and the place of the database, which is memory. Close it. */
export async function openTestWorld({
  pages = null,
  stage,
  rateLimit,
  ...overrides
}: Overrides = {}): Promise<TestWorld> {
  const lines: Line[] = []
  const log = logInto(lines)
  const clock = makeClock()
  const [library, { store, jobs, database, close }] = await Promise.all([readLibrary(), openTestStore(log)])
  const world: World = {
    store,
    jobs,
    model: null,
    library,
    clock,
    ids: uuids,
    feed: openFeed(log),
    tasks: openTasks(log),
    log,
    meter: openMeter({ models: [], prices: {} }),
    node: 'node-of-this-test',
    patienceMs: 2000,
    codeVersion: '0.0.0-test',
    ...overrides,
  }
  const app = createApp(world, {
    org: ORG,
    pages,
    ...(stage ? { stage } : {}),
    ...(rateLimit ? { rateLimit: { counter: storeLimits(database), ...rateLimit } } : {}),
  })
  return {
    world,
    clock,
    lines,
    database,
    request: async (path, init, from) =>
      app.request(path, init, from === undefined ? {} : { incoming: { socket: { remoteAddress: from } } }),
    close: async () => {
      await world.tasks.drain(DRAIN_MS)
      await close()
    },
  }
}

/** The content that ships. */
export async function readLibrary(): Promise<Library> {
  const [catalogue, prompts] = await Promise.all([
    readCatalogue(join(ROOT, 'rubrics')),
    readPrompts(join(ROOT, 'prompts')),
  ])
  return { catalogue, prompts }
}

export function makeClock(start = Date.UTC(2026, 2, 2, 9)): TestClock {
  let now = start
  return {
    now: () => now,
    advance: (minutes) => {
      now += minutes * 60_000
    },
  }
}

function logInto(lines: Line[]): Log {
  const at = (level: Line['level']) => (fields: Record<string, unknown>, sentence: string) => {
    lines.push({ ...fields, level, sentence })
  }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
