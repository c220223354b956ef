import { expect, test } from 'vitest'
import { RetryBudget } from '../../../src/adapters/llm/retry-budget.ts'
import { randomOf } from '../../../src/fake-model/random.ts'

const CALLS = 10_000

/** Requests per call, where this share of requests fails and each failure is retried as often as the budget lets it. */
function trafficAt(share: number): number {
  const budget = new RetryBudget()
  const random = randomOf(7)
  let requests = 0
  for (let call = 0; call < CALLS; call++)
    for (let tries = 0; tries < 3; tries++) {
      requests++
      if (random() >= share) {
        budget.succeeded()
        break
      }
      budget.failed()
      if (!budget.isLeft) break
    }
  return requests / CALLS
}

test.for([0.01, 0.05, 0.1, 0.3, 0.5, 0.9, 1])('at %d failures, retries add a tenth to the traffic at most', (share) => {
  expect(trafficAt(share)).toBeLessThanOrEqual(1.1)
})

test('a fault now and then is always retried', () => {
  expect(trafficAt(0.05)).toBeGreaterThan(1.045)
})
