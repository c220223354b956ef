import type { ModelCall } from '../../src/interview/events.ts'
import { type AnswerDelta, type LanguageModel, ModelFault, type ModelRequest } from '../../src/ports/model.ts'

/** What a call does next: gives something out, fails, takes its time, or says nothing until it is given up. */
export type Step = AnswerDelta | { fail: Error } | { wait: number } | 'silence'

export type ScriptedModel = LanguageModel & {
  calls: ModelRequest[]
  /** Calls that are being answered now. */
  open: number
}

export const CALL: ModelCall = {
  model: 'scripted-model',
  promptTokens: 200,
  cachedTokens: 150,
  outputTokens: 30,
  firstTokenMs: 1,
  totalMs: 2,
  mode: 'strict',
}

/** A language model that plays these calls in turn and remembers what it was asked; a call more throws. */
export function scriptedModel(...scripts: Step[][]): ScriptedModel {
  const model: ScriptedModel = {
    calls: [],
    open: 0,
    async *stream(request) {
      const steps = scripts[model.calls.push(request) - 1]
      if (!steps) throw new Error(`call ${model.calls.length} was not scripted`)
      model.open++
      try {
        for (const step of steps) {
          const delta = await take(step, request.signal)
          if (delta) yield delta
        }
      } finally {
        model.open--
      }
    },
    async generate(request) {
      for await (const delta of model.stream({ ...request, speak: '' })) if (delta.type === 'end') return delta
      throw new ModelFault('cut', 'the script has no end')
    },
  }
  return model
}

async function take(step: Step, signal: AbortSignal | undefined): Promise<AnswerDelta | null> {
  if (signal?.aborted) throw new ModelFault('aborted', 'the call was given up')
  if (step === 'silence') return silence(signal)
  if ('fail' in step) throw step.fail
  if ('type' in step) return step
  await Promise.race([new Promise((done) => setTimeout(done, step.wait)), silence(signal)])
  return null
}

function silence(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new ModelFault('aborted', 'the call was given up')))
  })
}

/** An answer as a model streams it: fields in order, those of `speak` in pieces, and its end. */
export function stepsOf(value: Record<string, unknown>, { speak = 'say', piece = 7 } = {}): Step[] {
  const steps = Object.entries(value).flatMap(([name, field]): Step[] => [
    ...(name === speak ? piecesOf(String(field), piece) : []),
    { type: 'field', name, value: field },
  ])
  return [...steps, { type: 'end', value, raw: JSON.stringify(value), call: CALL }]
}

const piecesOf = (text: string, size: number): Step[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => ({
    type: 'text',
    text: text.slice(i * size, (i + 1) * size),
  }))
