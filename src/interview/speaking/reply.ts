import { z } from 'zod'
import { type LegalMove, MOVES } from '../events.ts'

/**
 * The one response schema of all interviewer turns; static, so that provider caches hold. Key order is emission order:
 * the two short fields are judged before a word of `say` is released.
 */
export const ReplySchema = z.object({
  move: z.enum(MOVES),
  target: z.string(),
  say: z.string(),
  observed: z.array(z.object({ probe: z.string(), answered: z.enum(['yes', 'partly', 'no']), quote: z.string() })),
})
export type Reply = z.infer<typeof ReplySchema>

/** The legal pair that a proposal names, or null: then nothing of it is spoken. */
export const choose = (legal: LegalMove[], move: unknown, target: unknown): LegalMove | null =>
  legal.find((it) => it.move === move && (it.target ?? 'none') === target) ?? null
