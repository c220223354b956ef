import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/db/database.ts'
import { storeLimits } from '../../../src/adapters/db/limits.ts'
import type { Cost, Limits } from '../../../src/ports/limits.ts'
import { describeOnEachDatabase } from '../../support/databases.ts'
import { NOW } from './make.ts'

describeOnEachDatabase('a limit of requests a minute', (open) => {
  let database: Database
  let limits: Limits
  beforeAll(async () => {
    ;({ database } = await open())
    limits = storeLimits(database)
  })
  beforeEach(() => database.query('delete from rate_limits'))

  /** How long each of so many requests has to wait. */
  async function make(requests: number, now: number, { client = 'a', perMinute = 6 } = {}): Promise<number[]> {
    const waits: number[] = []
    for (let n = 0; n < requests; n++) waits.push(await limits.countRequest(client, perMinute, now))
    return waits
  }

  it('lets that many come at once, then says how long the next has to wait', async () => {
    expect(await make(8, NOW)).toEqual([0, 0, 0, 0, 0, 0, 10_000, 10_000])
    expect(await make(1, NOW + 9_999)).toEqual([1])
  })

  it('lets one come with each share of a minute that passes, and all, but no more, after minutes', async () => {
    await make(6, NOW)
    expect(await make(2, NOW + 10_000)).toEqual([0, 10_000])
    expect(await make(3, NOW + 30_000)).toEqual([0, 0, 10_000])
    expect(await make(7, NOW + 200_000)).toEqual([0, 0, 0, 0, 0, 0, 10_000])
  })

  it('counts nothing that is refused', async () => {
    await make(60, NOW)
    expect(await make(1, NOW + 10_000)).toEqual([0])
  })

  it.each([1, 7, 59, 61, 1000])('lets %i come at once where that is the limit, and not one more', async (perMinute) => {
    const waits = await make(perMinute + 1, NOW, { perMinute })
    expect(waits.map((wait) => wait > 0)).toEqual([...Array(perMinute).fill(false), true])
  })

  it('is for each client alone', async () => {
    await make(6, NOW)
    expect(await make(1, NOW, { client: 'b' })).toEqual([0])
  })

  it('holds for requests that come at the same time', async () => {
    const waits = await Promise.all(Array.from({ length: 30 }, () => limits.countRequest('a', 6, NOW)))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(6)
    expect(waits.every((wait) => wait <= 10_000)).toBe(true)
  })

  it('forgets a client that has made none for a minute, and no other', async () => {
    await make(6, NOW)
    await make(1, NOW, { client: 'b' })
    await limits.forgetClients(NOW + 10_000)
    expect(await database.query('select client from rate_limits')).toEqual([{ client: 'a' }])
    expect(await make(2, NOW + 10_000)).toEqual([0, 10_000])
    await limits.forgetClients(NOW + 70_000)
    expect(await database.query('select client from rate_limits')).toEqual([])
  })
})

describeOnEachDatabase("a day's spend", (open) => {
  let database: Database
  let limits: Limits
  beforeAll(async () => {
    ;({ database } = await open())
    limits = storeLimits(database)
  })
  beforeEach(() => database.query('delete from model_spend'))

  const DAY = '2026-03-02'
  const costOf = (cost: number, more: Partial<Cost> = {}): Cost => ({
    day: DAY,
    role: 'grader',
    model: 'a',
    cost,
    ...more,
  })

  it('is nothing at first, and then the sum of what was added', async () => {
    expect(await limits.spend(DAY, [])).toBe(0)
    expect(await limits.spend(DAY, [costOf(1), costOf(2)])).toBe(3)
    expect(await limits.spend(DAY, [costOf(4, { model: 'b' }), costOf(8, { role: 'interviewer' }), costOf(16)])).toBe(
      31,
    )
    expect(await limits.spend(DAY, [])).toBe(31)
    expect(await database.query('select role, model, cost from model_spend order by cost')).toEqual([
      { role: 'grader', model: 'b', cost: 4 },
      { role: 'interviewer', model: 'a', cost: 8 },
      { role: 'grader', model: 'a', cost: 19 },
    ])
  })

  it('is of that day, whatever is added for another', async () => {
    expect(await limits.spend(DAY, [costOf(1, { day: '2026-03-01' }), costOf(2)])).toBe(2)
    expect(await limits.spend('2026-03-01', [])).toBe(1)
    expect(await limits.spend('2026-03-03', [])).toBe(0)
  })

  it('holds for what is added at the same time', async () => {
    const both = [costOf(1), costOf(1, { model: 'b' })]
    await Promise.all(Array.from({ length: 20 }, (_, n) => limits.spend(DAY, n % 2 ? both : both.toReversed())))
    expect(await limits.spend(DAY, [])).toBe(40)
  })
})
