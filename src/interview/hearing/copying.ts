import { recently } from '../remember.ts'
import { sentences, tokens } from '../words.ts'

/** Is a sentence the interviewer's own, said back? By its words alone: runs of them, or nearly all of them in order. */

const RUN = 5
const SHARE = 0.8
const SHORTEST = 4
const LONGEST = 60

/** What people say around a question that they repeat. */
const AROUND = new Set(
  `okay ok so right well hm hmm yeah yes and now let me think see good question you want to know you're asking ask
  asked your then`.split(/\s+/),
)

/** What an interviewer has said, turn by turn, taken apart for all sentences it is compared with. */
export type Spoken = { runs: Set<string>; sentences: { words: string[]; has: Set<string> }[] }[]

export const spokenOf = (heard: string[]): Spoken => heard.map(takenApart)

/** The next turn is compared with all of it again. */
const KEPT = 100_000
const takenApart = recently(KEPT, (heard) => ({
  runs: new Set(runsOf(wordsOf(heard))),
  sentences: sentences(heard).map((span) => {
    const words = bare(wordsOf(heard.slice(span.start, span.end)))
    return { words, has: new Set(words) }
  }),
}))

/** True when more than half of a sentence's five-word runs, or nearly all of its words in order, were spoken before. */
export function isCopy(sentence: string, spoken: Spoken): boolean {
  const said = wordsOf(sentence)
  const runs = runsOf(said)
  const copied = runs.filter((run) => spoken.some((turn) => turn.runs.has(run)))
  if (copied.length > runs.length / 2) return true
  const words = bare(said)
  if (words.length < SHORTEST || words.length > LONGEST) return false
  const enough = words.length * SHARE
  return spoken
    .flatMap((turn) => turn.sentences)
    .some(
      (other) => words.filter((word) => other.has.has(word)).length >= enough && inOrder(words, other.words) >= enough,
    )
}

const wordsOf = (text: string): string[] => tokens(text).map((token) => token.word)
const bare = (words: string[]): string[] => words.filter((word) => !AROUND.has(word))

const runsOf = (words: string[]): string[] =>
  words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, i) => words.slice(i, i + RUN).join(' '))

/** How many words of one sentence stand in the other in the same order (longest common subsequence). */
function inOrder(words: string[], other: string[]): number {
  if (other.length > LONGEST) return 0
  let row = new Array<number>(other.length + 1).fill(0)
  for (const word of words) {
    const next = [0]
    for (const [k, it] of other.entries())
      next.push(word === it ? (row[k] ?? 0) + 1 : Math.max(row[k + 1] ?? 0, next[k] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}
