import { tokens } from '../words.ts'
import type { Contradiction } from './contradict.ts'
import type { Mismatch } from './recompute.ts'

/** How a contradiction is asked about: both quotes, no verdict, one question. */

type Says = (one: string, other: string) => string

const VARIANTS: Record<Contradiction['kind'] | Mismatch['kind'], [Says, Says, ...Says[]]> = {
  number: [
    (one, other) => `Earlier you said "${one}", and now "${other}". How do the two fit together?`,
    (one, other) => `I have noted "${one}" and, from just now, "${other}". Which of the two should the design carry?`,
    (one, other) => `You gave me "${one}" before and "${other}" now. What changed between them?`,
  ],
  machine: [
    (one, other) => `Earlier you said "${one}", and now "${other}". How do the two fit together?`,
    (one, other) => `You spoke of "${one}" and then of "${other}". What does that machine do in its busiest second?`,
    (one, other) => `Put "${one}" beside "${other}" for me. How does the second carry the first?`,
  ],
  promise: [
    (one, other) => `Earlier you said "${one}", and now "${other}". How do the two fit together?`,
    (one, other) => `You told me "${one}", and later "${other}". Which of them may I hold you to, and where?`,
    (one, other) => `I have both "${one}" and "${other}" from you. When does each of them apply?`,
  ],
  availability: [
    (one, other) => `Earlier you said "${one}", and now "${other}". How do the two fit together?`,
    (one, other) => `You named "${one}" and also "${other}". What happens to the first on the day the machine stops?`,
    (one, other) => `I have "${one}" and "${other}" from you. How long may that machine be gone?`,
  ],
  latency: [
    (one, other) => `Earlier you said "${one}", and now "${other}". How do the two fit together?`,
    (one, other) => `You told me "${one}", and also "${other}". Where does the time go in one such call?`,
    (one, other) => `Put "${one}" beside "${other}" for me. What does the caller see, and when?`,
  ],
  conversion: [
    (one, other) => `You said "${one}", and then "${other}". How do you get from the one to the other?`,
    (one, other) => `Walk me through the step from "${one}" to "${other}", what do you divide by?`,
  ],
  sum: [
    (one, other) => `You reckoned "${one}" and came to "${other}". How did you get there?`,
    (one, other) => `Take me through "${one}" once more, how does it come to "${other}"?`,
  ],
  scaling: [
    (one, other) => `From "${one}" you went on to "${other}". How did you get there?`,
    (one, other) => `You had "${one}", and then "${other}". Can you take me through that step once more?`,
  ],
}

const MOST_WORDS = 12
/** Markup, quotation marks, and what the eye can't read: none of it is speech. */
const UNSPEAKABLE = /[<>[\]{}`#*"“”„«»?]|https?:|[\p{Cc}\p{Cs}\p{Cf}]/gu

/** A candidate's words as they can stand within a sentence of ours. */
function quoted(quote: string): string {
  const clean = quote
    .replace(/\s+/g, ' ')
    .replace(UNSPEAKABLE, '')
    .replace(/[.!…]+(?=\s)/g, ',')
  const words = clean.split(' ').filter((word) => tokens(word).length > 0)
  return words
    .slice(0, MOST_WORDS)
    .join(' ')
    .replace(/^[\s,;:.!…-]+|[\s,;:.!…-]+$/g, '')
}

/**
 * One or two sentences with exactly one question mark that quote both statements and judge neither.
 *
 * @param variant which wording, by any whole number; the first asks how the two fit together
 */
export function askAbout(it: Contradiction | Mismatch, variant: number): string {
  const variants = VARIANTS[it.kind]
  const says = variants[Math.abs(Math.trunc(variant)) % variants.length] ?? variants[0]
  return says(quoted(it.quotes[0]), quoted(it.quotes[1]))
}
