import type { Level } from '../grading/agreement/rows.ts'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'

/** What a person said of one criterion of an interview. */
export type Mark = {
  criterion: string
  /** Before any cap for hints; null where the interview never got to it. */
  level: Level | null
  /** Ids of the points that a careful reader would tick; null where the data does not say. */
  shown: string[] | null
  /** Why, in their words; null where the data does not say. */
  because: string | null
  /** What the data's own published judge said; null where it has none. */
  judge: Level | null
}

/** Where a case comes from, which decides how its results are told. */
export type Source = 'labelled' | 'simulated' | 'short-answers'

/** An ended interview with the rubric it was held under and a mark for each criterion. */
export type Case = { id: string; source: Source; rubric: Rubric; interview: Interview; marks: Mark[] }

/** What is wrong, where in the value read (keys from the top), and what would be right. */
export type Flaw = { at: PropertyKey[]; says: string }

/** A value read as a case, or all that is wrong with it. */
export type Read = { value: Case; flaws?: never } | { value?: never; flaws: Flaw[] }
