import { type AnswerDelta, ModelFault } from '../../ports/model.ts'

/**
 * The answer of the first of these models that gives one. What has begun to speak is not replaced; where nobody waits any
 * more, or the endpoint itself cannot be reached, another model there would do no better.
 */
export async function* firstToAnswer(
  models: string[],
  ask: (model: string) => AsyncIterable<AnswerDelta>,
  signal: AbortSignal | undefined,
): AsyncGenerator<AnswerDelta> {
  for (const [n, model] of models.entries()) {
    let hasYielded = false
    try {
      for await (const delta of ask(model)) {
        hasYielded = true
        yield delta
      }
      return
    } catch (error) {
      const isAway = error instanceof ModelFault && error.kind === 'unreachable'
      if (hasYielded || isAway || signal?.aborted || n === models.length - 1) throw error
    }
  }
}
