import { startOf } from '../../interview/read-answer.ts'
import { type AnswerDelta, ModelFault } from '../../ports/model.ts'
import { ObjectScanner } from './scan-object.ts'

/** Prose before an object is passed over up to here. */
const MOST_PROSE = 65_536

/** The top-level fields of a JSON answer while it arrives; prose or a fence before it is passed over. */
export class FieldReader {
  readonly #scanner: ObjectScanner
  readonly #names: Set<string>
  readonly #speak: string | null
  /** Fields that the answer's order puts before the spoken one: no word is given out until they are known. */
  readonly #awaited: Set<string>
  readonly #fields = new Map<string, unknown>()
  #ready: AnswerDelta[] = []
  #held: AnswerDelta[] = []
  #spoken = 0
  #prose: string | null = ''
  #isLost = false

  constructor(names: string[], speak: string | null) {
    this.#names = new Set(names)
    this.#speak = speak
    this.#awaited = new Set(speak === null ? [] : names.slice(0, Math.max(0, names.indexOf(speak))))
    this.#scanner = new ObjectScanner(speak, {
      onText: (text) => this.#say(text),
      onField: (name, value) => this.#settle(name, value),
    })
  }

  /** Takes more text and returns what became known by it. @throws ModelFault when a field comes twice */
  read(text: string): AnswerDelta[] {
    if (this.#isLost) return []
    this.#scanner.write(this.#prose === null ? text : this.#pastProse(this.#prose + text))
    return this.#ready.splice(0)
  }

  /** What of a mended answer was not given out while it came. */
  finish(value: Record<string, unknown>): AnswerDelta[] {
    for (const name of this.#names) {
      if (!(name in value) || this.#fields.has(name)) continue
      const field = value[name]
      if (name === this.#speak && typeof field === 'string') this.#say(field.slice(this.#spoken))
      this.#settle(name, field)
    }
    return [...this.#ready.splice(0), ...this.#held.splice(0)]
  }

  #pastProse(prose: string): string {
    const start = startOf(prose)
    this.#isLost = start === -1 && prose.length > MOST_PROSE
    this.#prose = start === -1 ? prose : null
    return start === -1 ? '' : prose.slice(start)
  }

  #say(text: string): void {
    this.#spoken += text.length
    if (text !== '') this.#give({ type: 'text', text })
  }

  #settle(name: string, value: unknown): void {
    // Something may be spoken already that a second value would change.
    if (this.#fields.has(name)) throw new ModelFault('invalid-answer', 'the answer gives one field twice')
    this.#fields.set(name, value)
    if (!this.#names.has(name)) return
    if (name === this.#speak) {
      this.#give({ type: 'field', name, value })
      return
    }
    this.#ready.push({ type: 'field', name, value })
    if (this.#awaited.delete(name) && this.#awaited.size === 0) this.#ready.push(...this.#held.splice(0))
  }

  #give(delta: AnswerDelta): void {
    if (this.#awaited.size > 0) this.#held.push(delta)
    else this.#ready.push(delta)
  }
}
