import { pairsOf, type Row } from './rows.ts'

/** Errors that could go one way or the other, the share of them towards the candidate's other criteria, and by chance. */
export type Halo = { errors: number; towards: number | null; chance: number | null }

/**
 * Does one criterion's impression pull the mark of another (Thorndike 1920, "A constant error in psychological ratings")?
 * An error, where grader and human differ, goes towards the candidate's other criteria when it moves the level to the
 * side on which the mean of their other human levels lies; where that mean is the human level itself there is no side and
 * it does not count. `towards` is the share of the errors that do, 0–1.
 *
 * `chance` is the share expected if errors kept their directions and their human levels and nothing else: an error at
 * human level h goes up with the frequency with which counted errors at h go up. So neither that a 1 can only be
 * misread upwards, nor that a grader is mild, looks like halo. Both null where no error counts.
 */
export function haloOf(rows: readonly Row[]): Halo {
  const errors = [...Map.groupBy(rows, (row) => row.interview).values()].flatMap(sidedErrors)
  const ups = Map.groupBy(errors, (it) => it.human)
  const shareUp = (human: number): number => {
    const same = ups.get(human) ?? []
    return same.filter((it) => it.isUp).length / same.length
  }
  const expected = errors.map((it) => (it.othersAbove ? shareUp(it.human) : 1 - shareUp(it.human)))
  return {
    errors: errors.length,
    towards: meanOf(errors.map((it) => (it.isUp === it.othersAbove ? 1 : 0))),
    chance: meanOf(expected),
  }
}

type Sided = { human: number; isUp: boolean; othersAbove: boolean }

function sidedErrors(ofOne: readonly Row[]): Sided[] {
  const total = ofOne.reduce((sum, row) => sum + row.human, 0)
  return ofOne.flatMap((row) =>
    pairsOf([row]).flatMap(({ human, grader }) => {
      const others = (total - human) / (ofOne.length - 1)
      if (ofOne.length < 2 || grader === human || others === human) return []
      return [{ human, isUp: grader > human, othersAbove: others > human }]
    }),
  )
}

const meanOf = (numbers: readonly number[]): number | null =>
  numbers.length > 0 ? numbers.reduce((sum, it) => sum + it, 0) / numbers.length : null
