import type { Token } from '../words.ts'

/** Is what a clause names denied or hedged there? By words alone, within one clause. */

const words = (text: string): Set<string> => new Set(text.split(/\s+/))

const NEGATIONS = words(
  `no not never none without nor neither cannot can't don't doesn't didn't won't wouldn't shouldn't couldn't isn't aren't
  wasn't weren't haven't hasn't hadn't ain't dont doesnt didnt wont cant isnt arent havent skip skipping ignore ignoring
  forget forgot omit lacks lacking`,
)
/** "not only", "no more than", "never lose": these do not deny what follows. */
const HARMLESS = words(
  `only just simply more later less matter doubt single lose loses losing lost oversell oversells overselling block blocks
  blocking drop drops dropping double doubles twice break overload overwhelm leak crash depend rely trust`,
)
const DISMISSED = words(
  'needed necessary required there something considered planned handled implemented supported used worth important in part',
)
const CONDITIONS = words('if when whenever while once unless where')
const SUBJECTS = words('we i it they you that this the each every')

/** @param at indexes of the words in question within the clause */
export function isDenied(clause: Token[], at: number[]): boolean {
  const word = (index: number) => clause[index]?.word ?? ''
  const [first, last] = [at[0] ?? 0, at.at(-1) ?? 0]
  const denies = (i: number) => {
    const outcome = HARMLESS.has(word(i + 1)) || (word(i + 1) === 'to' && HARMLESS.has(word(i + 2)))
    return (
      NEGATIONS.has(word(i)) &&
      !outcome &&
      !isConditional(clause, i, first) &&
      !isOver(clause, i, first) &&
      !isSetting(clause, i, first)
    )
  }
  for (let i = 0; i < last; i++) {
    if (at.includes(i)) continue
    const other = (word(i) === 'instead' && word(i + 1) === 'of') || (word(i) === 'rather' && word(i + 1) === 'than')
    if ((other && i < first && !startsAnew(clause, i, first)) || denies(i)) return true
  }
  return isDismissed(clause, last)
}

/** "Instead of a lock we keep a version": what is replaced ends where the statement begins. */
const startsAnew = (clause: Token[], other: number, first: number): boolean =>
  clause.some((token, i) => i > other + 2 && i <= first && ['we', 'i', 'they', 'there'].includes(token.word))

/** "If the store can't be reached we let calls through": the negation ends where the main clause begins. */
function isConditional(clause: Token[], negation: number, first: number): boolean {
  const condition = clause.findIndex((token) => CONDITIONS.has(token.word))
  if (condition === -1 || condition > negation) return false
  return clause.some((token, i) => i > negation + 1 && i <= first && SUBJECTS.has(token.word))
}

const ENDS = words('if when whenever while unless')
const UNKNOWN = words('know think thought sure care mind matter worry considered see say said about')

/** "More machines won't help while the form lives in memory": the negation ends where the condition begins. */
function isOver(clause: Token[], negation: number, first: number): boolean {
  const end = clause.findIndex((token, i) => i > negation && i < first && ENDS.has(token.word))
  return end !== -1 && !clause.slice(negation + 1, end).some((token) => UNKNOWN.has(token.word))
}

/** "Without the store every machine counts": the setting ends where the statement begins. */
const isSetting = (clause: Token[], negation: number, first: number): boolean =>
  clause[negation]?.word === 'without' &&
  negation <= 1 &&
  clause.some((token, i) => i > negation + 1 && i <= first && SUBJECTS.has(token.word))

/** "an outbox is not needed": a negation right after, and a word that dismisses. */
function isDismissed(clause: Token[], last: number): boolean {
  const after = clause.slice(last + 1, last + 3).findIndex((token) => NEGATIONS.has(token.word))
  if (after === -1) return false
  const rest = clause.slice(last + 2 + after, last + 5 + after)
  return rest.length === 0 || rest.some((token) => DISMISSED.has(token.word))
}

const HEDGE = new RegExp(
  [
    // "maybe three for links" estimates; "maybe a queue" hedges.
    String.raw`\b(?:maybe|perhaps|possibly)\b(?! (?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|half|hundred))`,
    String.raw`\b(?:might|i guess|i suppose|not sure|unsure|no idea|or something|i don't know|dunno)\b`,
    String.raw`(?<!\b(?:what|which|each|this|that|every|same|some|any|one|the) )\b(?:kind|sort) of\b`,
    String.raw`\bwhatever$`,
  ].join('|'),
)

export const isHedged = (clause: Token[]): boolean => HEDGE.test(clause.map((token) => token.word).join(' '))
