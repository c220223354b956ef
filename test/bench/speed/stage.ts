import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import postgres from 'postgres'
import { readCatalogue } from '../../../src/adapters/library/read-catalogue.ts'
import { readPrompts } from '../../../src/adapters/library/read-prompts.ts'
import { openingFor } from '../../../src/interview/opening.ts'
import { ledgerOf } from '../../../src/interview/speaking/ledger.ts'
import { rubricFor } from '../../../src/services/start-interview.ts'
import { systemPrompt } from '../../../src/services/system-prompt.ts'
import { PERSONAS } from '../../../src/simulation/persona.ts'
import { simulate } from '../../../src/simulation/simulate.ts'
import { openPostgresServer } from '../../support/postgres.ts'
import { startHelper, startService } from './children.ts'

/** What measurements run on: a Postgres that forces to disk what it acknowledges, and a prompt of the tenth turn. */
export type Stage = {
  makeDatabase(): Promise<string>
  /** A chat completion request as the service would send it. */
  prompt: string
  close(): Promise<void>
}

/** @throws Error where no real Postgres can be started */
export async function openStage(): Promise<Stage> {
  const { url, stop } = await openPostgresServer()
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  return {
    prompt: await promptOfATurn(),
    makeDatabase: async () => {
      const name = `bench_${randomUUID().replaceAll('-', '')}`
      await admin.unsafe(`create database ${name}`)
      return Object.assign(new URL(url), { pathname: name }).href
    },
    close: async () => {
      await admin.end()
      await stop()
    },
  }
}

const TURN = 10
const ROOT = join(import.meta.dirname, '..', '..', '..')

async function promptOfATurn(): Promise<string> {
  const catalogue = await readCatalogue(join(ROOT, 'rubrics'))
  const rubric = rubricFor(catalogue, { problem: 'order-processing', format: 'full', level: 'senior' })
  const [persona] = PERSONAS
  if (!persona) throw new Error('there is no persona')
  const opening = openingFor(rubric, persona.id)
  const prompts = await readPrompts(join(ROOT, 'prompts'))
  const system = systemPrompt(prompts, rubric, opening.nonce, { job: null, resume: null })
  const { events } = simulate(rubric, persona, 1, { opened: { ...opening, interviewer: 'model', system } })
  const spoken = events.filter((event) => event.type === 'candidate-spoke')[TURN]
  if (!spoken) throw new Error(`the interview has no turn ${TURN}`)
  const { messages } = ledgerOf(rubric, 'bench', events.slice(0, spoken.seq))
  return JSON.stringify({ model: 'bench', messages, stream: true, stream_options: { include_usage: true } })
}

/** The model at a pace, the baseline before it, and the service before it with a database of its own. */
export async function openTrio(stage: Stage, paceMs = 0) {
  const endpoint = await startHelper('endpoint', String(paceMs))
  const passThrough = await startHelper('pass-through', endpoint.url)
  const service = await startService({
    DATABASE_URL: await stage.makeDatabase(),
    OPENAI_BASE_URL: endpoint.url,
    MODEL_PATIENCE_S: '600',
  })
  const close = async () => {
    for (const it of [service, passThrough, endpoint]) await it.stop()
  }
  return { direct: `${endpoint.url}/chat/completions`, passThrough, service, close }
}

export type Trio = Awaited<ReturnType<typeof openTrio>>
