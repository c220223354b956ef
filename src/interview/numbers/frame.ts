import { tokens } from '../words.ts'
import { corrects, framedBy } from './doubt.ts'
import type { Measured } from './measure.ts'
import { measuresIn } from './quantities.ts'
import { loadOf } from './scope.ts'
import { has, isQuantity, type Mark, type Quantity, type Stated } from './stated.ts'
import { headOf } from './subjects.ts'

/** What a turn as a whole, and the question it answers, make of each statement in it. */
export type Frame = { marks: Mark[]; promised: Mark[]; load: Mark[]; told: Measured[] }

/** "What if it is lost?" asks what is promised; "what would you give up at ten times the load?" supposes. */
const FAILS = /\b(?:lost|loses?|missing|disappears?|vanish\w*|twice|fails?|dies|crash\w*|down)\b/i

/** @param heard what the interviewer has said so far, the question on the table last */
export function frameOf(text: string, heard: string[]): Frame {
  const question = heard.at(-1) ?? ''
  const own: Mark[] = corrects(text) ? ['corrected'] : []
  const asked = framedBy(question)
  return {
    marks: [...asked, ...own],
    promised: FAILS.test(question) ? own : [...asked, ...own],
    load: loadOf(question.toLowerCase()),
    told: heard.flatMap(measuresIn),
  }
}

/** A rate told may change every rate, a factor everything, and what is told of orders what is said of orders. */
const bearsOn = (told: Measured, stated: Quantity): boolean =>
  told.kind === 'factor' ||
  (told.kind === 'rate' && stated.kind === 'rate') ||
  headOf(told.about) === headOf(stated.about)

const NEXT =
  /^(?:(?:and|okay|ok|right|well|hmm|oh),? )*(?:so|that|that's|that’s|this|these|those|which|it|it's|it’s|then|they|hence|therefore|thus)\b/i
const HEADS =
  /^(?:(?:and|okay|ok|right|well|so),? )*(?:in|for|at|on|within|during|take|consider|look|now|let's|let us|let’s|think|as for|about|regarding)\b/i
const LEAST_WORDS = 4

/** Does a sentence set the scene for the next, as "okay" does not? */
export const setsScene = (sentence: string): boolean => tokens(sentence).length >= LEAST_WORDS || HEADS.test(sentence)

const SPEAKS = /\b(?:we|i|there|we'd|i'd|we're|we'll|system|shop|site|platform)\b/i
const WHOLE = /\b(?:everything|whole|all of (?:it|this)|the lot|system|shop|site|platform|design)\b/i

/** Does a statement lean on what was said before it? A fragment does, and a machine or a time that names no system. */
function leans(stated: Stated, sentence: string): boolean {
  if (stated.kind === 'promise') return false
  if (stated.kind === 'capacity') return stated.value !== null && !WHOLE.test(sentence)
  return has(stated, 'target', 'synchronous') || !SPEAKS.test(sentence.replaceAll('’', "'"))
}

/** The marks that its place in the turn gives a statement. @param before the sentence that set the scene, or empty */
export function marksOfPlace(stated: Stated, sentence: string, before: string): Mark[] {
  const isPart = before !== '' && (HEADS.test(before) || leans(stated, sentence))
  return [...(NEXT.test(sentence) ? ['derived' as const] : []), ...(isPart ? ['qualified' as const] : [])]
}

/** A statement with the marks of its turn. @param said those of its sentence */
export function framed(stated: Stated, frame: Frame, said: Mark[]): Stated {
  const marks = new Set([...stated.scope, ...(stated.kind === 'promise' ? frame.promised : frame.marks), ...said])
  if (!isQuantity(stated)) return { ...stated, scope: [...marks] }
  if (stated.kind === 'rate' && !has(stated, 'average', 'peak')) for (const mark of frame.load) marks.add(mark)
  return { ...stated, told: frame.told.filter((it) => bearsOn(it, stated)).length, scope: [...marks] }
}
