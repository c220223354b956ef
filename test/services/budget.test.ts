import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeLimits } from '../../src/adapters/db/limits.ts'
import { openPostgres } from '../../src/adapters/db/open-postgres.ts'
import { Budget } from '../../src/adapters/llm/budget.ts'
import { Unavailable } from '../../src/errors.ts'
import type { Cost, Limits } from '../../src/ports/limits.ts'
import { gradeInterview } from '../../src/services/grade-interview.ts'
import { modelAt } from '../adapters/llm/call.ts'
import { act, begin, say } from '../http/call.ts'
import { describeOnEachDatabase, describeOnPostgres } from '../support/databases.ts'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { makeClock, ORG, openTestWorld, type TestWorld } from '../support/world.ts'

/** Interviews and gradings by a model whose budget for the day is spent, or cannot be read. */

const WORDS = 'I would put a durable queue in front of the workers.'
/** Of a reading of one criterion and of the whole; no interviewer's turn. */
const ANSWER = { quotes: [], points: [], level: 1, attempts: [], flags: [] }
const PRICE = { input: 1, output: 4 }
const PRICES = { 'small-model': PRICE, 'large-model': PRICE }
const PER_DAY = 5
/** The clock of a test begins at nine, in UTC. */
const [DAY, TOMORROW] = ['2026-03-02', '2026-03-03']
const UNTIL_TOMORROW_MS = 15 * 3600_000

const costOf = (cost: number): Cost => ({ day: DAY, role: 'grader', model: 'large-model', cost })
const isAway = () => Promise.reject(new Unavailable('database-unavailable', 'It is away.'))

let endpoint: FakeModel
beforeAll(async () => {
  endpoint = await startFakeModel({ respond: () => ANSWER })
})
afterAll(() => endpoint.close())

const modelWith = (book: Pick<Limits, 'spend'>, clock = makeClock()) =>
  modelAt(endpoint.baseUrl, { budget: new Budget({ perDay: PER_DAY, prices: PRICES, book, clock }) })

async function faultsOf({ world }: TestWorld, id: string): Promise<(string | null)[]> {
  const events = (await world.store.readEvents(ORG, id)) ?? []
  return events.flatMap((it) => (it.type === 'interviewer-spoke' && it.move !== 'open' ? [it.fault] : []))
}

describeOnEachDatabase('on a day whose budget is spent', (open) => {
  const clock = makeClock()
  let node: TestWorld
  let limits: Limits
  let id: string
  let asked: number
  beforeAll(async () => {
    const { store, jobs, database } = await open()
    limits = storeLimits(database)
    node = await openTestWorld({ store, jobs, clock, model: modelWith(limits, clock) })
    // By another node, since the last reading.
    await limits.spend(DAY, [costOf(PER_DAY)])
    asked = endpoint.requests.length
    ;({ id } = await begin(node, { interviewer: 'model' }))
  })
  afterAll(() => node.close())

  it('interviews go on with authored questions, without a call, and it is no fault of the candidate', async () => {
    for (let n = 0; n < 3; n++) {
      const { reply, fault } = await say(node, id, WORDS)
      expect(reply.text).toMatch(/\w/)
      expect(fault).toContain('from the script')
    }
    expect(await faultsOf(node, id)).toEqual(Array(3).fill('over-budget'))
    expect(endpoint.requests).toHaveLength(asked)
  })

  it('a grading waits for the next day, and is then made by the model', async () => {
    await act(node, id, 'end')
    const after = (await gradeInterview(node.world, ORG, id)) ?? 0
    expect(after).toBeGreaterThanOrEqual(UNTIL_TOMORROW_MS)
    expect(after).toBeLessThanOrEqual(UNTIL_TOMORROW_MS + 150_000)
    const [run] = await node.world.store.readRuns(ORG, id)
    expect(run).toMatchObject({ status: 'grading', waiting: { because: expect.stringMatching(/budget .* is spent/) } })
    expect(await node.world.store.listUngraded(clock.now(), 9)).toEqual([])
    expect(endpoint.requests).toHaveLength(asked)

    clock.advance(after / 60_000)
    expect(await node.world.store.listUngraded(clock.now(), 9)).toEqual([{ org: ORG, id }])
    expect(await gradeInterview(node.world, ORG, id)).toBeNull()
    const [graded, ...others] = await node.world.store.readRuns(ORG, id)
    expect(graded).toMatchObject({ id: run?.id, status: 'graded', grader: 'model', waiting: null })
    expect(others).toEqual([])
    expect(endpoint.requests.length).toBeGreaterThan(asked)
  })

  it('and what that costs is booked on the next day', async () => {
    await expect.poll(() => limits.spend(TOMORROW, [])).toBeGreaterThan(0)
    expect(await limits.spend(DAY, [])).toBe(PER_DAY)
  })
})

describe("while the day's spend cannot be read", () => {
  const clock = makeClock()
  let node: TestWorld
  let id: string
  let spend: Limits['spend']
  beforeAll(async () => {
    const book: Pick<Limits, 'spend'> = { spend: (...given) => spend(...given) }
    node = await openTestWorld({ clock, model: modelWith(book, clock) })
    spend = isAway
    ;({ id } = await begin(node, { interviewer: 'model' }))
  })
  afterAll(() => node.close())

  it('no model is asked: turns end with the authored question, and a grading waits a little', async () => {
    const asked = endpoint.requests.length
    expect((await say(node, id, WORDS)).reply.text).toMatch(/\w/)
    expect(await faultsOf(node, id)).toEqual(['over-budget'])
    await act(node, id, 'end')
    const after = (await gradeInterview(node.world, ORG, id)) ?? 0
    expect(after).toBeGreaterThanOrEqual(30_000)
    expect(after).toBeLessThanOrEqual(60_000)
    expect(endpoint.requests).toHaveLength(asked)
    clock.advance(after / 60_000)
  })

  it('and all goes on once it can', async () => {
    spend = storeLimits(node.database).spend
    expect(await gradeInterview(node.world, ORG, id)).toBeNull()
    expect(await node.world.store.readRuns(ORG, id)).toMatchObject([{ status: 'graded', grader: 'model' }])
  })
})

describeOnPostgres('two nodes of one database', (makeUrl) => {
  it('share the budget', async () => {
    const url = await makeUrl()
    const clock = makeClock()
    const databases = await Promise.all([openPostgres(url), openPostgres(url)])
    const nodes = await Promise.all(
      databases.map((it) => openTestWorld({ clock, model: modelWith(storeLimits(it), clock) })),
    )
    const faults = () =>
      Promise.all(
        nodes.map(async (node) => {
          const { id } = await begin(node, { interviewer: 'model' })
          await say(node, id, WORDS)
          return (await faultsOf(node, id))[0]
        }),
      )
    expect(await faults()).not.toContain('over-budget')
    // On a reading that is a while old each node sees what the other has booked.
    await storeLimits(databases[0]).spend(DAY, [costOf(PER_DAY)])
    clock.advance(0.5)
    expect(await faults()).toEqual(['over-budget', 'over-budget'])
    for (const it of [...nodes, ...databases]) await it.close()
  })
})
