import type { Meter } from '../../ports/meter.ts'
import { type AnswerDelta, ModelFault, type ModelRequest } from '../../ports/model.ts'

type Called = { role: ModelRequest['role']; model: string; requests: () => number }

/** An answer as it comes, and a note of how it came out; one that its listener leaves early counts as given up. */
export async function* measured(
  answer: AsyncIterable<AnswerDelta>,
  { role, model, requests }: Called,
  meter: Meter | undefined,
): AsyncGenerator<AnswerDelta> {
  const began = performance.now()
  let end: Extract<AnswerDelta, { type: 'end' }> | null = null
  let fault: ModelFault['kind'] = 'aborted'
  try {
    for await (const delta of answer) {
      if (delta.type === 'end') end = delta
      yield delta
    }
  } catch (error) {
    if (error instanceof ModelFault) fault = error.kind
    throw error
  } finally {
    const outcome = end ? 'answered' : fault
    const ms = performance.now() - began
    meter?.note({ type: 'call', role, model, outcome, requests: requests(), ms, call: end?.call ?? null })
  }
}
