import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../src/adapters/db/database.ts'
import { between, randomOf } from '../../src/fake-model/random.ts'
import { type Audit, audit } from './audit.ts'
import { Candidate, type Held } from './candidate.ts'
import { openModel } from './model.ts'
import { openPlace, type Place } from './place.ts'
import { POINTS } from './points.ts'
import { freePort, makeServer, type Server } from './server.ts'

export type Plan = {
  database: Database['kind']
  cycles: number
  seed: number
  log?: (line: string) => void
}
/** `kills` by what died and where. */
export type Report = Audit & { kills: Record<string, number>; interviews: number; gradedCalls: number; seconds: number }

/** How many of these kills each database has; a server with its database inside takes longer to come back. */
export function shareKills(kills: number): Record<Database['kind'], number> {
  const embedded = Math.round(kills / 4)
  return { embedded, postgres: kills - embedded }
}

const CANDIDATES = 20
/** How long a server may take to come to the point at which it is to die; then it dies where it is. */
const POINT_MS = 4000
/** An embedded database is opened for each look at it, so not all deaths are followed by one. */
const LOOK_EACH = { embedded: 6, postgres: 1 }
const LOOK_BACK = 60
/** How long to wait for the next thing to be done: what a thousand kills have left is done one by one. */
const SETTLE_MS = 120_000

/**
 * Twenty candidates at once while the server, or its database, is killed again and again; then everything is given its
 * time and compared with what they were told.
 */
export async function runCrashes({ database, cycles, seed, log = () => {} }: Plan): Promise<Report> {
  const random = randomOf(seed)
  const begun = performance.now()
  const model = await openModel()
  const place = await openPlace(database)
  const settings = { ...place.settings, OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'none' }
  const server = makeServer(await freePort(), settings)
  const kills: Report['kills'] = {}
  const leaving = new AbortController()
  try {
    await server.start()
    const candidates = Array.from(
      { length: CANDIDATES },
      () => new Candidate(() => server.url, randomOf(random() * 2 ** 32)),
    )
    const held = () => candidates.flatMap((it) => it.held)
    const living = Promise.all(candidates.map((it) => it.live(leaving.signal)))
    // Awaited at the end; a refusal in the meantime is kept for then.
    living.catch(() => {})
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const what = await kill(server, place.killDatabase, random)
      kills[what] = (kills[what] ?? 0) + 1
      const isDead = what !== 'postgres'
      if (cycle % LOOK_EACH[database] === 0 && (isDead || database === 'postgres')) {
        const recent = candidates.flatMap((it) => it.held.slice(-LOOK_BACK / CANDIDATES))
        const { wrong } = await place.read((open) => audit(open, recent, false))
        if (wrong.length > 0) throw new Error(`after kill ${cycle} (${what}), seed ${seed}:\n${wrong.join('\n')}`)
      }
      if (isDead) await server.start()
      if (cycle % 10 === 0)
        log(
          `${database}: ${cycle} kills, ${held().length} interviews, ${Math.round((performance.now() - begun) / 1000)} s`,
        )
    }
    leaving.abort()
    await living
    await settled(server, held())
    log(`${database}: settled, ${Math.round((performance.now() - begun) / 1000)} s`)
    const code = await server.stop()
    const found = await place.read((open) => audit(open, held(), true))
    if (code !== 0) found.wrong.push(`the server left with code ${code}`)
    const gradedCalls = model.requests.filter((it) => it.body.response_format?.json_schema?.name === 'verdict').length
    const seconds = Math.round((performance.now() - begun) / 1000)
    return { ...found, kills, interviews: held().length, gradedCalls, seconds }
  } finally {
    leaving.abort()
    await server.kill()
    await place.close()
    await model.close()
  }
}

/** One death: of the database, of the server at a point it was told, or of the server wherever it is. @returns which */
async function kill(server: Server, killDatabase: Place['killDatabase'], random: () => number): Promise<string> {
  await sleep(between(random, 20, 400))
  if (killDatabase && random() < 0.6) {
    await killDatabase()
    return 'postgres'
  }
  const kind = random()
  const points = POINTS[kind < 0.4 ? 'turn' : kind < 0.7 ? 'frame' : 'grading']
  const point = points[between(random, 0, points.length - 1)]
  const order = point && random() < 0.8 ? { point, nth: between(random, 1, 2) } : null
  if (order && (await server.dieAt(order, POINT_MS))) return order.point
  await server.kill()
  return 'anywhere'
}

/** Waits until no turn is due and all that somebody ended is graded. What never comes to that is for the audit to say. */
async function settled({ url }: Server, held: Held[]): Promise<void> {
  const read = async (path: string) => fetch(`${url}/api/interviews/${path}`)
  const isSettled = async ({ id, ended }: Held): Promise<boolean> => {
    if (ended) return (await read(`${id}/scorecard`)).status === 200
    const { clock } = (await (await read(id)).json()) as { clock: { due: string } }
    return clock.due !== 'interviewer'
  }
  let last = performance.now()
  const isDone = (it: Held) => isSettled(it).catch(() => false)
  for (const it of held) {
    if (await isDone(it)) continue
    while (performance.now() - last < SETTLE_MS) {
      await sleep(200)
      if (!(await isDone(it))) continue
      last = performance.now()
      break
    }
  }
}
