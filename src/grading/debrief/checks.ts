import type { Interview } from '../../interview/interview.ts'
import { locate } from '../../interview/quotes.ts'
import type { Criterion, Rubric } from '../../interview/rubric.ts'
import { sentences } from '../../interview/words.ts'
import type { Grade } from '../grade.ts'
import { isEnough } from '../place-quotes.ts'

/** What a debrief may not say, whoever words it. */

export type Bounds = {
  rubric: Rubric
  interview: Interview
  /** Levels that may be named: the settled one, and the next where that is the subject. */
  levels: number[]
  /** The anchor of the next level, which is not to be copied. */
  anchor: string | null
  /** Criteria that the interview did not come to, none of whose dimension was reached otherwise. */
  unreached: Criterion[]
}

const WORDS: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, lowest: 1, highest: 4, top: 4 }
const LEVELS =
  /\blevel (?:of )?([1-9]|one|two|three|four)\b|\b([1-4])(?:\.\d)? ?(?:of|out of|\/) ?4\b|\b(lowest|highest|top) level\b/gi
const LEVEL_OF_PERSON = /\b(?:junior|mid|senior|staff|lead|principal)[- ](?:level|engineer|developer|candidate)\b/i
const VERDICT =
  /\b(?:no[- ])?hir(?:e|ed|able|ing)\b|\b(?:pass|passed|fail|failed) (?:the|this|your) interview\b|\b(?:strong|weak|poor|good|great|promising) (?:candidate|performance|interview|engineer)\b/i
const PRAISE =
  /\b(?:great|excellent|impressive|brilliant|outstanding|fantastic|well done|congratulations|talented|gifted|(?:good|nice) (?:job|work))\b/i
const LACK = /\b(?:not|no|never|none|without|lack\w*|miss\w*|weak\w*|gaps?|forgot|overlooked|ignored)\b|n['’]t\b/i
const LONGEST = 700

/** Why a text may not stand in a debrief, or null. Quotation marks within it must hold words of the transcript. */
export function flawIn(says: string, { rubric, interview, levels, anchor, unreached }: Bounds): string | null {
  if (says.trim() === '') return 'it says nothing'
  if (says.length > LONGEST) return `it is longer than ${LONGEST} characters`
  const level = [...says.matchAll(LEVELS)].map(levelIn).find((it) => !levels.includes(it))
  if (level !== undefined) return `it speaks of level ${level}, and the settled one is another`
  const title = rubric.level.bands.find((band) => says.toLowerCase().includes(band.title.toLowerCase()))
  if (title || VERDICT.test(says) || LEVEL_OF_PERSON.test(says)) return 'it judges the person'
  if (PRAISE.test(says)) return 'it praises'
  const lacking = unreached.find((it) => speaksOfLack(says, dimensionOf(rubric, it)))
  if (lacking) return `it speaks of ${lacking.id} as lacking, which the interview did not come to`
  if (anchor !== null && locate(anchor, says)) return 'it copies the anchor'
  const turn = [...says.matchAll(/\bturn (\d+)/gi)]
    .map((match) => Number(match[1]))
    .find((seq) => !turnAt(interview, seq))
  if (turn !== undefined) return `there is no turn ${turn}`
  const invented = [...says.matchAll(/[“"]([^”"]+)[”"]/g)]
    .map((match) => match[1] ?? '')
    .find((words) => isEnough(words) && !interview.turns.some((it) => locate(words, it.text)))
  return invented === undefined ? null : `nobody said “${invented}”`
}

const turnAt = (interview: Interview, seq: number) => interview.turns.find((it) => it.seq === seq)

const levelIn = ([, level, of, word]: RegExpMatchArray): number => {
  const text = (level ?? of ?? word ?? '').toLowerCase()
  return WORDS[text] ?? Number(text)
}

const dimensionOf = (rubric: Rubric, { dimension }: Criterion): string =>
  rubric.dimensions.find((it) => it.id === dimension)?.title ?? dimension

/** A sentence with a long word of the title and a word for lack. */
const speaksOfLack = (says: string, title: string): boolean => {
  const words = title.toLowerCase().match(/[a-z-]{8,}/g) ?? []
  return sentences(says)
    .map((span) => says.slice(span.start, span.end))
    .some((sentence) => LACK.test(sentence) && words.some((word) => sentence.toLowerCase().includes(word)))
}

/** Criteria that were not reached and whose dimension was reached nowhere else. */
export function unreachedIn({ problem }: Rubric, grades: Grade[]): Criterion[] {
  const isUnreached = ({ id }: Criterion) => grades.find((it) => it.criterion === id)?.abstained === 'not_reached'
  return problem.criteria.filter(
    (it) => isUnreached(it) && problem.criteria.every((one) => one.dimension !== it.dimension || isUnreached(one)),
  )
}
