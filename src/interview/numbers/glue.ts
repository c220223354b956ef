import type { Op } from './arithmetic.ts'
import { MOST_TAIL, type Term } from './terms.ts'

/** The words between two numbers: which of them say "is", which say "times". */

/** Longer stretches tie nothing together. */
const MOST = 60

const FILL = '(?:still|just|only|already|roughly|about|around|approximately|some|nearly|almost|~|a bit|a little)'
const IS =
  "(?:is|are|that's|it's|makes|gives|means|equals|comes (?:out )?(?:to|at)|works out (?:to|at)|would be|will be|=|≈|so)"
const LEAST = '(?<least>over|above|more than|at least)'
const MOSTLY = '(?<most>under|below|less than|at most)'
const EQUALS = new RegExp(
  `^(?:(?:each|apiece) )?(?:[,;:(–—-] )?(?:\\. (?=that|which|so))?(?:(?:and|then|which|that|this|it|so) ,? ?)*${IS}(?: ,)?(?: (?:that's|that is|it's|is))?(?: ${FILL})*(?: (?:${LEAST}|${MOSTLY}))?$`,
)

export type Equals = { bound: 'most' | 'least' | null }

/** "is about", ", so", ". That's over": between a sum and its result. */
export function equals(glue: string): Equals | null {
  const groups = glue.length > MOST ? null : EQUALS.exec(glue)?.groups
  if (!groups) return null
  return { bound: groups.most ? 'most' : groups.least ? 'least' : null }
}

const THE = '(?: (?:the|those|these|our|about|around|roughly|all))?'
type Reads = { op: Op; words: RegExp; fits: (first: Term, second: Term) => boolean }

const isRate = (term: Term): boolean => term.kind === 'rate'
const isPlain = (term: Term): boolean => term.kind === 'bare' || term.kind === 'count'

/** What is said between the two numbers of a sum, and of which numbers it can be said so. */
const OPS: Reads[] = [
  { op: 'times', words: new RegExp(`^(?:times|x|×|\\*|multiplied by)${THE}$`), fits: () => true },
  { op: 'times', words: new RegExp(`^of${THE}$`), fits: (first) => first.kind === 'share' },
  {
    op: 'times',
    words: /^(?:at|of|with|,)(?: about| around| roughly)?$/,
    fits: (first, { kind, each }) =>
      kind === 'size' && (isPlain(first) || isRate(first)) && !first.each && (each || first.kind !== 'bare'),
  },
  {
    op: 'times',
    words: new RegExp(`^(?:,? ?kept |,? ?stored )?(?:for|during)${THE}$`),
    fits: (first, second) => isRate(first) && second.kind === 'duration',
  },
  {
    op: 'over',
    words: new RegExp(`^(?:divided by|\\/)${THE}$`),
    fits: (first) => isPlain(first) || isRate(first) || first.kind === 'size',
  },
  {
    op: 'over',
    words: new RegExp(`^(?:spread )?over${THE}$`),
    fits: (first, second) => isPlain(first) && second.kind === 'duration',
  },
]

/** What two numbers are reckoned together by; null when nothing says so. */
export const opOf = (glue: string, first: Term, second: Term): Op | null =>
  glue.length > MOST ? null : (OPS.find(({ words, fits }) => words.test(glue) && fits(first, second))?.op ?? null)

/** After one of these a number is part of a longer sum. */
const WITHIN = new Set('times x × * ^ + - / by of over plus minus another extra per every in divided'.split(' '))
const LEADS = new Set('the those these our about around roughly a an some approximately'.split(' '))

/** Is a number the beginning of what is reckoned? @param before the words before it, last first */
export const isFirst = (before: string[]): boolean => !WITHIN.has(before.find((word) => !LEADS.has(word)) ?? '')

const PLAIN_TAIL = new Set(
  'a an on average avg in total overall altogether then roughly or about already all too right then of them it for the only'.split(
    ' ',
  ),
)
const PEAK_TAIL = new Set('at peak sale rush peaks spike spikes worst case minute hour during'.split(' '))
/** After a comma these change what was just said. */
const CHANGES = new Set(
  'including with plus counting allowing if when at in during spread once after rounded without before for times which per from'.split(
    ' ',
  ),
)

/** Do the words after a result leave it as it is? @param peak whether it may be of the peak */
export const isLast = (
  { words, next }: { words: string[]; next: string },
  isNoun: (word: string) => boolean,
  peak: boolean,
): boolean =>
  words.length < MOST_TAIL &&
  !CHANGES.has(next) &&
  words.every((word) => PLAIN_TAIL.has(word) || (peak && PEAK_TAIL.has(word)) || isNoun(word))
