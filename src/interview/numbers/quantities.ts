import { isDenied, isHedged } from '../hearing/denial.ts'
import { clauses, type Span } from '../words.ts'
import { amountsIn } from './amounts.ts'
import { type Around, wordsAround } from './around.ts'
import { type Lexeme, lex } from './lex.ts'
import { type Measured, measure } from './measure.ts'
import { marksOf } from './scope.ts'
import type { Mark, Quantity } from './stated.ts'
import { purposed } from './targets.ts'
import { PER } from './units.ts'

const DAY = 86_400

/** "Every day we get two million orders": the time stands before the number. */
const EVERY =
  /\b(?:every|each|per|an? (?:normal|ordinary|typical|average|usual|regular)) (second|minute|hour|day|week|month|year)\b/

/** The numbers of a sentence that are neither denied nor hedged; their places are in the whole text. */
export function quantitiesIn(text: string, sentence: Span): Quantity[] {
  const body = text.slice(sentence.start, sentence.end)
  const pieces = lex(body)
  const measured = amountsIn(pieces).flatMap((amount) => measure(pieces, amount) ?? [])
  if (measured.length === 0 || measured.length > MOST_IN_SENTENCE) return []
  const spans = measured.map((it) => spanOf(pieces, it, sentence.start))
  const around = wordsAround(clauses(text, sentence), spans)
  const isScaled = SCALED.test(body)
  return measured.flatMap((it, i) => {
    const [span, words] = [spans[i], around[i]]
    if (!span || !words || isDenied(words.clause, words.at) || isHedged(words.clause)) return []
    if (it.kind === 'count' && it.high < LEAST_COUNT) return []
    const marks = [...signsOf(pieces, it), ...(isScaled ? ['qualified' as const] : [])]
    return purposed(quantityOf(text, it, span, words, marks), text, sentence, words.clause, words.words)
  })
}

/** More are recited, not stated. */
const MOST_IN_SENTENCE = 20
/** Fewer than these are named, not counted: "the two rows". */
const LEAST_COUNT = 10
/** Where something is multiplied, a number may be of today or of then. */
const SCALED = /\b(?:times|fold|tenfold|double[sd]?|triple[sd]?|twice|\d+x)\b/i

/** What numbers a text names, whoever says them and however. */
export const measuresIn = (text: string): Measured[] => {
  const pieces = lex(text)
  return amountsIn(pieces).flatMap((amount) => measure(pieces, amount) ?? [])
}

function spanOf(pieces: Lexeme[], { from, to }: Measured, offset: number): Span {
  return { start: offset + (pieces[from]?.start ?? 0), end: offset + (pieces[to - 1]?.end ?? 0) }
}

/** "<100 ms", "10k+". */
function signsOf(pieces: Lexeme[], { from, to }: Measured): Mark[] {
  const [before, after] = [pieces[from - 1]?.text, pieces[to]?.text]
  if (before === '<') return ['most']
  return before === '>' || after === '+' ? ['least'] : []
}

function quantityOf(text: string, it: Measured, span: Span, { words, shared }: Around, signs: Mark[]): Quantity {
  const time = it.kind === 'count' ? EVERY.exec(words)?.[1] : undefined
  const per = time === undefined ? it.per : (PER.get(time) ?? null)
  const marks = new Set([...signs, ...marksOf(words, it.about), ...(it.each ? ['each' as const] : [])])
  if (shared && marks.has('peak')) marks.add('qualified')
  // What is told for a day or longer is an average of it.
  if (per !== null && per >= DAY && !marks.has('peak')) marks.add('average')
  const [low, high] = [rounded(it.low / (per ?? 1)), rounded(it.high / (per ?? 1))]
  return {
    kind: time === undefined ? it.kind : 'rate',
    value: low === high ? low : null,
    range: low === high ? null : [low, high],
    per,
    told: 0,
    about: it.about,
    scope: [...marks],
    quote: text.slice(span.start, span.end),
    ...span,
  }
}

const DIGITS = 12

/** Without the traces of binary fractions. */
const rounded = (value: number): number => Number(value.toPrecision(DIGITS))
