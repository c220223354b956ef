import { sentences, tokens } from '../words.ts'
import { anyOf, folded, supposesWorld } from './doubt.ts'
import { isPlain } from './scope.ts'
import { subjectOf } from './subjects.ts'

/** What a question makes of the statements that answer it. */

/** Speaks of one part, or one task beside the design: what follows is about that. */
export const PARTS = anyOf([
  String.raw`\byour\b|\bthat one\b|\b(?:services?|caches?|databases?|stores?|queues?|brokers?|topics?|workers?|consumers?|nodes?|machines?|servers?|shards?|partitions?|replicas?|regions?|countr(?:y|ies)|tables?|rows?|index(?:es)?|keys?|columns?|providers?|gateways?|warehouses?|tenants?|partners?|single|each|per|one)\b`,
  String.raw`\b(?:migrat\w*|test\w*|deploy\w*|develop\w*|staging|reports?|reporting|admin\w*|monitor\w*|back-?ups?|jobs?|batch\w*|cron|analytics|search\w*|logs?|metrics|dashboards?|mobile|apps?|apis?|team|people|engineers?|first|simplest|version|prototype|releas\w*|roll-?outs?|beta|pilot|launch\w*|tiers?|plans?|trials?)\b`,
])

/** "How many are online in the evening?": a number of just that. */
const ASKS_NUMBER =
  /\b(?:how (?:many|much|large|big|often|fast|quickly|soon|long)|what (?:number|rate|size)|which number|put a number|estimate)\b/i
/** Words of a question that narrow nothing. */
const WIDE =
  'how many much large big often number numbers which what do you expect matters most for design roughly has survive before go on put must at'

/** A question about one stage: there is less of everything. */
const STAGES =
  /\b(?:first|simplest|version|prototype|releas\w*|roll-?outs?|beta|pilot|launch\w*|tiers?|plans?|trials?|migrat\w*)\b/i
/** A short question that goes on to something else. */
const GOES_ON = /^(?:and|but|or|with|for|in|at|on|even|also|(?:what|how) about)\b.{0,60}$/i
/** A question that loosens what was asked for, so that a promise may be let go. */
const LOOSENS =
  /\b(?:relax\w*|give up|fine|okay|ok|acceptable|allowed|tolera\w*|accept\w*|may (?:be off|lose|drop|miss)|sacrific\w*|which of|trade|worth)\b/i

export type Asked = {
  /** Of another size, or of something else. */
  supposed: boolean
  /** Of one part, or of a task beside the design. */
  part: boolean
  /** For a number of something narrower than the whole, or of one stage. */
  narrow: boolean
  /** Whether a promise could be let go. */
  loosened: boolean
  /** Of these things: the subjects that it names, one space between them. */
  about: string
}

/** What is asked, by the last sentence of a question; empty when nothing is. */
export function askedBy(question: string): Asked {
  const text = folded(question)
  const last = sentences(text).at(-1)
  const asked = last ? text.slice(last.start, last.end) : ''
  const words = tokens(asked).map((token) => token.word)
  const isWide = isPlain(words.filter((word) => subjectOf(word) === null).join(' '), WIDE)
  return {
    supposed: supposesWorld(text) || GOES_ON.test(asked),
    part: PARTS.test(asked),
    narrow: (ASKS_NUMBER.test(asked) && !isWide) || STAGES.test(asked),
    loosened: LOOSENS.test(text),
    about: [...new Set(words.flatMap((word) => subjectOf(word) ?? []))].sort().join(' '),
  }
}

const GROWS =
  /\b(?:tenfold|doubled?|doubles|tripled?|triples|grows?|grown|growth|bigger|larger|smaller|next year|years from now|in (?:a|one|two|three|five|ten) years?|suddenly|from now on|changes?|changed)\b/i

/** Does the interviewer speak of another size? Numbers before and after differ then. */
export const speaksOfGrowth = (turn: string): boolean => GROWS.test(turn)
