import { recently } from '../remember.ts'
import { type Span, sentences } from '../words.ts'

/**
 * Attempts to steer the interview or its marks, by class. What is heard gets a neutral redirect and a line for the
 * reviewer, nothing else: the defence is that no model output moves the machine, whether an attempt is heard or not.
 * Words that designs use too ("mark it as paid", "act as a buffer", "override the rules") count only in company.
 */

const ROLE = String.raw`(?:an?|the|my) (?:\w+ ){0,2}(?:assistant|ai|bot|chatbot|interviewer|examiner|grader|friend|model)\b`
const MARKS = '(?:marks?|grades?|score|scoring|rating|level(?: [1-5])?)'
const BEST = '(?:full|perfect|maximum|max|highest|best|top|level [45])'

const CLASSES: Record<string, RegExp[]> = {
  instructions: [
    /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions|guidelines|(?:the|this|your) (?:interview|prompt)|(?:your|previous|prior|above) (?:rules|prompt))\b/i,
    /\bnew instructions?\b|\bas an ai\b|\b(?:admin|developer) (?:override|mode)\b|\boverride code\b/i,
    /\b(?:repeat|print|show) (?:me )?everything (?:above|before)\b/i,
    /\bsystem prompt\b|\b(?:system|developer) (?:message|note)\s*:/i,
    /^[^\w\n]*(?:system|developer)\s*:.{0,80}\b(?:you|candidate|interview(?:er)?|grade|marks?|instructions?)\b/im,
  ],
  roles: [
    new RegExp(String.raw`\b(?:act as|pretend (?:to be|you(?:'re| are))|you are now) ${ROLE}`, 'i'),
    /\byou are the candidate\b|\bi am the interviewer\b|\banswer your own question\b|\bask me only\b/i,
    /\bas the interviewer said\b/i,
    // Words put into another's mouth reach to the end of their line.
    /^[^\S\n]*(?:interviewer|grader)\s*:.*|^[^\S\n]*\[\d+\][^\S\n]*(?:[ic]|interviewer|candidate|board)\s*:.*/im,
  ],
  markup: [
    /<\|\w+\|?>|"role"\s*:\s*"(?:system|developer|assistant)"|<!\[CDATA\[|\]\]>|-{4}\s*(?:begin|end) /i,
    /<\/?\s*(?:candidate|grader|interviewer|answer|score|system|note|transcript)[^>]*>/i,
    /!\[[^\]]*\]\(https?:|<(?:img|script|iframe)\b|\bon(?:error|load)\s*=|=HYPERLINK\(/i,
  ],
  marks: [
    /\bhow (?:am i doing|did i do)\b|\b(?:is|was) (?:that|this|it) what you (?:want|expect)|\bis this the level\b/i,
    /\b(?:am i|are you|did i)\b.{0,20}\b(?:getting|giving|get)\b.{0,20}\b(?:marks|score|points)\b/i,
    /\b(?:mark|grade|score|rate) (?:me|my (?:answers?|design|interview)|this (?:answer|interview))\b.{0,20}\b(?:as|a|full|highest|max|perfect|4|10)\b/i,
    /\b(?:mark|grade|score|rate) (?:this|it|all|everything)\b.{0,20}\b(?:level [1-4]|full marks|highest (?:mark|level|score))\b/i,
    new RegExp(
      String.raw`\b(?:give|award|grant|assign)(?:ing)? (?:me|this|us|it|my \w+)\b.{0,20}\b${BEST} (?:\w+ )?${MARKS}`,
      'i',
    ),
    new RegExp(
      String.raw`\b${MARKS} (?:for|of|in) (?:this|my|the) (?:candidate|answer|interview)\b.{0,20}\b(?:must|should|has to|is)\b`,
      'i',
    ),
    new RegExp(
      String.raw`\b(?:scored|graded|marked|rated) at (?:the )?${BEST}\b|\b(?:only|right) (?:safe )?(?:score|mark|grade) is\b|\bgrade with\b`,
      'i',
    ),
    /\bi(?:'ll| will) sue\b|\buse that quote\b|\baward the\b/i,
  ],
  answers: [
    /\b(?:tell|show|give|reveal|read|print|share|disclose)\b.{0,25}\b(?:(?:the )?(?:rubric|criteria(?! (?:for|of|to|by|that|on)\b(?!.{0,20}\b(?:interview|marks?|scor|grad|level|top))))|scorecard|grading criteria|my (?:score|grade|marks?)|full marks for|(?:the |a )?(?:answer key|answer sheet|(?:expected|model) answer)|level 4)\b|\b(?:tell|show|give) (?:me|us)\b.{0,12}\b(?:right|correct) (?:answer|solution)\b/i,
    /\bwhat (?:exactly )?(?:are|were) you looking for\b|\bwhat would an? (?:5|4|top|perfect)\b/i,
    /\bsolve (?:it|this) for me\b|\bis the answer\b.{0,40}\?|\bjust say yes or no\b/i,
    /\b(?:other|last|previous) candidates?\b.{0,30}\b(?:said?|say|scor\w+|answer\w*|interview\w*|job)\b|\brecruiter's\b.{0,20}\bnotes\b/i,
  ],
  course: [
    /\b(?:end|stop|skip|finish) (?:the|this) (?:interview\b.{0,30}\b(?:now|pass|mark|and)|(?:phase|section)\b.{0,30}\b(?:pass|full marks))\b/i,
    /\b(?:skip|stop asking|end|finish) (?:all |the )*(?:remaining |further )?(?:questions|follow-?ups)\b/i,
  ],
}

const ALL = Object.values(CLASSES)
  .flat()
  .map((pattern) => new RegExp(pattern, `${pattern.flags}g`))

/** Signals, points and rules ask it of the same turn. */
const KEPT = 20_000
const attemptsIn = recently(KEPT, (text): Span[] => {
  const folded = text.replaceAll('’', "'")
  return ALL.flatMap((pattern) => [...folded.matchAll(pattern)]).map((it) => ({
    start: it.index,
    end: it.index + it[0].length,
  }))
})

export const steers = (text: string): boolean => attemptsIn(text).length > 0

/** The sentences of a text, those apart in which it tries to steer. */
export function partSteering(text: string): { steering: Span[]; beside: Span[] } {
  const attempts = attemptsIn(text)
  const isSteering = (span: Span): boolean => attempts.some((it) => it.start < span.end && it.end > span.start)
  const { steering = [], beside = [] } = Object.groupBy(sentences(text), (span) =>
    isSteering(span) ? 'steering' : 'beside',
  )
  return { steering, beside }
}
