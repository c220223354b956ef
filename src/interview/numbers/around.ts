import type { Span, Token } from '../words.ts'

/** A number in its clause, with the words that speak of it; `shared` when they speak of another number as well. */
export type Around = { clause: Token[]; at: number[]; words: string; shared: boolean }

/** Where one number's words end and the next one's begin. */
const TURNS = new Set('and but or versus vs with while against to which'.split(' '))

/**
 * For each number of a sentence, in order, the words around it: those of its clause that no other number claims, and the
 * clauses that lead up to it. Null for a number in which no word stands.
 *
 * @param spans where the numbers stand, in order, without overlap
 */
export function wordsAround(clauses: Token[][], spans: Span[]): (Around | null)[] {
  const found: (Around | null)[] = spans.map(() => null)
  let lead: string[] = []
  let next = 0
  for (const clause of clauses) {
    const inside = clause.map((token) => {
      while (next < spans.length && (spans[next]?.end ?? 0) <= token.start) next += 1
      return next < spans.length && (spans[next]?.start ?? 0) < token.end ? next : null
    })
    const groups = groupsOf(clause, inside)
    for (const [i, { numbers, words }] of groups.entries()) {
      const said = [...(i === 0 ? lead : []), ...words].join(' ')
      for (const [index, at] of numbers) found[index] ??= { clause, at, words: said, shared: numbers.size > 1 }
    }
    const isLead = groups.every(({ numbers }) => numbers.size === 0)
    lead = isLead ? [...lead, ...clause.map((token) => token.word)] : []
  }
  return found
}

/** Numbers that no turning word parts, each with the places of its words, and the words around them. */
type Group = { numbers: Map<number, number[]>; words: string[] }

/** "2 million a day is 23 a second in Europe, and …": what narrows one of the two narrows both. */
function groupsOf(clause: Token[], inside: (number | null)[]): Group[] {
  const last = inside.findLastIndex((it) => it !== null)
  let group: Group = { numbers: new Map(), words: [] }
  const groups = [group]
  for (const [k, token] of clause.entries()) {
    const index = inside[k] ?? null
    if (index !== null) group.numbers.set(index, [...(group.numbers.get(index) ?? []), k])
    else {
      if (group.numbers.size > 0 && k < last && TURNS.has(token.word)) {
        group = { numbers: new Map(), words: [] }
        groups.push(group)
      }
      group.words.push(token.word)
    }
  }
  return groups
}
