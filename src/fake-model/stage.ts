import type { Wire } from './answer-wire.ts'
import { between } from './random.ts'

/** What a fault is played on: the good answer it spoils, and chance, the same for the same seed. */
export type Stage = { wire: Wire; answer: string; random: () => number; goAway: () => void }
export type Play = (stage: Stage) => Promise<void> | void
/** Ways in which a fault shows itself, by name. */
export type Variants = Record<string, Play>

/** Where in the answer a fault strikes: never before its first piece nor after its last. */
export function cutOf({ wire, answer, random }: Stage): { before: string; after: string } {
  const pieces = wire.pieces(answer)
  const at = between(random, 1, Math.max(1, pieces.length - 1))
  return { before: pieces.slice(0, at).join(''), after: pieces.slice(at).join('') }
}
