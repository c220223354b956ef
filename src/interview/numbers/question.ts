import { sentences, tokens } from '../words.ts'
import { anyOf, folded } from './doubt.ts'
import { isPlain } from './scope.ts'
import { subjectOf } from './subjects.ts'

/** What a question makes of the statements that answer it. */

/** A question of another size, or that goes on to something else. */
const ELSEWHERE = anyOf([
  String.raw`\b(?:suppose|imagine|say|what if|if|pretend|assume|tomorrow|next year|in (?:a|one|two|three|five) years?|grows?|growth|doubles?|twice|tenfold|times|instead|only|half|lost|gone)\b`,
  String.raw`\bnow (?:the|it|your|make)\b|^(?:and|but|or) |\b(?:what|how) about\b`,
])
/** A question about one part, or one task beside the design: its answer is about that. */
const PARTS = anyOf([
  String.raw`\byour\b|\bthat one\b|\b(?:services?|caches?|databases?|stores?|queues?|brokers?|topics?|workers?|consumers?|nodes?|machines?|servers?|shards?|partitions?|replicas?|regions?|countr(?:y|ies)|tables?|rows?|index(?:es)?|keys?|columns?|providers?|gateways?|warehouses?|tenants?|partners?|single|each|per|one)\b`,
  String.raw`\b(?:migrat\w*|test\w*|deploy\w*|develop\w*|staging|reports?|reporting|admin\w*|monitor\w*|back-?ups?|jobs?|batch\w*|cron|analytics|search\w*|logs?|metrics|dashboards?|mobile|apps?|apis?|team|people|engineers?|first|simplest|version|prototype)\b`,
])

/** "How many are online in the evening?": a number of just that. */
const ASKS_NUMBER =
  /\b(?:how (?:many|much|large|big|often|fast|quickly|soon|long)|what (?:number|rate|size)|which number|put a number|estimate)\b/i
/** Words of a question that narrow nothing. */
const WIDE =
  'how many much large big often number numbers which what do you expect matters most for design roughly has survive before go on put must at'

/** Does a question ask for a number of something narrower than the whole? */
function isNarrow(question: string): boolean {
  const last = sentences(question).at(-1)
  const asked = last ? question.slice(last.start, last.end) : ''
  if (!ASKS_NUMBER.test(asked)) return false
  const words = tokens(asked).map((token) => token.word)
  return !isPlain(words.filter((word) => subjectOf(word) === null).join(' '), WIDE)
}

/** What a question does to the numbers of its answer: they may be supposed, or be about one part. */
export function framedBy(question: string): ('supposed' | 'qualified')[] {
  const text = folded(question)
  const isPart = PARTS.test(text) || isNarrow(text)
  return [...(ELSEWHERE.test(text) ? ['supposed' as const] : []), ...(isPart ? ['qualified' as const] : [])]
}

const GROWS =
  /\b(?:tenfold|doubled?|doubles|tripled?|triples|grows?|grown|growth|bigger|larger|smaller|next year|years from now|in (?:a|one|two|three|five|ten) years?|suddenly|from now on|changes?|changed)\b/i

/** Does the interviewer speak of another size? Numbers before and after differ then. */
export const speaksOfGrowth = (turn: string): boolean => GROWS.test(turn)
