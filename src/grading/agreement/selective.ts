/** One answer: how sure of it the grader was, on any scale, and whether it was right. */
export type Answer = { confidence: number; right: boolean }

/** What is left when only answers at least this sure are taken: their share of all, and the share of them right. */
export type Selection = { confidence: number; coverage: number; accuracy: number }

/**
 * Selective accuracy against coverage (El-Yaniv and Wiener 2010, "On the foundations of noise-free selective
 * classification"; accuracy is 1 − their risk). The surest first, coverage growing to 1, both shares 0–1; answers equally
 * sure are taken together, since nothing tells which to take first. Empty for no answers.
 * @throws RangeError when a confidence is not a number
 */
export function accuracyByCoverage(answers: readonly Answer[]): Selection[] {
  if (answers.some((it) => Number.isNaN(it.confidence)))
    throw new RangeError('a confidence is a number, the higher the surer')
  const ties = Map.groupBy(answers, (it) => it.confidence)
  let taken = 0
  let right = 0
  return [...ties.entries()]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([confidence, tied]) => {
      taken += tied.length
      right += tied.filter((it) => it.right).length
      return { confidence, coverage: taken / answers.length, accuracy: right / taken }
    })
}
