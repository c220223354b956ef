import type { AnswerWire } from './answer-wire.ts'
import { between } from './random.ts'
import type { Wire } from './wire.ts'

/** What a fault of the connection needs, whatever was to be answered. */
export type Connection = { wire: Wire; model: string; goAway: () => void }
/** What a fault is played on: the good answer it spoils, and chance, the same for the same seed. */
export type Stage = Connection & { wire: AnswerWire; answer: string; random: () => number }
export type Play<S = Stage> = (stage: S) => Promise<void> | void
/** Ways in which a fault shows itself, by name. */
export type Variants<S = Stage> = Record<string, Play<S>>

/** Where in the answer a fault strikes: never before its first piece nor after its last. */
export function cutOf({ wire, answer, random }: Stage): { before: string; after: string } {
  const pieces = wire.pieces(answer)
  const at = between(random, 1, Math.max(1, pieces.length - 1))
  return { before: pieces.slice(0, at).join(''), after: pieces.slice(at).join('') }
}
