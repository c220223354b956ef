/** What need not be worked out again. Each holds no more than it says, and forgets without harm. */

/** Once for each object, for as long as the object lives: what depends on a rubric alone, or on an interview as it stands. */
export function onceFor<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { value: Value }>()
  return (key) => {
    const found = known.get(key) ?? { value: work(key) }
    known.set(key, found)
    return found.value
  }
}

/** What one text costs beside its characters, in characters: many short ones are not free. */
const EACH = 200

/** Once for each of the latest texts. @param most how many characters of them are kept in all, beside the last one */
export function recently<Value>(most: number, work: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { value: Value }>()
  let held = 0
  return (text) => {
    const found = known.get(text) ?? { value: work(text) }
    if (!known.delete(text)) held += text.length + EACH
    // The last one is the latest.
    known.set(text, found)
    for (const oldest of known.keys()) {
      if (held <= most || oldest === text) break
      known.delete(oldest)
      held -= oldest.length + EACH
    }
    return found.value
  }
}
