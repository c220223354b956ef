import { bias } from './bias.ts'
import { confusionOf } from './confusion.ts'
import { LEVELS, type Level, type Pair } from './rows.ts'

/** How the grader met one human level. `exact` is a share, 0–1, `bias` in levels, grader − human; null for no pairs. */
export type LevelAgreement = { level: Level; pairs: number; exact: number | null; bias: number | null }

/** Agreement apart for each human level, since a grader that never gives a 4 may hide in the mean of all. */
export const agreementByLevel = (pairs: readonly Pair[]): LevelAgreement[] =>
  LEVELS.map((level) => {
    const same = pairs.filter((it) => it.human === level)
    const right = same.filter((it) => it.grader === level).length
    return {
      level,
      pairs: same.length,
      exact: same.length > 0 ? right / same.length : null,
      bias: bias(confusionOf(same)),
    }
  })
