import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { LOCAL_ORG } from '../../src/adapters/db/local-org.ts'
import { openMeter } from '../../src/adapters/meter/open-meter.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import { ledgerOf } from '../../src/interview/speaking/ledger.ts'
import type { LanguageModel } from '../../src/ports/model.ts'
import type { Log, World } from '../../src/ports/world.ts'
import { loadInterview } from '../../src/services/load-interview.ts'
import { openWorld } from '../../src/world.ts'
import type { Case } from './cases.ts'
import { Tally } from './counted.ts'
import { caseIn, type Held, holdTurn, type Models, type Player } from './hold-turn.ts'
import { judge, type Outcome } from './judge.ts'

/** How a case went: what the reply's fault was called, and the promises that were broken. */
export type Result = Pick<Case, 'fault' | 'variant' | 'seed'> & { name: string; firstMs: number; broken: string[] }

const PATIENT_MS = 25_000
const IMPATIENT_MS = 300

/** Servers over one store: one is patient with its model, one is not. */
export async function openSite(dataDir: string) {
  const faults = new Map<unknown, string[]>()
  const hear = ({ interview, fault }: Record<string, unknown>) => {
    if (typeof fault === 'string') faults.set(interview, [...(faults.get(interview) ?? []), fault])
  }
  const log: Log = { info: hear, warn: hear, error: hear }
  const models: Models = new Map()
  const meter = openMeter({ models: [], prices: {} })
  const tally = new Tally()
  const { world, close } = await openWorld(readConfig({ DATA_DIR: dataDir }), log, meter)
  const patient = await listen({ ...world, model: byCase(models), patienceMs: PATIENT_MS })
  const impatient = await listen({ ...world, model: byCase(models), patienceMs: IMPATIENT_MS })
  return {
    async run(it: Case, player: Player): Promise<Result> {
      const held = await holdTurn(
        it,
        [it.impatient ? impatient.base : patient.base, patient.base],
        { models, meter },
        player,
      )
      const outcome = await outcomeOf(world, held, faults.get(held.id) ?? [])
      faults.delete(held.id)
      tally.take(outcome)
      const { fault, variant, seed } = it
      const name = outcome.first.fault ?? 'spoken'
      return { fault, variant, seed, name, firstMs: held.first.firstMs, broken: judge(it, outcome) }
    },
    /** What `/metrics` shows otherwise than it was. */
    miscounted: async () => tally.differences(await (await fetch(`${patient.base}/metrics`)).text()),
    async close() {
      await Promise.all([patient.close(), impatient.close()])
      await close()
    },
  }
}

async function outcomeOf(world: World, held: Held, logged: string[]): Promise<Outcome> {
  const { rubric, events, interview } = await loadInterview(world, LOCAL_ORG, held.id)
  const [, first, second] = events.filter((it) => it.type === 'interviewer-spoke')
  if (!first || !second) throw new Error(`interview ${held.id} has a turn without a reply`)
  const { legal } = ledgerOf(
    rubric,
    held.id,
    events.filter((it) => it.seq < first.seq),
  )
  return { held, turns: interview.turns, first, second, legal, logged }
}

/** Each case has an endpoint and an adapter of its own, so that none takes another's fault for its own. */
function byCase(models: Models): LanguageModel {
  const of = ({ messages }: { messages: { content: string }[] }): LanguageModel => {
    const model = models.get(caseIn(messages.find((it) => caseIn(it.content) >= 0)?.content ?? ''))
    if (!model) throw new Error('no case is held by this request')
    return model
  }
  return { stream: (request) => of(request).stream(request), generate: (request) => of(request).generate(request) }
}

async function listen(world: World) {
  const app = createApp(world, { org: LOCAL_ORG, pages: null })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(server, 'listening')
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
