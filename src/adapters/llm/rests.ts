import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen, type IFailureEvent } from 'cockatiel'
import { type AnswerDelta, type FaultKind, ModelFault } from '../../ports/model.ts'
import { RetryBudget } from './retry-budget.ts'

/** Failures in a row, of whichever interviews, after which an endpoint counts as away. */
const FAILURES = 5
const AWAY_S = 10
/** A rest is up to so much longer, so that several nodes do not come back together. */
const JITTER = 0.25

/** Faults that are the endpoint's state; the others are about one question or one answer. */
const AWAY: ReadonlySet<FaultKind> = new Set([
  'unreachable',
  'timeout',
  'stalled',
  'cut',
  'rate-limited',
  'server-error',
  'not-an-answer',
])

const isAway = (error: unknown): boolean => error instanceof ModelFault && AWAY.has(error.kind)

/** Until when, and what the endpoint did that led to it. */
type Rest = { until: number; kind: FaultKind; says: string }

type Options = {
  /** Milliseconds on a clock that only goes forward. */
  now?: () => number
  /** From 0 to 1. */
  chance?: () => number
}

/**
 * Which models are left alone, and until when, for as long as the process lives: after an endpoint named a time, and for
 * ten seconds after five failures in a row. Then one call tries it, while others are still turned away.
 */
export class Rests {
  readonly #rests = new Map<string, Rest>()
  /** Those that have not answered since they were left alone. */
  readonly #away = new Set<string>()
  readonly #circuits = new Map<string, ReturnType<typeof circuitBreaker>>()
  readonly #budgets = new Map<string, RetryBudget>()
  readonly #now: () => number
  readonly #chance: () => number
  /** Called when a model is left alone after failures, and when it has answered again. */
  onChange: (model: string, isOpen: boolean) => void = () => {}

  constructor({ now = () => performance.now(), chance = Math.random }: Options = {}) {
    this.#now = now
    this.#chance = chance
  }

  /** @throws ModelFault with the seconds that are left, and what the endpoint had said or done */
  check(model: string): void {
    const rest = this.#rests.get(model)
    if (!rest) return
    const left = rest.until - this.#now()
    const isBeingTried = this.#circuitOf(model).state === CircuitState.HalfOpen
    if (left <= 0 && !isBeingTried) return
    const retryAfter = Math.max(1, Math.ceil(left / 1000))
    throw new ModelFault(rest.kind, rest.says, { retryable: true, retryAfter })
  }

  /** May a call that failed be made again at once? Not while its model is away, nor beyond one retry for ten calls. */
  mayRetry(model: string): boolean {
    return this.#circuitOf(model).state === CircuitState.Closed && this.#budgetOf(model).isLeft
  }

  /** An attempt, whose end is remembered. Call `check` before. */
  async *heed(model: string, attempt: AsyncIterable<AnswerDelta>): AsyncGenerator<AnswerDelta> {
    const end = Promise.withResolvers<void>()
    const judged = this.#circuitOf(model)
      .execute(() => end.promise)
      .catch(() => {})
    try {
      yield* attempt
      this.#budgetOf(model).succeeded()
    } catch (error) {
      if (isAway(error)) this.#budgetOf(model).failed()
      if (error instanceof ModelFault && error.retryAfter !== null)
        this.#note(model, error.retryAfter, { kind: 'rate-limited', says: error.message })
      end.reject(error)
      throw error
    } finally {
      end.resolve()
      // Whoever asks next is told what this one found.
      await judged
    }
  }

  #note(model: string, seconds: number, rest: Omit<Rest, 'until'>): void {
    const until = this.#now() + seconds * 1000
    if (until > (this.#rests.get(model)?.until ?? 0)) this.#rests.set(model, { ...rest, until })
  }

  #circuitOf(model: string) {
    const known = this.#circuits.get(model)
    if (known) return known
    const circuit = circuitBreaker(handleWhen(isAway), {
      breaker: new ConsecutiveBreaker(FAILURES),
      // How long it stays open is kept with the rests: the library reads a clock that may be set back.
      halfOpenAfter: Number.NEGATIVE_INFINITY,
    })
    circuit.onBreak((reason) => this.#open(model, reason))
    circuit.onReset(() => {
      this.#away.delete(model)
      this.onChange(model, false)
    })
    this.#circuits.set(model, circuit)
    return circuit
  }

  #open(model: string, reason: IFailureEvent['reason'] | { isolated: true }): void {
    const fault = 'error' in reason && reason.error instanceof ModelFault ? reason.error : null
    const { kind, message } = fault ?? { kind: 'unreachable' as const, message: 'the endpoint is away' }
    this.#note(model, AWAY_S * (1 + this.#chance() * JITTER), { kind, says: message })
    if (!this.#away.has(model)) this.onChange(model, true)
    this.#away.add(model)
  }

  #budgetOf(model: string): RetryBudget {
    const known = this.#budgets.get(model) ?? new RetryBudget()
    this.#budgets.set(model, known)
    return known
  }
}
