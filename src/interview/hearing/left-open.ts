import { clauses, sentences, type Token } from '../words.ts'
import { isQuestion } from './questions.ts'

/** What a candidate themselves left open: a doubt they admitted, or a risk that they waved away, in their words. */
export type LeftOpen = { kind: 'doubt' | 'dismissal'; quote: string }

/** Of a part of the design; a turn that is nothing but "I don't know" is being stuck, and gets help instead. */
const DOUBT =
  /\b(?:i'm |i am )?(?:not|never) (?:really |quite |entirely |honestly |too )?(?:sure|certain|thought (?:it|that|this|about it) through)\b|\bi(?:'d| would)? have(?:n't| not) (?:done|thought|tried|run|used)\b|\bi(?:'ve| have) (?:honestly )?never (?:done|thought|tried|run|used|gone)\b|\bno idea (?:how|what|whether|if)\b|\bi don't think (?:i|we|it) (?:would|do|does|can|could)\b|\bas (?:drawn|it is|it stands|i have it)\b.{0,24}\b(?:no|not|nothing|nowhere|nobody|little)\b/i

const DISMISSAL =
  /\b(?:never|(?:hardly|basically|practically) (?:ever|never)|doesn't|does not|don't|do not|won't|will not) (?:really |ever |just )?(?:goe?s? down|happens?|breaks?|crash(?:es)?|goe?s? wrong|run out)\b|\bnever fails?\b|\b(?:is|are) (?:\w+ )?never (?:down|out|unavailable)\b|\bwouldn't (?:spend|waste) (?:\w+ )?time on\b|\bnot worth worrying\b|\bthat's (?:just |only )?(?:an? )?(?:config|configuration|detail|edge case|ops problem)\b|\bnothing (?:can|will|could) go wrong\b/i

/** "If it doesn't go down" supposes, and "it must never go down" promises. */
const SUPPOSED = /\b(?:if|when|unless|until|whether|so that|must|should|ensures?|makes? sure|guarantees?)\b/i

const LONGEST_QUOTE = 14

/** The last thing in a turn that was left open; null when there is none, or when the turn says nothing else. */
export function leftOpen(text: string): LeftOpen | null {
  const spans = sentences(text)
  if (spans.length < 2) return null
  for (const span of spans.toReversed()) {
    const sentence = text.slice(span.start, span.end)
    if (isQuestion(sentence)) continue
    for (const clause of clauses(text, span).toReversed()) {
      const words = quoteOf(text, clause)
      const plain = words.replaceAll('’', "'")
      if (DISMISSAL.test(plain) && !SUPPOSED.test(plain)) return { kind: 'dismissal', quote: words }
      if (DOUBT.test(plain)) return { kind: 'doubt', quote: words }
    }
  }
  return null
}

/** The clause as it was said, cut where it gets long. */
function quoteOf(text: string, clause: Token[]): string {
  const last = clause[Math.min(clause.length, LONGEST_QUOTE) - 1]
  return text
    .slice(clause[0]?.start ?? 0, last?.end ?? 0)
    .replace(/["<>{}`[\]#*]|\s+/g, ' ')
    .trim()
}
