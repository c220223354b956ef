import { ordinalAlpha } from './alpha.ts'
import { bias, standardisedDifference } from './bias.ts'
import { bootstrap, type Interval, type Resampling, type Statistic } from './bootstrap.ts'
import { confusionOf } from './confusion.ts'
import { chanceAgreement, exactAgreement } from './exact.ts'
import { weightedKappa } from './kappa.ts'
import { pairsOf, type Row } from './rows.ts'

/** A statistic of the rows as they are, in its own unit or null, and its interval. */
export type Measured = { value: number | null; interval: Interval }

/** How a grader's levels agree with a person's. All but the counts is over the rows with a level from both. */
export type Agreement = {
  interviews: number
  rows: number
  abstained: number
  /** 4 × 4 counts, rows human, columns grader. */
  confusion: number[][]
  kappa: Measured
  alpha: Measured
  /** Exact agreement, and below it what the marginals alone would give; both 0–1. */
  exact: Measured
  chance: Measured
  /** In levels, grader − human. */
  bias: Measured
  /** The same in pooled standard deviations. */
  standardised: Measured
}

/** Criteria in the order in which the rows name them. */
export type AgreementTable = { overall: Agreement; criteria: (Agreement & { criterion: string })[] }

const RESAMPLING: Resampling = { seed: 1, resamples: 2000, share: 0.95 }

/**
 * Every statistic of levels, for all criteria together and for each, with bootstrap intervals over interviews. What is
 * not defined is null; an abstention is counted and never taken for a level.
 * @throws RangeError for a level that is none, or a resampling that cannot be done
 */
export function agreementTable(rows: readonly Row[], resampling: Resampling = RESAMPLING): AgreementTable {
  const byCriterion = Map.groupBy(rows, (row) => row.criterion)
  return {
    overall: agreementOf(rows, resampling),
    criteria: [...byCriterion].map(([criterion, ofOne]) => ({ criterion, ...agreementOf(ofOne, resampling) })),
  }
}

function agreementOf(rows: readonly Row[], resampling: Resampling): Agreement {
  const measured = (statistic: Statistic<Row>): Measured => ({
    value: statistic(rows),
    interval: bootstrap(rows, statistic, resampling),
  })
  const counts = (some: readonly Row[]) => confusionOf(pairsOf(some))
  return {
    interviews: new Set(rows.map((row) => row.interview)).size,
    rows: rows.length,
    abstained: rows.filter((row) => row.grader === null).length,
    confusion: counts(rows),
    kappa: measured((some) => weightedKappa(counts(some))),
    alpha: measured((some) => ordinalAlpha(some.map(({ human, grader }) => [human, grader]))),
    exact: measured((some) => exactAgreement(counts(some))),
    chance: measured((some) => chanceAgreement(counts(some))),
    bias: measured((some) => bias(pairsOf(some))),
    standardised: measured((some) => standardisedDifference(pairsOf(some))),
  }
}
