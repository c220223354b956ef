import { tokens } from '../words.ts'
import { has, isQuantity, type Mark, type Stated } from './stated.ts'

/** What its place in the turn makes of a statement. */

const NEXT =
  /^(?:(?:and|okay|ok|right|well|hmm|oh),? )*(?:so|that|that's|that’s|this|these|those|which|it|it's|it’s|then|they|hence|therefore|thus)\b/i
const HEADS =
  /^(?:(?:and|okay|ok|right|well|so),? )*(?:in|for|at|on|within|during|take|consider|look|now|let's|let us|let’s|think|as for|about|regarding)\b/i
const LEAST_WORDS = 4

/** Does a sentence set the scene for the next, as "okay" does not? */
export const setsScene = (sentence: string): boolean => tokens(sentence).length >= LEAST_WORDS || HEADS.test(sentence)

const SPEAKS = /\b(?:we|i|there|we'd|i'd|we're|we'll|system|shop|site|platform)\b/i
const WHOLE = /\b(?:everything|whole|all of (?:it|this)|the lot|system|shop|site|platform|design|database|backend)\b/i

/** Does a statement lean on the sentence before? A fragment does, and so does a time that names no system. */
function leans(stated: Stated, sentence: string): boolean {
  if (!isQuantity(stated)) return false
  return has(stated, 'target', 'synchronous') || !SPEAKS.test(sentence.replaceAll('’', "'"))
}

/** One machine, of what was spoken of or asked for, unless it says which or that it is for everything. */
const isForPart = (stated: Stated, sentence: string): boolean =>
  stated.kind === 'capacity' && stated.value !== null && stated.about === '' && !WHOLE.test(sentence)

/**
 * The marks that its place gives a statement.
 *
 * @param before the sentence of the turn that set the scene, empty when none did
 * @param question the question on the table, empty when there is none
 */
export function marksOfPlace(stated: Stated, sentence: string, before: string, question: string): Mark[] {
  const isPart =
    (before !== '' && (HEADS.test(before) || leans(stated, sentence))) ||
    (before + question !== '' && isForPart(stated, sentence))
  return [...(NEXT.test(sentence) ? ['derived' as const] : []), ...(isPart ? ['qualified' as const] : [])]
}
