import { type Checked, check, fits, middle, perSecond } from './arithmetic.ts'
import { equals, isFirst, isLast, opOf } from './glue.ts'
import { boundsOf, has, type Quantity } from './stated.ts'
import { PLURAL } from './subjects.ts'
import { between, type Sum, spanOf, type Term, tailOf } from './terms.ts'

/** Which sums a turn makes: one small rule for each way of saying one. */

export type SumKind = 'conversion' | 'sum' | 'scaling'

/** What a rule found: the terms that were reckoned with (or a quote from another turn), and those that tell the result. */
export type Found = Checked & { kind: SumKind; reckoned: [Term, Term] | string; said: [Term, Term] }
export type Rule = (sum: Sum, at: number, averages: Quantity[]) => Found | null

/** Spread over part of the day, a day's number comes to more a second. */
const BUSY =
  /\b(?:waking|business|working|office|daytime|evenings?|hours|peak|sale|rush|burst|first|minutes|most of|spread|concentrated|percent|%)(?!\w)/i

const isSame = (first: string, second: string): boolean => first === '' || second === '' || first === second

/** "2 million a day is about 23 a second". */
const conversion: Rule = (sum, at) => {
  const [from, to] = [sum.terms[at], sum.terms[at + 1]]
  if (from?.kind !== 'rate' || to?.kind !== 'rate' || from.per === to.per || from.each || to.each) return null
  const says = equals(between(sum.pieces, from, to))
  if (!says || (to.about !== '' && to.about !== from.about) || BUSY.test(sum.text)) return null
  if (!isWhole(sum, from, to, false)) return null
  const gives = middle(perSecond(from))
  return {
    kind: 'conversion',
    reckoned: [from, from],
    said: [to, to],
    gives,
    fits: fits(perSecond(from), perSecond(to), says.bound),
  }
}

/** "250 a second for ten minutes is 150,000", "a billion at 150 bytes is 150 GB", "900,000 over 86,400 is ten". */
const product: Rule = (sum, at) => {
  const [first, second, said] = [sum.terms[at], sum.terms[at + 1], sum.terms[at + 2]]
  if (!first || !second || !said) return null
  const op = opOf(between(sum.pieces, first, second), first, second)
  const says = equals(between(sum.pieces, second, said))
  const checked = op && says && isWhole(sum, first, said, true) ? check(op, first, second, said, says.bound) : null
  return checked && { kind: 'sum', reckoned: [first, second], said: [said, said], ...checked }
}

const BACK = /^(?:that|this|it)(?: at (?:the )?peak| in (?:the|a) (?:sale|rush|peak))? (.+)$/

/** "… 23 a second. Ten times that is 230": the factor is of the number just before. */
const scaling: Rule = (sum, at) => {
  const [base, factor, said] = [sum.terms[at], sum.terms[at + 1], sum.terms[at + 2]]
  if (factor?.kind !== 'factor' || !base || !said || !SCALED.has(base.kind) || base.each) return null
  const says = equals(BACK.exec(between(sum.pieces, factor, said))?.[1] ?? '')
  const isAlike = (said.kind === 'bare' || said.kind === base.kind) && isSame(base.about, said.about)
  const isNear = isAlike && factor.from - base.to <= MOST_APART
  const checked =
    says && isNear && isWhole(sum, factor, said, true) ? check('times', base, factor, said, says.bound) : null
  return checked && { kind: 'scaling', reckoned: [base, base], said: [factor, said], ...checked }
}
const MOST_APART = 8
const SCALED = new Set(['rate', 'count', 'size'])

const AVERAGE = /^(?:the|our) (?:average|usual|normal|daily average)(?: (?:rate|load|traffic))? (.+)$/

/** "Ten times the average is 230 a second": of the one average that was stated. */
const averaged: Rule = (sum, at, averages) => {
  const [factor, said] = [sum.terms[at], sum.terms[at + 1]]
  if (factor?.kind !== 'factor' || said?.kind !== 'rate' || said.each) return null
  const says = equals(AVERAGE.exec(between(sum.pieces, factor, said))?.[1] ?? '')
  const own = spanOf(sum, said, said)
  const same = averages.filter((it) => isSame(it.about, said.about) && (it.start !== own.start || it.end !== own.end))
  const base = same.findLast((it) => !has(it, 'qualified'))
  if (!says || !base || !isWhole(sum, factor, said, true)) return null
  if (!same.every((it) => fits(boundsOf(it), boundsOf(base)))) return null
  const [low, high] = boundsOf(base)
  const range: [number, number] = [low * factor.low, high * factor.high]
  return {
    kind: 'scaling',
    reckoned: base.quote,
    said: [factor, said],
    gives: middle(range),
    fits: fits(range, perSecond(said), says.bound),
  }
}

export const RULES: Rule[] = [conversion, product, scaling, averaged]

/** Does nothing before the first term or after the last belong to the sum as well? @param peak whether the result may be of the peak */
function isWhole({ pieces }: Sum, first: Term, last: Term, peak: boolean): boolean {
  const before = pieces.slice(Math.max(0, first.from - 4), first.from).map((piece) => piece.text)
  return isFirst(before.reverse()) && isLast(tailOf(pieces, last), (word) => PLURAL.has(word), peak)
}
