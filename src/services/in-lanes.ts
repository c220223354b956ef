/** Works items off in their order, so many at once; after the signal no other is begun. @returns what came of those done */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const due = items.entries()
  const done = new Map<number, Result>()
  const lane = async () => {
    for (const [i, item] of due) {
      if (signal.aborted) return
      done.set(i, await work(item))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return [...done].toSorted(([a], [b]) => a - b).map(([, result]) => result)
}
