import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPostgres } from '../../src/adapters/db/open-postgres.ts'
import { randomOf } from '../../src/fake-model/random.ts'
import { act, begin, type Caller, listen, read, say, type Transcript } from '../http/call.ts'
import { describeOnPostgres } from '../support/databases.ts'
import type { FakeModel } from '../support/fake-model/start-fake-model.ts'
import { audit } from './audit.ts'
import { Candidate } from './candidate.ts'
import { BadLine } from './listener.ts'
import { openModel } from './model.ts'
import { openProxy } from './proxy.ts'
import { freePort, makeServer, type Server } from './server.ts'

const CANDIDATES = 10
/** Slower than word comes to another node: of a reply that is stored by then, that one hears the whole and no sentence. */
const PACE_MS = 100
const SEED = 20_261_129

const at = (url: string): Caller => ({ request: (path, init) => fetch(`${url}${path}`, init) })

describeOnPostgres('three nodes of one Postgres', (makeUrl) => {
  let nodes: Server[]
  let model: FakeModel
  let proxy: Awaited<ReturnType<typeof openProxy>>
  let databaseUrl: string

  beforeAll(async () => {
    model = await openModel(PACE_MS)
    databaseUrl = await makeUrl()
    const settings = { DATABASE_URL: databaseUrl, OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'none' }
    nodes = await Promise.all([1, 2, 3].map(async () => makeServer(await freePort(), settings)))
    // All at once on an empty database: one migrates, the others wait for it.
    await Promise.all(nodes.map((it) => it.start()))
    proxy = await openProxy(nodes.map((it) => it.url))
  }, 120_000)
  afterAll(async () => {
    proxy.close()
    await Promise.all(nodes.map((it) => it.stop()))
    await model.close()
  })
  const node = (index: number) => at(nodes[index]?.url ?? '')

  it('let a listener on one hear what another speaks, sentence by sentence', { timeout: 60_000 }, async () => {
    const { id } = await begin(node(0), { interviewer: 'model' })
    const heard = listen(await node(1).request(`/api/interviews/${id}/events`, { headers: { 'last-event-id': '2' } }))
    const from = performance.now()
    const { reply } = await say(node(2), id, 'A durable queue.')
    while (heard.events.at(-1)?.id !== '4') await heard.next()
    // Sooner than it would look by itself.
    expect(performance.now() - from).toBeLessThan(14_000)
    expect(heard.events.filter((it) => it.id !== null).map((it) => it.id)).toEqual(['3', '4.1', '4.2', '4'])
    expect(heard.events.at(-1)?.data.text).toBe(reply.text)
    await heard.leave()
  })

  it('give the first result for a key, whichever is asked', { timeout: 60_000 }, async () => {
    const { id } = await begin(node(0))
    const key = crypto.randomUUID()
    const { reply } = await say(node(0), id, 'A durable queue.', key)
    for (const index of [1, 2]) expect((await say(node(index), id, 'A durable queue.', key)).reply).toEqual(reply)
  })

  it('lose and double nothing through a rolling restart under load', { timeout: 300_000 }, async () => {
    const random = randomOf(SEED)
    const leaving = new AbortController()
    const candidates = Array.from(
      { length: CANDIDATES },
      () => new Candidate(() => proxy.url, randomOf(random() * 2 ** 32), Infinity),
    )
    const living = Promise.all(candidates.map((it) => it.live(leaving.signal)))
    living.catch(() => {})
    const held = () => candidates.flatMap((it) => it.held)
    const replied = () => held().flatMap((it) => it.said.filter((turn) => turn.reply !== null)).length
    const { id } = await begin(at(proxy.url))
    const open = async (after: string | null): Promise<Response> => {
      const response = await fetch(`${proxy.url}/api/interviews/${id}/events?after=${after ?? ''}`)
      return response.status < 500 ? response : open(after)
    }
    const line = new BadLine(open, randomOf(SEED))
    const following = line.follow()
    following.catch(() => {})
    for (const it of nodes) {
      const before = replied()
      await expect.poll(replied, { timeout: 60_000 }).toBeGreaterThan(before + CANDIDATES)
      expect(await it.stop()).toBe(0)
      const without = replied()
      await expect.poll(replied, { timeout: 60_000 }).toBeGreaterThan(without + CANDIDATES)
      await it.start()
    }
    leaving.abort()
    await living
    await act(at(proxy.url), id, 'end')
    await following
    const { turns } = await read<Transcript>(at(proxy.url), `/api/interviews/${id}/transcript`)
    expect(line.turns().map((it) => it.text)).toEqual(turns.map((it) => it.text))

    const database = await openPostgres(databaseUrl)
    try {
      const found = () => audit(database, held(), true)
      await expect.poll(async () => (await found()).wrong, { timeout: 60_000, interval: 1000 }).toEqual([])
      console.log('seed', SEED, { interviews: held().length, ...(await found()) })
      // Whoever sent a turn was told its reply, through it all.
      const untold = held().flatMap((it) => it.said.slice(0, -1).filter((turn) => turn.reply === null))
      expect(untold).toEqual([])
    } finally {
      await database.close()
    }
  })
})
