import { tokens } from '../words.ts'
import { looksBack } from './doubt.ts'
import { type Asked, PARTS } from './question.ts'
import { has, isQuantity, type Mark, type Stated } from './stated.ts'

/** What its place makes of a statement: its sentence, the one before, and the question on the table. */

export type Place = {
  sentence: string
  /** The sentence of the turn that set the scene, empty when none did. */
  before: string
  asked: Asked | null
  /** A sentence of the turn spoke of another size or another company. */
  supposed: boolean
}

const NEXT =
  /^(?:(?:and|okay|ok|right|well|hmm|oh),? )*(?:so|that|that's|that’s|this|these|those|which|it|it's|it’s|then|they|hence|therefore|thus)\b/i
const HEADS =
  /^(?:(?:and|okay|ok|right|well|so),? )*(?:in|for|at|on|within|during|take|consider|look|now|let's|let us|let’s|think|as for|about|regarding)\b/i
const LEAST_WORDS = 4

/** Does a sentence set the scene for the next, as "okay" does not? */
export const setsScene = (sentence: string): boolean => tokens(sentence).length >= LEAST_WORDS || HEADS.test(sentence)

const SPEAKS =
  /\b(?:we|i|our|there|we['’]d|i['’]d|we['’]re|we['’]ll|system|shop|site|platform|api|call|customer|user)\b/i
const WHOLE = /\b(?:everything|whole|all of (?:it|this)|the lot|system|shop|site|platform|design)\b/i

/** Is a number of what was spoken of or asked for, rather than of the whole? */
function isOfPart(stated: Stated, { sentence, before, asked }: Place): boolean {
  if (!isQuantity(stated)) return false
  const isFragment = !SPEAKS.test(sentence)
  if (before !== '' && (HEADS.test(before) || PARTS.test(before) || isFragment)) return true
  const isLoose = isFragment || stated.kind === 'rate' || has(stated, 'target', 'synchronous')
  return asked !== null && (asked.narrow || (asked.part && isLoose))
}

/** One machine, of what was spoken of or asked for, unless it says which or that it is for everything. */
const isForPart = (stated: Stated, { sentence, before, asked }: Place): boolean =>
  stated.kind === 'capacity' &&
  stated.value !== null &&
  stated.about === '' &&
  (before !== '' || asked !== null) &&
  !WHOLE.test(sentence)

/** Is it said of another world than the one at hand? More machines than one are noted in any. */
const isSupposed = (stated: Stated, { asked, supposed }: Place): boolean =>
  !has(stated, 'redundant') &&
  (supposed || asked?.supposed === true || (asked?.loosened === true && stated.kind === 'promise'))

/** The marks that its place gives a statement. */
export function marksOfPlace(stated: Stated, place: Place): Mark[] {
  const marks: [Mark, boolean][] = [
    ['derived', NEXT.test(place.sentence)],
    ['qualified', isOfPart(stated, place) || isForPart(stated, place)],
    ['supposed', isSupposed(stated, place)],
    ['corrected', looksBack(place.sentence) || looksBack(place.before)],
  ]
  return marks.filter(([, holds]) => holds).map(([mark]) => mark)
}
