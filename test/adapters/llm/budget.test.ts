import { describe, expect, test } from 'vitest'
import { mostTokens } from '../../../src/adapters/llm/body.ts'
import { Budget } from '../../../src/adapters/llm/budget.ts'
import type { ModelCall } from '../../../src/interview/events.ts'
import type { Cost } from '../../../src/ports/limits.ts'
import type { Measured } from '../../../src/ports/meter.ts'
import { type AnswerDelta, type FaultKind, ModelFault } from '../../../src/ports/model.ts'
import { costOf } from '../../../src/price.ts'
import { makeClock } from '../../support/world.ts'
import { GOOD, hear, REQUEST, setUp } from './call.ts'

const PRICE = { input: 100, cached: 10, output: 1000 }
const WORST = costOf(PRICE, { ...mostTokens(REQUEST, 'small-model'), cached: 0 })
const DAY = '2026-03-02'

/** A book of one node alone, which can fail; and the budget that is kept in it. */
function budgeting(perDay: number) {
  const clock = makeClock(Date.parse(`${DAY}T09:00:00Z`))
  const noted: Extract<Measured, { type: 'spend' }>[] = []
  const book = {
    costs: [] as Cost[],
    reads: 0,
    /** Before each answer. */
    gate: async () => {},
    async spend(day: string, costs: Cost[]) {
      book.reads++
      await book.gate()
      book.costs.push(...costs)
      return book.costs.reduce((sum, it) => (it.day === day ? sum + it.cost : sum), 0)
    },
  }
  const meter = {
    note: (it: Measured) => it.type === 'spend' && noted.push(it),
    text: async () => ({ type: '', body: '' }),
  }
  const budget = new Budget({
    perDay,
    prices: { 'small-model': PRICE, cheap: { input: 0, output: 0 } },
    book,
    clock,
    meter,
  })
  return { budget, book, clock, noted }
}

const CALL: ModelCall = {
  model: 'small-2026',
  promptTokens: 100,
  cachedTokens: 40,
  outputTokens: 10,
  firstTokenMs: 1,
  totalMs: 2,
  mode: 'strict',
}
const COST = (60 * 100 + 40 * 10 + 10 * 1000) / 1_000_000

const answering = (call: Partial<ModelCall> = {}) =>
  async function* (): AsyncGenerator<AnswerDelta> {
    yield { type: 'end', value: {}, raw: '{}', call: { ...CALL, ...call } }
  }
const failing = (kind: FaultKind, words = '') =>
  async function* (): AsyncGenerator<AnswerDelta> {
    if (words !== '') yield { type: 'text', text: words }
    throw new ModelFault(kind, `it was ${kind}`)
  }
const never = (): AsyncIterable<AnswerDelta> => {
  throw new Error('it was asked')
}
const pay = (budget: Budget, ask: () => AsyncIterable<AnswerDelta>, model = 'small-model') =>
  hear(budget.pay(REQUEST, model, ask))

describe('what a call costs', () => {
  test('is what the endpoint counted, in the book under its day, role and model as asked for', async () => {
    const { budget, book } = budgeting(100)
    expect((await pay(budget, answering())).end?.call).toEqual(CALL)
    await budget.read()
    expect(book.costs).toEqual([{ day: DAY, role: 'interviewer', model: 'small-model', cost: COST }])
  })

  test.for([
    ['nothing of it', { promptTokens: null, cachedTokens: null, outputTokens: null }, WORST],
    ['no cached tokens', { cachedTokens: null }, (100 * 100 + 10 * 1000) / 1_000_000],
  ] as const)('is the most it can be in what the endpoint did not count: %s', async ([, call, cost]) => {
    const { budget, book } = budgeting(100)
    await pay(budget, answering(call))
    await budget.read()
    expect(book.costs.map((it) => it.cost)).toEqual([expect.closeTo(cost, 12)])
  })

  test('is the most it can be where it failed on the way, and nothing where no endpoint charges', async () => {
    const { budget, book } = budgeting(100)
    for (const kind of ['unreachable', 'rate-limited', 'rejected', 'server-error'] as const)
      expect((await pay(budget, failing(kind))).fault?.kind).toBe(kind)
    await budget.read()
    expect(book.costs).toEqual([])
    for (const kind of ['timeout', 'cut', 'length', 'aborted'] as const) await pay(budget, failing(kind))
    await pay(budget, failing('server-error', 'Half a'))
    await budget.read()
    expect(book.costs.map((it) => it.cost)).toEqual(Array(5).fill(WORST))
  })

  test('is estimated by more tokens than there are words, and by one for each sign of a script without them', () => {
    const ask = (content: string) => mostTokens({ ...REQUEST, messages: [{ role: 'user', content }] }, 'a')
    const prose = 'The queue is durable, and the worker acknowledges a message after its commit.'
    expect(ask(prose).prompt - ask('').prompt).toBeGreaterThan(1.5 * prose.split(' ').length)
    const signs = '队列是持久的工作进程在提交之后才确认消息'
    expect(ask(signs).prompt - ask('').prompt).toBeGreaterThanOrEqual(signs.length - 1)
    expect(ask('').output).toBe(REQUEST.maxTokens)
    expect(mostTokens(REQUEST, 'gpt-5-mini').output).toBeGreaterThan(REQUEST.maxTokens)
  })
})

describe('a budget', () => {
  test('lets no call begin that could pass it, says until when, and opens with the next day', async () => {
    const { budget, clock } = budgeting(2 * WORST)
    for (let n = 0; n < 2; n++) expect((await pay(budget, failing('timeout'))).fault?.kind).toBe('timeout')
    const closed = await pay(budget, never)
    expect(closed.fault).toMatchObject({ kind: 'over-budget', retryable: true, retryAfter: 15 * 3600 })
    expect(closed.fault?.message).toBe("today's budget for models is spent; the next begins at midnight UTC")
    clock.advance(15 * 60 - 1 / 60)
    expect((await pay(budget, never)).fault?.retryAfter).toBe(1)
    clock.advance(1 / 60)
    expect((await pay(budget, answering())).end).not.toBeNull()
  })

  test('counts what is under way at its most, and lets others wait for it rather than for the next day', async () => {
    const { budget } = budgeting(1.5 * WORST)
    const open = budget.pay(REQUEST, 'small-model', answering())
    await open.next()
    expect((await pay(budget, never)).fault).toMatchObject({ kind: 'over-budget', retryAfter: 30 })
    await open.next()
    expect((await pay(budget, answering())).end).not.toBeNull()
  })

  test('holds where many calls begin at once', async () => {
    const { budget, book } = budgeting(5.5 * WORST)
    const all = await Promise.all(Array.from({ length: 20 }, () => pay(budget, failing('timeout'))))
    expect(all.filter((it) => it.fault?.kind === 'timeout')).toHaveLength(5)
    await budget.read()
    expect(book.costs).toHaveLength(5)
  })

  test('knows what other nodes have spent', async () => {
    const { budget, book, clock } = budgeting(3 * WORST)
    await pay(budget, answering())
    book.costs.push({ day: DAY, role: 'grader', model: 'other', cost: 2.5 * WORST })
    clock.advance(0.3)
    expect((await pay(budget, never)).fault?.kind).toBe('over-budget')
  })

  test('asks for a model without a price nothing, and says so', async () => {
    const { budget } = budgeting(100)
    const { fault } = await pay(budget, never, 'dear')
    expect([fault?.kind, fault?.message]).toEqual(['rejected', expect.stringMatching(/^dear has no price/)])
  })

  test('tells what is spent and whether it is closed, until the day is over', async () => {
    const { budget, noted, clock, book } = budgeting(1.5 * WORST)
    await pay(budget, failing('timeout'))
    await budget.read()
    expect(noted.at(-1)).toEqual({ type: 'spend', today: WORST, perDay: 1.5 * WORST, isClosed: false })
    await pay(budget, never)
    expect(noted.at(-1)).toMatchObject({ today: WORST, isClosed: true })
    clock.advance(24 * 60)
    await budget.read()
    expect(noted.at(-1)).toMatchObject({ today: 0, isClosed: false })
    book.gate = () => Promise.reject(new Error('away'))
    clock.advance(1)
    await budget.read()
    expect(noted.at(-1)).toMatchObject({ today: null, isClosed: true })
  })
})

describe("the day's spend", () => {
  const away = () => Promise.reject(new Error('the database is away'))

  test('that cannot be read closes the budget, at first and again when the last reading is old', async () => {
    const { budget, book, clock } = budgeting(100)
    book.gate = away
    const closed = { kind: 'over-budget', message: expect.stringMatching(/cannot be read/), retryAfter: 30 }
    expect((await pay(budget, never)).fault).toMatchObject(closed)
    book.gate = async () => {}
    expect((await pay(budget, answering())).end).not.toBeNull()
    await budget.read()
    book.gate = away
    clock.advance(0.25)
    expect((await pay(budget, answering())).end).not.toBeNull()
    clock.advance(0.01)
    expect((await pay(budget, never)).fault).toMatchObject(closed)
  })

  test('that does not come in time closes it as well', async () => {
    const { budget, book } = budgeting(100)
    book.gate = () => new Promise(() => {})
    expect((await pay(budget, never)).fault?.message).toMatch(/cannot be read/)
  })

  test('is waited for by no call while a reading is young', async () => {
    const { budget, book } = budgeting(100)
    await budget.read()
    book.gate = () => new Promise(() => {})
    for (let n = 0; n < 5; n++) expect((await pay(budget, answering())).end).not.toBeNull()
    expect(book.reads).toBe(2)
  })

  test('of yesterday says nothing of today', async () => {
    const { budget, book, clock } = budgeting(100)
    clock.advance(15 * 60 - 0.1)
    await budget.read()
    book.gate = away
    clock.advance(0.2)
    expect((await pay(budget, never)).fault?.message).toMatch(/cannot be read/)
  })

  test('that could not be added to is counted all the same, and added to later, once', async () => {
    const { budget, book } = budgeting(2 * WORST)
    await budget.read()
    book.gate = away
    await pay(budget, failing('timeout'))
    await pay(budget, failing('timeout'))
    expect((await pay(budget, never)).fault?.message).toMatch(/is spent/)
    expect(book.costs).toEqual([])
    book.gate = async () => {}
    await budget.read()
    await budget.read()
    expect(book.costs).toHaveLength(2)
  })
})

describe('a model with a budget', () => {
  test('sends nothing when it is closed, and is not held to be away for it', async () => {
    const { budget, book, noted } = budgeting(1.5 * WORST)
    await using it = await setUp(() => ({ fault: 'F3' }), { budget, limits: { firstToken: 100 } })
    expect((await hear(it.model.stream(REQUEST))).fault?.kind).toBe('timeout')
    for (let n = 0; n < 6; n++) expect((await hear(it.model.stream(REQUEST))).fault?.kind).toBe('over-budget')
    expect(it.endpoint.requests).toHaveLength(1)
    expect(noted.at(-1)?.isClosed).toBe(true)
    expect(book.costs).toHaveLength(1)
  })

  test('pays for each attempt, by what the endpoint counted of it', async () => {
    const { budget, book } = budgeting(100)
    const busy = { status: 503, body: { error: { message: 'no' } } }
    await using it = await setUp((_, n) => (n === 0 ? busy : GOOD), { budget })
    const { end } = await hear(it.model.stream(REQUEST))
    const { promptTokens: prompt, cachedTokens: cached, outputTokens: output } = end?.call ?? {}
    await it.model.close()
    expect(it.endpoint.requests).toHaveLength(2)
    const cost = costOf(PRICE, { prompt: prompt ?? 0, cached: cached ?? 0, output: output ?? 0 })
    expect(book.costs.map((one) => one.cost)).toEqual([cost])
  })

  test('has the cheaper one speak that the settings name, while there is money for that', async () => {
    const { budget } = budgeting(0.5 * WORST)
    await using it = await setUp(() => GOOD, { budget, fallback: 'cheap' })
    expect((await hear(it.model.stream(REQUEST))).end?.call.model).toBe('cheap')
    expect(it.endpoint.requests.map((one) => one.body.model)).toEqual(['cheap'])
  })
})
