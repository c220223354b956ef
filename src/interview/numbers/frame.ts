import { takesBack } from './doubt.ts'
import type { Measured } from './measure.ts'
import { once } from './once.ts'
import { measuresIn } from './quantities.ts'
import { type Asked, askedBy, speaksOfGrowth } from './question.ts'
import { loadOf } from './scope.ts'
import { has, isQuantity, type Mark, type Quantity, type Stated } from './stated.ts'
import { headOf } from './subjects.ts'

/** What the interviewer has told in numbers, and how often they spoke of growth. */
type Told = { numbers: Measured[]; growth: number }

/** What a turn as a whole, and what the interviewer has said by then, make of each statement in it. */
export type Frame = { corrected: boolean; asked: Asked | null; load: Mark[]; told: () => Told }

/** @param heard what the interviewer has said so far, the question on the table last */
export function frameOf(text: string, heard: string[]): Frame {
  const question = heard.at(-1)
  return {
    corrected: takesBack(text),
    // "Go on." asks for nothing in particular.
    asked: question?.includes('?') ? askedBy(question) : null,
    load: loadOf((question ?? '').toLowerCase()),
    told: once(() => ({ numbers: heard.flatMap(measuresIn), growth: heard.filter(speaksOfGrowth).length })),
  }
}

/** A factor told may change everything, a rate every rate of its kind, and what is told of orders what is said of orders. */
function bearsOn(told: Measured, stated: Quantity): boolean {
  const [one, other] = [headOf(told.about), headOf(stated.about)]
  return told.kind === 'factor' || one === other || (told.kind === 'rate' && stated.kind === 'rate' && one === '')
}

/** A statement with the marks of its turn. @param marks those of its place */
export function framed(stated: Stated, frame: Frame, marks: Mark[]): Stated {
  const all = new Set([...stated.scope, ...marks, ...(frame.corrected ? ['corrected' as const] : [])])
  if (!isQuantity(stated)) return { ...stated, scope: [...all] }
  if (stated.kind === 'rate' && !has(stated, 'average', 'peak')) for (const mark of frame.load) all.add(mark)
  // An answer's time is that of the operation asked about, when it names none itself.
  const asked = has(stated, 'target', 'synchronous') && stated.about === 'answers' ? frame.asked?.about : ''
  const { numbers, growth } = frame.told()
  const told = growth + numbers.filter((it) => bearsOn(it, stated)).length
  return { ...stated, about: asked || stated.about, told, scope: [...all] }
}
