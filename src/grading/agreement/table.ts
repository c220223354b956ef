import { ordinalAlphaOfTwo } from './alpha.ts'
import { bias, standardisedDifference } from './bias.ts'
import { bootstrap, type Interval, type Resampling } from './bootstrap.ts'
import { type Counts, confusionOf } from './confusion.ts'
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

/**
 * Every statistic of levels over these rows together, with bootstrap intervals over interviews.
 * @throws RangeError as `agreementTable`
 */
export function agreementOf(rows: readonly Row[], resampling: Resampling = RESAMPLING): Agreement {
  const tallies = [...Map.groupBy(rows, (row) => row.interview)].map(([interview, ofOne]) => ({
    interview,
    counts: confusionOf(pairsOf(ofOne)),
  }))
  const values = statisticsOf(tallies)
  const intervals = bootstrap(tallies, statisticsOf, resampling)
  const measured = (name: keyof typeof values): Measured => ({ value: values[name], interval: intervals[name] })
  return {
    interviews: tallies.length,
    rows: rows.length,
    abstained: rows.filter((row) => row.grader === null).length,
    confusion: summed(tallies),
    kappa: measured('kappa'),
    alpha: measured('alpha'),
    exact: measured('exact'),
    chance: measured('chance'),
    bias: measured('bias'),
    standardised: measured('standardised'),
  }
}

/** The pairs of one interview, counted: all that the statistics of levels are made of. */
type Tally = { interview: string; counts: Counts }

function statisticsOf(tallies: readonly Tally[]) {
  const counts = summed(tallies)
  return {
    kappa: weightedKappa(counts),
    alpha: ordinalAlphaOfTwo(counts),
    exact: exactAgreement(counts),
    chance: chanceAgreement(counts),
    bias: bias(counts),
    standardised: standardisedDifference(counts),
  }
}

function summed(tallies: readonly Tally[]): number[][] {
  const sum = confusionOf([])
  for (const { counts } of tallies)
    sum.forEach((row, i) => {
      row.forEach((_, j) => {
        row[j] = (row[j] ?? 0) + (counts[i]?.[j] ?? 0)
      })
    })
  return sum
}
