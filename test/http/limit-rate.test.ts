import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStore } from '../../src/adapters/db/create-store.ts'
import { storeLimits } from '../../src/adapters/db/limits.ts'
import { openPostgres } from '../../src/adapters/db/open-postgres.ts'
import { Unavailable } from '../../src/errors.ts'
import { describeOnPostgres } from '../support/databases.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { type Exchange, newKey, post, problemOf, turn } from './call.ts'

const WORDS = 'I would put a durable queue in front of the workers.'
const START = post({ problem: 'queue-loss' })
/** Each test comes from addresses of its own. */
let addresses = 0
const anAddress = () => `198.51.100.${++addresses}`

describe('a client that makes too many requests a minute', () => {
  let node: TestWorld
  let id: string
  let path: string
  beforeAll(async () => {
    node = await openTestWorld({ rateLimit: { perMinute: 2, trustProxy: false } })
    const started = await node.request('/api/interviews', START, anAddress())
    ;({ id } = (await started.json()) as { id: string })
    path = `/api/interviews/${id}/turns`
  })
  afterAll(() => node.close())

  it('is told when to come back, and nothing of what it sent was taken; the same key then is', async () => {
    const from = anAddress()
    const key = newKey()
    for (let n = 0; n < 2; n++) await node.request(`/api/interviews/${id}/${n ? 'resume' : 'pause'}`, post({}), from)
    const refused = await node.request(path, turn(WORDS, key), from)
    expect(refused.headers.get('retry-after')).toBe('30')
    expect((await problemOf(refused, 429, 'too-many-requests')).detail).toMatch(
      /^More than 2 requests a minute .* 30 s/,
    )
    expect(await node.world.store.findKey(ORG, id, key)).toBeNull()
    node.clock.advance(0.5)
    expect((await node.request(path, turn(WORDS, key), from)).status).toBe(200)
    expect(await node.world.store.findKey(ORG, id, key)).not.toBeNull()
  })

  it('may read as before, and others may do as before', async () => {
    const from = anAddress()
    for (let n = 0; n < 3; n++) await node.request('/api/interviews', START, from)
    expect((await node.request('/api/interviews', START, from)).status).toBe(429)
    expect((await node.request(`/api/interviews/${id}`, {}, from)).status).toBe(200)
    expect((await node.request('/api/catalogue', {}, from)).status).toBe(200)
    expect((await node.request('/api/interviews', START, anAddress())).status).toBe(201)
  })

  it('gets the reply to a turn that was accepted, however often it asks, and nothing for another text', async () => {
    const from = anAddress()
    const key = newKey()
    const first = (await (await node.request(path, turn(WORDS, key), from)).json()) as Exchange
    await node.request('/api/interviews', START, from)
    for (let n = 0; n < 3; n++) {
      const again = await node.request(path, turn(WORDS, key), from)
      expect(again.status).toBe(200)
      expect(((await again.json()) as Exchange).reply).toEqual(first.reply)
    }
    await problemOf(await node.request(path, turn('Other words.', key), from), 422, 'key-reused')
    for (const [where, other] of [
      [path, newKey()],
      ['/api/interviews/nonsense/turns', key],
      ['/api/interviews', key],
    ] as const)
      await problemOf(await node.request(where, turn(WORDS, other), from), 429, 'too-many-requests')
  })

  it('is known by a hash of its address alone', async () => {
    const from = anAddress()
    const seen: string[] = []
    const counter = { countRequest: async (client: string) => seen.push(client) * 0 }
    const other = await openTestWorld({ rateLimit: { perMinute: 2, trustProxy: false, counter } })
    await other.request('/api/interviews', START, from)
    await other.close()
    expect(seen).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  })

  it('is not refused for a count that could not be made', async () => {
    const countRequest = () => Promise.reject(new Unavailable('database-unavailable', 'It is away.'))
    const other = await openTestWorld({ rateLimit: { perMinute: 1, trustProxy: false, counter: { countRequest } } })
    for (let n = 0; n < 3; n++) expect((await other.request('/api/interviews', START)).status).toBe(201)
    expect(other.lines).toContainEqual(expect.objectContaining({ level: 'warn', cause: 'It is away.' }))
    await other.close()
  })
})

describe('whose request it is', () => {
  /** The clients that a node tells these requests apart by, each as the number of the first that was the same. */
  async function told(trustProxy: boolean, ...requests: { from?: string; forwarded?: string }[]): Promise<number[]> {
    const seen: string[] = []
    const counter = { countRequest: async (client: string) => seen.push(client) * 0 }
    const node = await openTestWorld({ rateLimit: { perMinute: 1, trustProxy, counter } })
    for (const { from, forwarded } of requests)
      await node.request('/api/none', post({}, forwarded ? { 'x-forwarded-for': forwarded } : {}), from)
    await node.close()
    return seen.map((client) => seen.indexOf(client))
  }

  it('is told by the connection, whatever a header says', async () => {
    const sent = [{ from: '10.0.0.1', forwarded: '192.0.2.1' }, { from: '10.0.0.1' }, { from: '10.0.0.2' }, {}, {}]
    expect(await told(false, ...sent)).toEqual([0, 0, 2, 3, 3])
  })

  it('is told by the last hop behind a trusted proxy: the ones before are the words of the client', async () => {
    const hops = ['192.0.2.1', '203.0.113.9, 192.0.2.1', ' 192.0.2.1 ', '192.0.2.2', '192.0.2.1, 192.0.2.3']
    expect(await told(true, ...hops.map((forwarded) => ({ from: '10.0.0.1', forwarded })))).toEqual([0, 0, 0, 3, 4])
  })

  it('is told by the last hop without its port', async () => {
    const hops = ['192.0.2.7:4711', '192.0.2.7', '[2001:db8:7::1]:443', '[2001:db8:7::2]', '192.0.2.8:4711']
    expect(await told(true, ...hops.map((forwarded) => ({ from: '10.0.0.1', forwarded })))).toEqual([0, 0, 2, 2, 4])
  })

  it('is told by the connection where the last hop is no address', async () => {
    const hops = ['unknown', '192.0.2.1, ', '_hidden', undefined]
    const sent = hops.map((forwarded) => ({ from: '10.0.0.1', ...(forwarded ? { forwarded } : {}) }))
    expect(await told(true, ...sent)).toEqual([0, 0, 0, 0])
  })

  it('is the same for all addresses of an IPv6 network, and for IPv4 however it is written', async () => {
    const from = ['2001:db8::1', '2001:0DB8:0:0:ffff::1', '2001:db8:0:1::1', '::ffff:10.0.0.1', '10.0.0.1', '::1', '::']
    expect(await told(false, ...from.map((it) => ({ from: it })))).toEqual([0, 0, 2, 3, 3, 5, 5])
  })
})

describe('without a limit', () => {
  it('nothing is counted', async () => {
    const node = await openTestWorld()
    for (let n = 0; n < 5; n++) await node.request('/api/interviews', START, anAddress())
    expect(await node.database.query('select * from rate_limits')).toEqual([])
    await node.close()
  })
})

describeOnPostgres('two nodes of one database', (makeUrl) => {
  it('share the count', async () => {
    const url = await makeUrl()
    const nodes = await Promise.all(
      [1, 2].map(async () => {
        const database = await openPostgres(url)
        const store = createStore(database, async () => {})
        const rateLimit = { perMinute: 3, trustProxy: false, counter: storeLimits(database) }
        const node = await openTestWorld({ store, rateLimit })
        return { node, database }
      }),
    )
    const from = anAddress()
    const statuses: number[] = []
    for (let n = 0; n < 4; n++)
      statuses.push((await nodes[n % 2]?.node.request('/api/interviews', START, from))?.status ?? 0)
    expect(statuses).toEqual([201, 201, 201, 429])
    for (const { node, database } of nodes) {
      await node.close()
      await database.close()
    }
  })
})
