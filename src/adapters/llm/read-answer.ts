import type { ModelCall } from '../../interview/events.ts'
import { type AnswerDelta, ModelFault, type ModelRequest } from '../../ports.ts'
import { faultOf } from './faults.ts'
import { FieldReader, parseAnswer } from './fields.ts'
import { type Limits, Watch } from './limits.ts'
import { type Piece, readChunks, type Usage } from './read-chunks.ts'

type Call = {
  request: ModelRequest & { speak?: string }
  limits: Limits
  mode: ModelCall['mode']
  model: string
}

/**
 * One call from request to validated answer, under our own limits. `end` comes only after finish_reason `stop` and a
 * whole, valid answer: everything else throws. @throws ModelFault
 */
export async function* readAnswer(
  ask: (signal: AbortSignal) => Promise<Response>,
  call: Call,
): AsyncGenerator<AnswerDelta> {
  const { request, limits } = call
  const expired = new AbortController()
  const watch = new Watch((stage) => expired.abort(stage))
  const total = new Watch((stage) => expired.abort(stage))
  const signal = AbortSignal.any([expired.signal, ...(request.signal ? [request.signal] : [])])
  const answer = new Answer(call)
  watch.set('first token', limits.firstToken)
  total.set('whole answer', limits.total)
  try {
    for await (const piece of readChunks(await ask(signal))) {
      const deltas = answer.take(piece)
      // Keep-alives, role chunks and usage are no sign of life; only content is.
      if ('content' in piece) watch.set('next token', limits.betweenTokens)
      yield* deltas
    }
    if (signal.aborted) throw new ModelFault('aborted', 'the call was given up')
    yield answer.end()
  } catch (error) {
    throw stopped(expired.signal, answer, request.signal) ?? withRaw(faultOf(error, answer.raw), answer.raw)
  } finally {
    watch.clear()
    total.clear()
    // A caller who reads no further, or a fault, must not leave the connection reading on.
    expired.abort('over')
  }
}

/** Our own deadline or the caller's signal, whatever the client made of it. */
function stopped(expired: AbortSignal, answer: Answer, given: AbortSignal | undefined): ModelFault | null {
  if (given?.aborted) return new ModelFault('aborted', 'the call was given up', { raw: answer.raw })
  if (!expired.aborted) return null
  const kind = answer.raw === '' ? 'timeout' : 'stalled'
  return new ModelFault(kind, `the model was too slow: ${String(expired.reason)}`, { raw: answer.raw })
}

const withRaw = (fault: ModelFault, raw: string): ModelFault =>
  fault.raw !== '' || raw === ''
    ? fault
    : new ModelFault(fault.kind, fault.message, {
        retryable: fault.retryable,
        retryAfter: fault.retryAfter,
        raw,
        cause: fault.cause,
      })

/** An answer as it grows. */
class Answer {
  raw = ''
  readonly #call: Call
  readonly #fields: FieldReader
  readonly #began = performance.now()
  #model: string
  #firstTokenMs: number | null = null
  #finish: string | null = null
  #refused = false
  #usage: Usage = { promptTokens: null, cachedTokens: null, outputTokens: null }

  constructor(call: Call) {
    this.#call = call
    this.#model = call.model
    this.#fields = new FieldReader(call.request.speak ?? null)
  }

  take(piece: Piece): AnswerDelta[] {
    if ('model' in piece) this.#model = piece.model
    if ('usage' in piece) this.#usage = piece.usage
    if ('refusal' in piece) this.#refused = true
    if ('finish' in piece) this.#finish = piece.finish
    if (!('content' in piece)) return []
    this.#firstTokenMs ??= Math.round(performance.now() - this.#began)
    this.raw += piece.content
    if (this.raw.length > this.#call.limits.bytes)
      throw new ModelFault('too-large', 'the answer does not end', { raw: this.raw.slice(0, 1000) })
    return this.#fields.read(piece.content)
  }

  /** @throws ModelFault unless the answer came to a good end and is what was asked for */
  end(): AnswerDelta {
    const fault = (kind: ModelFault['kind'], sentence: string, retryable = false) =>
      new ModelFault(kind, sentence, { raw: this.raw, retryable })
    if (this.#refused) throw fault('refused', 'the model refused to answer')
    if (this.#finish === 'length') throw fault('length', 'the answer was cut at its token limit')
    if (this.#finish === 'content_filter') throw fault('filtered', 'the endpoint filtered the answer')
    if (this.#finish !== 'stop')
      throw fault('cut', `the stream ended with finish reason ${this.#finish ?? 'none'}`, true)
    if (this.raw.trim() === '') throw fault('empty', 'the answer is empty', true)
    const value = parseAnswer(this.raw, this.#call.request.schema.shape)
    const totalMs = Math.round(performance.now() - this.#began)
    const call: ModelCall = {
      model: this.#model,
      ...this.#usage,
      firstTokenMs: this.#firstTokenMs,
      totalMs,
      mode: this.#call.mode,
    }
    return { type: 'end', value, raw: this.raw, call }
  }
}
