/**
 * Works items off in their order, so many at once; after the signal, or the first failure, no other is begun.
 * @returns what came of those done
 */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal | null,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const due = items.entries()
  const done = new Map<number, Result>()
  let hasFailed = false
  const lane = async () => {
    for (const [i, item] of due) {
      if (hasFailed || signal?.aborted) return
      try {
        done.set(i, await work(item))
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return [...done].toSorted(([a], [b]) => a - b).map(([, result]) => result)
}
