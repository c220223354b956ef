export const LEVELS = [1, 2, 3, 4] as const
export type Level = (typeof LEVELS)[number]

/** One criterion of one interview, marked by a person and by the grader; null where the grader abstained. */
export type Row = { interview: string; criterion: string; human: Level; grader: Level | null }

/** Two levels that can be compared. */
export type Pair = { human: Level; grader: Level }

/** The rows in which both gave a level, in order. */
export const pairsOf = (rows: readonly Row[]): Pair[] =>
  rows.flatMap(({ human, grader }) => (grader === null ? [] : [{ human, grader }]))
