import { corrects } from './doubt.ts'
import type { Measured } from './measure.ts'
import { measuresIn } from './quantities.ts'
import { framedBy, speaksOfGrowth } from './question.ts'
import { loadOf } from './scope.ts'
import { has, isQuantity, type Mark, type Quantity, type Stated } from './stated.ts'
import { headOf } from './subjects.ts'

/** What a turn as a whole, and the question it answers, make of each statement in it. */
export type Frame = { marks: Mark[]; promised: Mark[]; load: Mark[]; told: Measured[]; growth: number }

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
    growth: heard.filter(speaksOfGrowth).length,
  }
}

/** A rate told may change every rate, a factor everything, and what is told of orders what is said of orders. */
const bearsOn = (told: Measured, stated: Quantity): boolean =>
  told.kind === 'factor' ||
  (told.kind === 'rate' && stated.kind === 'rate') ||
  headOf(told.about) === headOf(stated.about)

/** A statement with the marks of its turn. @param said those of its sentence */
export function framed(stated: Stated, frame: Frame, said: Mark[]): Stated {
  const marks = new Set([...stated.scope, ...(stated.kind === 'promise' ? frame.promised : frame.marks), ...said])
  if (!isQuantity(stated)) return { ...stated, scope: [...marks] }
  if (stated.kind === 'rate' && !has(stated, 'average', 'peak')) for (const mark of frame.load) marks.add(mark)
  const told = frame.growth + frame.told.filter((it) => bearsOn(it, stated)).length
  return { ...stated, told, scope: [...marks] }
}
