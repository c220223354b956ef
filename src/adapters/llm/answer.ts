import type { ModelCall } from '../../interview/events.ts'
import { type AnswerDelta, ModelFault, type ModelRequest } from '../../ports/model.ts'
import { fieldsOf } from './body.ts'
import { FieldReader } from './fields.ts'
import { parseAnswer } from './parse-answer.ts'
import type { Piece, Usage } from './read-chunks.ts'

export type Asked = { request: ModelRequest & { speak?: string }; mode: ModelCall['mode']; model: string }

/** An answer as it grows. */
export class Answer {
  raw = ''
  readonly #asked: Asked
  readonly #fields: FieldReader
  readonly #mostBytes: number
  readonly #began = performance.now()
  #bytes = 0
  #model: string
  #firstTokenMs: number | null = null
  #finish: string | null = null
  #usage: Usage = { promptTokens: null, cachedTokens: null, outputTokens: null }

  constructor(asked: Asked, mostBytes: number) {
    this.#asked = asked
    this.#mostBytes = mostBytes
    this.#model = asked.model
    this.#fields = new FieldReader(fieldsOf(asked.request.schema.shape), asked.request.speak ?? null)
  }

  /** The model has said that it came to its end. */
  get isFinished(): boolean {
    return this.#finish === 'stop'
  }

  /** @throws ModelFault as soon as it is clear that no good end can come */
  take(pieces: Piece[]): AnswerDelta[] {
    let text = ''
    for (const piece of pieces) {
      text += piece.content
      this.#model = piece.model ?? this.#model
      this.#usage = piece.usage ?? this.#usage
      if (piece.refused) throw new ModelFault('refused', 'the model refused to answer')
      this.#finish = piece.finish ?? this.#finish
    }
    this.#grow(text)
    this.#checkFinish()
    return text === '' ? [] : this.#fields.read(text)
  }

  /** @throws ModelFault unless the answer came to a good end and is what was asked for */
  end(): AnswerDelta[] {
    if (!this.isFinished) throw new ModelFault('cut', 'the stream ended without a finish reason', { retryable: true })
    if (this.raw.trim() === '') throw new ModelFault('empty', 'the answer is empty')
    const { plain, value } = parseAnswer(this.raw, this.#asked.request.schema.shape)
    const call: ModelCall = {
      model: this.#model,
      ...this.#usage,
      firstTokenMs: this.#firstTokenMs,
      totalMs: Math.round(performance.now() - this.#began),
      mode: this.#asked.mode,
    }
    return [...this.#fields.finish(plain), { type: 'end', value, raw: this.raw, call }]
  }

  #grow(text: string): void {
    if (text === '') return
    this.#firstTokenMs ??= Math.round(performance.now() - this.#began)
    this.#bytes += Buffer.byteLength(text)
    this.raw += text
    if (this.#bytes > this.#mostBytes)
      throw new ModelFault('too-large', 'the answer does not end', { raw: this.raw.slice(0, 1000) })
  }

  #checkFinish(): void {
    if (this.#finish === null || this.isFinished) return
    if (this.#finish === 'length') throw new ModelFault('length', 'the answer was cut at its token limit')
    if (this.#finish === 'content_filter') throw new ModelFault('filtered', 'the endpoint filtered the answer')
    throw new ModelFault('cut', `the stream ended with finish reason ${this.#finish.slice(0, 40)}`)
  }
}
