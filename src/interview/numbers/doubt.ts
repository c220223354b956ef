import { isQuestion } from '../hearing/questions.ts'

/** Which sentences state nothing of the candidate's own, and which turns take something back. */

/** One pattern of many, in any case. */
export const anyOf = (patterns: string[]): RegExp => new RegExp(patterns.join('|'), 'i')

const SUPPOSED = anyOf([
  String.raw`\b(?:if|unless|suppose|supposing|supposedly|imagine|pretend|hypothetically|whether|in case|what about|provided that)\b`,
  String.raw`\b(?:say|assume|imagine) (?:it|they|we|there|that|this|traffic|load|everything) (?:were|was|goes|went|grows|grew|doubles|doubled|had|got|became|becomes)\b`,
  String.raw`\b(?:when|once|as soon as|until|till|by the time|the day) (?:we|it|they|that|there|traffic|the)\b`,
  String.raw`\b(?:we|it|they|i|you) (?:could have|would have had|would need to have)\b`,
  String.raw`\bsay (?:it|they|we|there)(?:'s| is| are)? (?:were|ten times|twice|double)\b`,
  String.raw`\b(?:for example|for instance|e\.g\.|such as|for the sake of|in theory|theoretically|would've)`,
])

const OTHERS = anyOf([
  String.raw`\b(?:at|in|for|with) (?:my|our|a|the) (?:(?:last|previous|old|current|former|first|other) )+(?:company|job|team|place|work|project|employer|role|gig|startup|client|shop|system|interview)s?\b`,
  String.raw`\b(?:at|in) (?:my|our) (?:company|job|team|work|place|day job)\b`,
  String.raw`\bin my last\b|\bmy last\b|\bused to\b|\bback (?:then|when|at)\b|\bformer(?:ly)?\b|\byears ago\b|\bonce (?:had|saw|worked|ran)\b`,
  String.raw`\b(?:i've|i have|we've|we have) (?:seen|had|read|heard|worked|run|built|used|never)\b|\bi (?:read|heard|saw|remember|worked|ran)\b`,
  String.raw`\b(?:you|they|he|she|people|somebody|someone|everybody|docs|vendor|marketing|the brief|interviewer|finance|sales|the business|product|management|aws|google|amazon|netflix|twitter|facebook|uber|stripe|instagram|whatsapp)(?:'ve|'d|'s)? (?:also |have |had |has |just |once )?(?:say|says|said|told|tell|claim|claims|claimed|mentioned|gave|want|wants|quote|quoted|promise|promises|advertise|get|gets|do|does|did|handle|handles|run|runs|serve|serves|process|processes)\b`,
  String.raw`\b(?:like|than|as|unlike|compared (?:to|with)) (?:google|amazon|aws|netflix|twitter|facebook|uber|stripe|instagram|whatsapp|youtube)\b`,
  String.raw`\b(?:had|was|were|took|got|saw|did|ran|went|grew|handled|served)\b`,
  String.raw`\b(?:old|legacy|existing|current|previous) (?:system|block|monolith|code|setup|service|platform|one)\b`,
])

const HEAVY = anyOf([
  String.raw`\b(?:wild|random|pure|total|complete) guess\b|\bno idea\b|\bwho knows\b|\bcould be anything\b|\bmak(?:e|ing) (?:this|that|it|them|these|numbers?) up\b|\bout of thin air\b`,
  String.raw`\b(?:don't|do not|can't|cannot) (?:really )?(?:know|tell|say|remember|recall)\b|\bnot (?:sure|certain)\b|\bhard to (?:say|tell)\b|\bdepends\b|\b(?:either|whichever|anywhere|somewhere)\b`,
  String.raw`\b(?:ideally|hopefully|hope|wish|would be nice|(?:would|\w+'d) (?:like|love|prefer|want)|if possible|best effort|aim|aims|trying|try|tries|tried|in principle|unlikely)\b`,
])

/** With straight apostrophes. */
export const folded = (text: string): string => text.replaceAll('’', "'")

/** Why a sentence states nothing of the candidate's own: asked, supposed, another's or past, or hardly believed. */
export function doubtOf(sentence: string): 'asked' | 'supposed' | 'others' | 'hedged' | null {
  const text = folded(sentence)
  if (SUPPOSED.test(text)) return 'supposed'
  if (OTHERS.test(text)) return 'others'
  if (isQuestion(text) || text.includes('?')) return 'asked'
  return HEAVY.test(text) ? 'hedged' : null
}

/** Another world, in which the sentences that follow stand as well: another size, another company. */
const ELSEWHERE = anyOf([
  String.raw`\b(?:suppose|supposing|imagine|pretend|hypothetically|tenfold|doubled?|doubles|half the|next year|tomorrow|give up)\b`,
  String.raw`\b(?:say|assume) (?:it|they|we|there|traffic|load|everything) (?:were|was|goes|went|grows|grew|had|got|becomes|became)\b`,
  String.raw`\bif (?:we|it|there|they|you|i|traffic|(?:the|your) (?:load|traffic|shop|site|system|volume)) (?:had|have|has|were|was|got|get|gets|grew|grows?|reach|reached|needed|saw|became)\b`,
  String.raw`\bwhen (?:we|it|traffic|(?:the|your) (?:load|traffic|shop|site)) (?:have|has|reach|reaches|grows?|get|gets)\b`,
  String.raw`\btimes (?:(?:this|the|that) size|as (?:many|much|big|large)|bigger|larger|more|what|the (?:load|traffic))\b`,
  String.raw`\bin (?:a|one|two|three|five|ten) years?\b`,
  String.raw`\b(?:at|in|for) (?:my|our) (?:\w+ )?(?:company|job|team|work|employer|startup|place)\b|\bin my last\b|\bused to\b`,
])

/** Does a sentence speak of another size or another company? So then do those after it, or the answers to it. */
export const supposesWorld = (sentence: string): boolean => ELSEWHERE.test(folded(sentence))

const TAKES_BACK =
  /\bsorry\b|\bi mean(?:t)?\b|\bactually\b|\bmake that\b|\bcorrect(?:ion|ing)?\b|\bscratch that\b|(?:^|[.,!?]|\b(?:no|oh|hm+)) ?wait\b|\boops\b|\bmy bad\b|\bi (?:was|got (?:that|it)|had (?:that|it)) (?:off|wrong)\b|\bmis(?:spoke|read)\b|\bredo\b|\brevis\w+\b|\brecalculat\w+\b|\bre-?think\b|\bon second thou?ghts?\b|\bchange my mind\b|\byou're right\b|\bgood (?:point|catch)\b|\bfair (?:point|enough)\b|\boff by\b|\bcome to think\b/i
const LOOKS_BACK =
  /\b(?:update|rather|instead|let me (?:fix|change|adjust|take|start)|changed|now that|given (?:that|your)|with your|so not|no longer|earlier|(?:as|than|said|had) before|previously|i said|hold on|too (?:high|low|much|many|few|small|big|large))\b/i

/** Does a turn take something back? Then it contradicts nothing by itself. */
export const takesBack = (turn: string): boolean => TAKES_BACK.test(folded(turn))

/** Does a sentence turn to what was said earlier? */
export const looksBack = (sentence: string): boolean => LOOKS_BACK.test(folded(sentence))
