import { cueOf, findCue } from '../hearing/cues.ts'
import { isDenied } from '../hearing/denial.ts'
import { tokens } from '../words.ts'
import type { Graph } from './graph.ts'
import { isOrdinary } from './ordinary.ts'

/** What an interviewer may point at on the board, and how it is said aloud. */

/** A node or zone as it is spoken of; `between` are the names of its two neighbours, the one before it first. */
export type Drawn = { id: string; label: string; between: [string, string] | null }

/** A label of more words, or of more characters, is no name; the word that was looked for is said instead. */
const MOST_WORDS = 4
const LONGEST_NAME = 40

/**
 * The node whose label holds a cue of a probe, or failing that the zone; null when none does, or only as denied ("no
 * cache"). What stands between two others goes first, then the earlier cue, then reading order.
 *
 * @param binds cues as authors write them (cues.ts)
 */
export function nodeFor(graph: Graph, binds: string[]): Drawn | null {
  const names = new Map([...graph.nodes, ...graph.zones].map((it) => [it.id, nameIn(it.label)]))
  for (const places of [graph.nodes, graph.zones]) {
    const [best] = places
      .flatMap((it) => {
        const hit = hitOf(binds, names.get(it.id) ?? '') ?? hitOf(binds, it.label)
        return hit ? [{ ...hit, id: it.id, label: it.label, between: betweenOf(graph, it.id, names) }] : []
      })
      .sort((a, b) => Number(b.between !== null) - Number(a.between !== null) || a.bind - b.bind)
    if (best) return { id: best.id, label: nameFor(best.label, best), between: best.between }
  }
  return null
}

/** "the queue you drew between Orders and Worker", "the Kafka you drew": fills {{component}}. */
export function describe(node: Pick<Drawn, 'label' | 'between'>): string {
  const drawn = `the ${spoken(node.label)} you drew`
  return node.between === null ? drawn : `${drawn} between ${node.between[0]} and ${node.between[1]}`
}

/** Ordinary words as they are said, names as they were written. */
const spoken = (label: string): string =>
  label.replace(/[\p{L}\p{M}]+/gu, (word) => (isOrdinary(word) ? word.toLowerCase() : word))

/** A cue, its place in the list, and the words that met it. */
type Hit = { cue: string; bind: number; written: string }

/** The first cue that a label holds. */
function hitOf(binds: string[], label: string): Hit | null {
  // "OrderQueue" is two words to whoever reads it.
  for (const text of new Set([label, label.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')])) {
    const clause = tokens(text)
    for (const [bind, cue] of binds.entries()) {
      const found = findCue(cueOf(cue), [clause], (words, at) => !isDenied(words, at))
      if (found) return { cue, bind, written: text.slice(found.start, found.end) }
    }
  }
  return null
}

/** The label where it is a name; else the words that met the cue, or the author's where theirs is inflected ("queued"). */
function nameFor(label: string, hit: Hit): string {
  const name = nameIn(label)
  if (name !== null && hitOf([hit.cue], name) !== null) return name
  const isPlain = /^[\p{L}\p{N}' -]+$/u.test(hit.cue)
  if (isPlain && hit.written.toLowerCase() !== hit.cue.toLowerCase()) return hit.cue
  // Parts that stand apart are no name together.
  const [first] = tokens(hit.written)
  const word = hit.written.slice(first?.start, first?.end)
  return hit.cue.includes('&') ? word : (nameIn(hit.written) ?? word)
}

const ARTICLE = /^(?:the|an?|our|my|your)\s+/i
/** Nothing that would end a sentence or ask a question. */
const NAME = /^(?:[\p{L}\p{M}\p{N} '&+#_/-]|\.(?=[\p{L}\p{N}]))+/u
/** Words of a statement: several words with one of these say something, rather than naming it. */
const STATEMENT = /\b(?:an?|the|is|are|was|we|i|it|this|that|these|you|they|what|how|why)\b/i

/** The part of a label that can be said within a sentence: "Queue" of "Queue (SQS): retries?". */
function nameIn(label: string): string | null {
  const [head] = label.replace(ARTICLE, '').split(/\s[-/]\s/)
  const name = NAME.exec(head ?? '')?.[0].trim() ?? ''
  const words = name.split(/\s+/).length
  if (!/[\p{L}\p{N}]/u.test(name) || name.length > LONGEST_NAME || words > MOST_WORDS) return null
  return words > 2 && STATEMENT.test(name) ? null : name
}

/** Named, when arrows join it to one thing before and one after, or to two in all. */
function betweenOf(graph: Graph, id: string, names: Map<string, string | null>): [string, string] | null {
  const [before, after] = [new Set<string>(), new Set<string>()]
  for (const { from, to, ways } of graph.edges) {
    if (from === to || (from !== id && to !== id)) continue
    const other = from === id ? to : from
    if (to === id || ways !== 'one') before.add(other)
    if (from === id || ways !== 'one') after.add(other)
  }
  // One before and one after are two in all, or the same one twice.
  const neighbours = [...before.union(after)]
  const [first, second] = neighbours.map((it) => names.get(it) ?? null)
  return neighbours.length === 2 && first && second && first !== second ? [first, second] : null
}
