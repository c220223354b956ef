import { z } from 'zod'
import type { ModelCall } from '../../interview/events.ts'

/** What a candidate reads of a graded interview: what they showed, what the next level needs of their own design, what to practise. */

const QuoteShape = z.object({ turn: z.int(), start: z.int(), end: z.int(), text: z.string() })

/** Sentences to the candidate, the moment they are about, and the candidate's own words they rest on. */
export const ClaimSchema = z.object({
  says: z.string(),
  /** Seq of a turn; null only where the interview has no such moment. */
  turn: z.int().nullable(),
  quotes: z.array(QuoteShape),
})

/** A shipping scenario that trains the same, and why that one. */
const DrillSchema = z.object({ scenario: z.string(), title: z.string(), why: z.string() })

const By = z.enum(['scripted', 'model'])

export const DebriefSchema = z.object({
  by: By,
  /** Why the scripted debrief stands where a model was to write one; null otherwise. */
  instead: z.string().nullable(),
  criteria: z.array(
    z.object({
      criterion: z.string(),
      by: By,
      shown: ClaimSchema.nullable(),
      /** What the next level needs; where there is no level, why. Null when nothing is open. */
      next: ClaimSchema.nullable(),
    }),
  ),
  /** Most worthwhile first, at most three. */
  practise: z.array(
    ClaimSchema.extend({ criterion: z.string(), by: By, why: z.string(), drill: DrillSchema.nullable() }),
  ),
})

export type Claim = z.infer<typeof ClaimSchema>
export type Drill = z.infer<typeof DrillSchema>
export type Written = z.infer<typeof DebriefSchema>
export type Entry = Written['criteria'][number]
export type Practice = Written['practise'][number]

/** As it is stored on a run: with what was dropped of a model's answer, and that answer. */
export type Debrief = Written & { dropped: { text: string; because: string }[]; raw: string[]; calls: ModelCall[] }
