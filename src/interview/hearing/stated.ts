import { type Token, tokens } from '../words.ts'
import { isHedged } from './denial.ts'
import { firstOfOurs } from './elsewhere.ts'
import { isQuestion } from './questions.ts'

/** Which clauses of a sentence does its speaker stand behind? By words alone. */

const wordsOf = (clause: Token[]): string => clause.map((token) => token.word).join(' ')

const LEAD = '^(?:(?:but|and|so|though|then|honestly|frankly|still|yet|or|however|no|well) )*'
const REALLY = '(?:(?:just|really|probably|maybe|a bit|way|far|quite|simply|rather|clearly) )*'
const HERE =
  '(?: (?:here|yet|now|today|either|though|at this size|for this|for us|for it|in it|of it|of that|in that))*$'

/** "…, but I don't see the point": what was named just before is turned down. */
const DISMISSES = new RegExp(
  [
    `${LEAD}(?:all )?(?:that|it|this|which)(?:'s| is| would be|'d be| feels| seems| looks) ${REALLY}(?:like )?(?:overkill|overengineer|too much|too heavy|too complicated|pointless|unnecessary|not ${REALLY}(?:worth|needed|necessary|something|what|for))`,
    `${LEAD}(?:that|it|this|which) (?:isn't|wouldn't be) ${REALLY}(?:worth|needed|necessary|something|what|for)`,
    `${LEAD}(?:i|we) (?:don't|can't|cannot|fail to) ${REALLY}see (?:the|any|much|a) (?:point|need|reason|use|value)${HERE}`,
    `${LEAD}(?:i'd|we'd|i would|we would) rather not${HERE}`,
    `${LEAD}(?:i|we) (?:wouldn't|won't)(?: really)?(?: bother| go there| do (?:it|that|this)| use (?:it|that)| want (?:it|that))?${HERE}`,
    `${LEAD}(?:i'd|i would|we'd|i'll|we'll) (?:skip|drop|avoid) (?:it|that|this)${HERE}|${LEAD}(?:i'd|i would|we'd|i'll|we'll) leave (?:it|that|this) out${HERE}`,
    `${LEAD}(?:there's |there is )?no (?:point|need|reason)${HERE}|${LEAD}not worth (?:it|the \\w+)${HERE}`,
    `${LEAD}(?:i|we) (?:don't|doubt) ?${REALLY}(?:think |believe )?(?:it|that|this|we)(?:'s| is|'d be)? ${REALLY}(?:needed|necessary|worth|need|something)`,
    `${LEAD}(?:i|we) don't ${REALLY}(?:need|want|like) (?:it|that|this|any of (?:it|that))${HERE}`,
  ].join('|'),
)
/** Where what is turned down begins. */
const OFFERED = /\b(?:could|can|might|may|would|one|some|people|you)\b/

/** "…, not sure which": all that came before was a guess. */
const LEAVES_OPEN = new RegExp(
  `${LEAD}(?:i'm )?(?:${[
    'not (?:too |really |quite |entirely |so )?sure(?: yet| which| which one| how| though| about that| here| what| if)*',
    "i (?:really )?(?:don't|couldn't) (?:know|say|tell)(?: which| yet| really| what| how| exactly| for sure)*",
    '(?:i )?dunno.*|who knows|no idea(?: really| yet)?|hard to (?:say|tell).*|your guess.*',
    "(?:i'd|we'd) (?:have|need) to (?:see|think|look|check)(?: about (?:it|that))?",
    "(?:i )?haven't (?:decided|thought).*|i guess|i suppose|you tell me|(?:i'd |we'd )?play it by ear",
    '(?:or |and )?(?:something|whatever|stuff)(?: like that)?',
  ].join('|')})$`,
)
const NUMBER =
  /\b(?:\d+\w*|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)\b/

/**
 * The clauses of a sentence that its speaker states about this design: what is asked, told of elsewhere, turned down right
 * after or left open at the end is gone. Negations and hedges within a clause are left to `isDenied` and `isHedged`.
 *
 * @param clauses the sentence taken apart; `next` the first clause of the sentence after it, or []
 */
export function statedClauses(sentence: string, clauses: Token[][], next: Token[][]): Token[][] {
  const words = clauses.map(wordsOf)
  const after = next.map(wordsOf)
  if (isLeftOpen(sentence, words)) return []
  const stated = new Set(words.keys())
  const refuse = (from: number, to: number) => {
    for (let i = from; i < to; i++) stated.delete(i)
  }
  if (isQuestion(sentence)) refuse(headOf(sentence, words), words.length)
  refuse(0, firstOfOurs(words, after.join(' ')))
  for (const [i, clause] of [...words, ...after.slice(0, 1)].entries())
    if (i > 0 && DISMISSES.test(clause)) refuse(offeredFrom(words, i), i)
  return clauses.filter((_, i) => stated.has(i))
}

/** Is it open at its end whether any of it holds? An estimate with a number may end so. */
function isLeftOpen(sentence: string, words: string[]): boolean {
  const end = tokens(sentence.slice(sentence.lastIndexOf(',') + 1))
  return (LEAVES_OPEN.test(wordsOf(end)) || LEAVES_OPEN.test(words.at(-1) ?? '')) && !NUMBER.test(words.join(' '))
}

function offeredFrom(words: string[], end: number): number {
  const from = words.slice(0, end).findLastIndex((clause) => OFFERED.test(clause))
  return from === -1 ? end - 1 : from
}

const SPEAKER = /\b(?:i|i'd|i'll|i'm|we|we'd|we'll|we're|let's|let me)\b/
const ASKS_OR_SUPPOSES =
  /^(?:(?:and|so|but|then|okay|ok|also|well) )*(?:if|when|once|given|say|suppose|assuming|since|for|before|after|can|could|may|should|shall|do|does|did|is|are|would|will|what|which|who|how|when|where|why|isn't|aren't|don't|doesn't|can't)\b/
const TAG = /,\s*(?:right|okay|ok|yeah|no|yes|you know|correct)\?$/i

/** "We keep it in an outbox, does that make sense?": how many clauses come before what is asked. */
function headOf(sentence: string, words: string[]): number {
  const asks = words.findIndex((clause) => ASKS_OR_SUPPOSES.test(clause))
  if (TAG.test(sentence)) return asks === 0 ? 0 : words.length
  const head = words.slice(0, Math.max(0, asks))
  return head.some((clause) => SPEAKER.test(clause)) ? head.length : 0
}

/** Is a point that is asked for waved away in a question? "We don't need to know that, right?" */
export const isWavedAway = (clause: Token[]): boolean =>
  /\b(?:don't|doesn't|no|not|needn't|never) (?:really )?(?:need|have to|matter|care|worry|ask)/.test(wordsOf(clause)) ||
  (isHedged(clause) && /\bwhatever$/.test(wordsOf(clause)))
