import { reasonOf } from '../../errors.ts'
import type { Cost, Limits } from '../../ports/limits.ts'
import type { Meter } from '../../ports/meter.ts'
import { type AnswerDelta, type FaultKind, ModelFault } from '../../ports/model.ts'
import type { Clock, Log } from '../../ports/world.ts'
import { costOf, type Price } from '../../price.ts'
import { mostTokens, type Request } from './body.ts'

/** How old a reading of the day's spend may be, in milliseconds. Another is made with each call that ends. */
const LONGEST_AGE_MS = 15_000
/** Neither a turn nor a stop waits longer for a reading, however long the database takes. */
const LONGEST_READ_MS = 1000
/** After which to ask again where that may help before the next day. Seconds. */
const SOON_S = 30
const DAY_MS = 86_400_000

/** Faults of requests that no endpoint charges for: it did not get them, or answered with an error alone. */
const FREE: ReadonlySet<FaultKind> = new Set(['unreachable', 'rate-limited', 'rejected', 'server-error'])

type Options = {
  /** What the calls of a day may cost on all nodes, in the currency of the prices. */
  perDay: number
  prices: Record<string, Price>
  book: Pick<Limits, 'spend'>
  clock: Clock
  log?: Log
  meter?: Meter
}

type Reading = { day: string; spent: number; at: number }

/**
 * What calls may cost in a day, in UTC, over all nodes of a database. No call begins that could pass it together with
 * what this node has under way, nor any while the day's spend cannot be read. What other nodes have under way, or spent
 * since the last reading, is not known here: by so much it may be passed.
 */
export class Budget {
  readonly #options: Options
  #reading: Reading | null = null
  /** Costs that are not in the book yet, as far as we know. */
  #unbooked: Cost[] = []
  /** What the calls under way cost at most. */
  #underWay = 0
  #booking: Promise<void> | null = null
  /** The day on which a call did not fit any more. */
  #refused: string | null = null

  constructor(options: Options) {
    this.#options = options
  }

  /** An attempt that is paid for: what it took by the endpoint's count, or else the most it can have taken. @throws ModelFault */
  async *pay(request: Request, model: string, ask: () => AsyncIterable<AnswerDelta>): AsyncGenerator<AnswerDelta> {
    const price = this.#priceOf(model)
    const most = mostTokens(request, model)
    const worst = costOf(price, { ...most, cached: 0 })
    const day = await this.#admit(worst)
    let cost = worst
    let hasYielded = false
    try {
      for await (const delta of ask()) {
        if (delta.type === 'end') {
          const { promptTokens, cachedTokens, outputTokens } = delta.call
          const [prompt, output] = [promptTokens ?? most.prompt, outputTokens ?? most.output]
          cost = costOf(price, { prompt, cached: cachedTokens ?? 0, output })
        }
        hasYielded = true
        yield delta
      }
    } catch (error) {
      if (!hasYielded && error instanceof ModelFault && FREE.has(error.kind)) cost = 0
      throw error
    } finally {
      this.#underWay -= worst
      if (cost > 0) {
        this.#unbooked.push({ day, role: request.role, model, cost })
        void this.read()
      }
    }
  }

  /** Books what is not booked yet, and reads the day's spend. Failing that, or where it takes long, the last reading ages. */
  read(): Promise<void> {
    this.#booking ??= this.#book().finally(() => {
      this.#booking = null
    })
    return inTime(this.#booking)
  }

  async #book(): Promise<void> {
    const { book, clock, log } = this.#options
    let isBooked = true
    do {
      const costs = [...this.#unbooked]
      const at = clock.now()
      const day = dayOf(at)
      try {
        this.#reading = { day, spent: await book.spend(day, costs), at }
        this.#unbooked = this.#unbooked.slice(costs.length)
      } catch (error) {
        isBooked = false
        log?.warn({ cause: reasonOf(error) }, "the day's spend cannot be read")
      }
      this.#tell()
    } while (isBooked && this.#unbooked.length > 0)
  }

  #priceOf(model: string): Price {
    const price = this.#options.prices[model]
    if (price) return price
    throw new ModelFault('rejected', `${model} has no price in MODEL_PRICES, and MODEL_BUDGET_PER_DAY is set`)
  }

  /** Sets aside what a call costs at most. @returns the day that it is of @throws ModelFault when it may not be made */
  async #admit(worst: number): Promise<string> {
    const { clock, log, perDay } = this.#options
    if (this.#spent() === null) await this.read()
    const now = clock.now()
    const day = dayOf(now)
    const spent = this.#spent()
    const isSpent = spent !== null && spent + worst > perDay
    if (spent !== null && spent + this.#underWay + worst <= perDay) {
      this.#underWay += worst
      return day
    }
    if (isSpent && this.#refused !== day) log?.warn({ day, spent, perDay }, "the day's budget for models is spent")
    if (isSpent) this.#refused = day
    this.#tell()
    const says = spent === null ? UNREAD : isSpent ? SPENT : HELD
    const retryAfter = isSpent ? Math.ceil((DAY_MS - (now % DAY_MS)) / 1000) : SOON_S
    throw new ModelFault('over-budget', says, { retryable: true, retryAfter })
  }

  /** What today's calls have cost, null when that is not known. */
  #spent(): number | null {
    const now = this.#options.clock.now()
    const day = dayOf(now)
    const reading = this.#reading
    if (reading?.day !== day || now - reading.at > LONGEST_AGE_MS) return null
    return this.#unbooked.reduce((sum, it) => (it.day === day ? sum + it.cost : sum), reading.spent)
  }

  #tell(): void {
    const { clock, meter, perDay } = this.#options
    const today = this.#spent()
    const isClosed = today === null || today >= perDay || this.#refused === dayOf(clock.now())
    meter?.note({ type: 'spend', today, perDay, isClosed })
  }
}

const SPENT = "today's budget for models is spent; the next begins at midnight UTC"
const HELD = "what is left of today's budget for models is held by calls under way"
const UNREAD = 'what models have cost today cannot be read, and without that none is asked'

/** In UTC, such as 2026-03-02. */
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

async function inTime(reading: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_READ_MS)
  })
  await Promise.race([reading, late])
  clearTimeout(timer)
}
