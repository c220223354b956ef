import { JSONParser } from '@streamparser/json'
import type { z } from 'zod'
import { type AnswerDelta, ModelFault } from '../../ports.ts'

/** Reads the top-level fields out of a JSON answer while it arrives; prose or a fence before it is passed over. */
export class FieldReader {
  readonly #parser = new JSONParser({
    paths: ['$.*'],
    emitPartialTokens: true,
    emitPartialValues: true,
    keepStack: false,
  })
  readonly #speak: string | null
  #found: AnswerDelta[] = []
  #spoken = ''
  #begun = false
  #broken = false

  constructor(speak: string | null) {
    this.#speak = speak
    this.#parser.onError = () => {
      this.#broken = true
    }
    this.#parser.onValue = ({ key, value, partial }) => {
      if (typeof key !== 'string') return
      if (key === this.#speak && typeof value === 'string') this.#speakOn(value)
      if (!partial) this.#found.push({ type: 'field', name: key, value })
    }
  }

  /** Takes more text and returns what became known by it. */
  read(text: string): AnswerDelta[] {
    const start = this.#begun ? 0 : text.indexOf('{')
    if (start === -1 || this.#broken || this.#parser.isEnded) return []
    this.#begun = true
    try {
      this.#parser.write(text.slice(start))
    } catch {
      // What cannot be read ends the fields; the whole is judged when it is there.
      this.#broken = true
    }
    return this.#found.splice(0)
  }

  #speakOn(whole: string): void {
    // Half a surrogate pair waits for its other half.
    const sound = /[\uD800-\uDBFF]$/.test(whole) ? whole.slice(0, -1) : whole
    if (sound.length > this.#spoken.length) this.#found.push({ type: 'text', text: sound.slice(this.#spoken.length) })
    this.#spoken = sound
  }
}

/** The whole answer: parsed, once mended where prose, a fence or a trailing comma is in the way, and validated. */
export function parseAnswer(raw: string, shape: z.ZodType): unknown {
  for (const text of [raw, raw.slice(raw.indexOf('{'), raw.lastIndexOf('}') + 1).replace(/,(\s*[}\]])/g, '$1')]) {
    const value = tryParse(text)
    if (value === undefined) continue
    const read = shape.safeParse(value)
    if (read.success) return read.data
  }
  throw new ModelFault('invalid-answer', 'the answer does not fit what was asked for', { raw })
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
