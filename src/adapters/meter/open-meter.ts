import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Measured, Meter } from '../../ports/meter.ts'
import { costOf, type Price } from '../../price.ts'
import { type Metrics, metricsIn } from './metrics.ts'

type Options = {
  /** Names that may stand as labels; all other models are counted as one, since anybody can name another. */
  models: string[]
  prices: Record<string, Price>
}

/** Figures of this process for Prometheus. */
export function openMeter({ models, prices }: Options): Meter {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const metrics = metricsIn(registry)
  const named = (model: string) => (models.includes(model) ? model : 'other')
  const prompts = new Map<string, { all: number; cached: number }>()
  for (const model of models) metrics.circuit.set({ model }, 0)
  // Where there is no budget nothing is told of one.
  for (const it of [metrics.spend, metrics.budget, metrics.closed]) it.remove()

  /** Tokens by the model that was asked for, not by the many names that endpoints answer with. */
  const noteCall = ({ role, model: asked, outcome, requests, ms, call }: Extract<Measured, { type: 'call' }>) => {
    const model = named(asked)
    metrics.calls.inc({ role, model })
    metrics.modelRequests.inc({ role, model }, requests)
    if (outcome !== 'answered') metrics.faults.inc({ role, kind: outcome })
    if (!call) return
    metrics.callSeconds.observe({ role }, ms / 1000)
    const [all, cached, output] = [call.promptTokens ?? 0, call.cachedTokens ?? 0, call.outputTokens ?? 0]
    for (const [kind, count] of Object.entries({ prompt: all, cached, output }))
      metrics.tokens.inc({ role, model, kind }, count)
    const before = prompts.get(role) ?? { all: 0, cached: 0 }
    const now = { all: before.all + all, cached: before.cached + cached }
    prompts.set(role, now)
    if (now.all > 0) metrics.cachedRatio.set({ role }, now.cached / now.all)
    const price = prices[asked]
    if (price) metrics.cost.inc({ role, model }, costOf(price, { prompt: all, cached, output }))
  }

  return {
    note(it) {
      if (it.type === 'call') noteCall(it)
      else if (it.type === 'circuit') metrics.circuit.set({ model: named(it.model) }, it.isOpen ? 1 : 0)
      else noteOther(metrics, it)
    },
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  }
}

function noteOther(metrics: Metrics, it: Exclude<Measured, { type: 'call' | 'circuit' }>): void {
  switch (it.type) {
    case 'request':
      metrics.requests.observe({ method: it.method, route: it.route, status: it.status }, it.ms / 1000)
      break
    case 'turn':
      metrics.turns.inc({ by: it.by, outcome: it.outcome })
      metrics.firstSentence.observe({ by: it.by }, it.firstSentenceMs / 1000)
      metrics.turnSeconds.observe({ by: it.by }, it.ms / 1000)
      break
    case 'grading':
      metrics.gradings.inc({ grader: it.grader, outcome: it.outcome })
      if (it.outcome !== 'waiting') metrics.gradingSeconds.observe({ grader: it.grader }, it.ms / 1000)
      break
    case 'spend':
      noteSpend(metrics, it)
      break
    case 'work':
      noteWork(metrics, it)
      break
    default:
      it satisfies never
  }
}

function noteSpend(metrics: Metrics, { today, perDay, isClosed }: Extract<Measured, { type: 'spend' }>): void {
  metrics.budget.set(perDay)
  metrics.closed.set(isClosed ? 1 : 0)
  if (today === null) metrics.spend.remove()
  else metrics.spend.set(today)
}

/** What is not known is not shown: a gauge that stood still would look like quiet. */
function noteWork(metrics: Metrics, { work, queue }: Extract<Measured, { type: 'work' }>): void {
  metrics.database.set(work ? 1 : 0)
  for (const name of ['live', 'due', 'ungraded', 'waiting'] as const)
    if (work) metrics[name].set(work[name])
    else metrics[name].remove()
  for (const state of ['ready', 'active', 'later'] as const)
    if (queue) metrics.queue.set({ state }, queue[state])
    else metrics.queue.remove({ state })
}
