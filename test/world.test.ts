import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import type { Measured, Meter } from '../src/ports/meter.ts'
import { openWorld } from '../src/world.ts'
import { GOOD, REQUEST } from './adapters/llm/call.ts'
import { silentLog } from './support/databases.ts'
import { type FakeModel, startFakeModel } from './support/fake-model/start-fake-model.ts'

/** What the settings of limits make of a process that starts, asks a model and stops. */

let folder: string
let endpoint: FakeModel
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-world-'))
  endpoint = await startFakeModel({ respond: () => GOOD })
})
afterAll(async () => {
  await endpoint.close()
  await rm(folder, { recursive: true })
})

const today = () => new Date().toISOString().slice(0, 10)

/** A process with this budget: what it makes of one call, and the spend that it tells of when it is up. */
async function run(perDay: string) {
  const env = {
    DATA_DIR: folder,
    OPENAI_BASE_URL: endpoint.baseUrl,
    INTERVIEWER_MODEL: 'small',
    MODEL_PRICES: '{"small": {"input": 1000, "output": 1000}}',
    MODEL_BUDGET_PER_DAY: perDay,
    RATE_LIMIT_PER_MINUTE: '1',
  }
  const noted: Measured[] = []
  const meter: Meter = { note: (it) => noted.push(it), text: async () => ({ type: '', body: '' }) }
  const { world, limits, upkeep, close } = await openWorld(readConfig(env), silentLog, meter)
  const counted = [await limits.countRequest('a', 1, 0), await limits.countRequest('a', 1, 0)]
  await upkeep()
  // Forgotten, since a minute and more has passed since 1970.
  counted.push(await limits.countRequest('a', 1, 0))
  const told = noted.find((it) => it.type === 'spend')
  const fault = await world.model?.generate(REQUEST).then(
    () => null,
    (error) => error.kind,
  )
  await close()
  return { told: told?.today ?? 0, fault, counted }
}

it('what a process spends is there for the next one, and closes its budget', async () => {
  const day = today()
  const first = await run('100')
  expect(first).toEqual({ told: 0, fault: null, counted: [0, 60_000, 0] })
  const { told, fault } = await run('0.001')
  // At midnight the second one has a day of its own.
  if (day === today()) expect(told).toBeGreaterThan(0)
  expect(fault).toBe('over-budget')
})
