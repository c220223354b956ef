import type { Signal } from '../events.ts'
import type { Problem } from '../rubric.ts'
import { clauses, sentences, tokens } from '../words.ts'
import { cueOf, findCue } from './cues.ts'
import { isQuestion } from './questions.ts'
import { partSteering, steers } from './steering.ts'

/** Of the candidate, not of an order: "I'm stuck" is, "stuck orders" is not. */
const STUCK = new RegExp(
  [
    String.raw`\bi(?:'m| am| feel| got)(?: really| still| honestly| totally| completely| a bit| kind of| just)? (?:not sure|unsure|lost|stuck|out of ideas)\b`,
    String.raw`\bi(?: honestly| really)? (?:don't|do not|dont) (?:really )?know\b`,
    String.raw`\b(?:i|we)(?:'ve| have)?(?: really| honestly| absolutely)? no (?:idea|clue)\b`,
    String.raw`(?<!\b(?:has|have|had|with) )\bno (?:idea|clue)\b`,
    String.raw`^\W*(?:not sure|unsure|dunno|don't know|stuck|help me)\b`,
    String.raw`\b(?:i've|i have) never done\b`,
    String.raw`\bi guess nobody\b|\bcan't think\b`,
  ].join('|'),
  'i',
)

/** Help asked for in so many words, however much else was said. */
const HELP = new RegExp(
  [
    String.raw`\bany hints?\b|\b(?:give me|can i (?:get|have)|could i (?:get|have)|may i have|(?:can|could|would) you give me|i(?:'d| would)? (?:need|like|want)|i could use)\b.{0,15}\b(?:hints?|nudge)\b`,
    String.raw`\b(?:can|could) you help\b|\bplease help\b|\bwhat would you do\b`,
    String.raw`\bwhat(?:'s| is) the (?:right |best |correct )?(?:answer|solution)\b`,
  ].join('|'),
  'i',
)

const FILLER = /^(?:(?:h+m+|u+m+|e+r+m*|oh|ok|okay|well|so|good question|interesting)\b[\s,.…!-]*)+/i
/** Nothing but a request for time; "One second is the timeout" is an answer. */
const THINKING =
  /^(?:let me think|(?:give me|just|hold on)?\s*(?:a|one) (?:moment|second|sec|minute)(?=\s*(?:$|[.,…!]|please|to think))|hold on(?=\s*(?:$|[.,…!]))|$)/i

/** How many words of a turn stand in sentences that do not steer. */
export const wordsBeside = (text: string): number =>
  partSteering(text).beside.reduce((sum, span) => sum + tokens(text.slice(span.start, span.end)).length, 0)

/** What a turn does besides answering, by code alone; the model has no say in it. */
export function readSignals(text: string): Signal[] {
  const words = tokens(text).length
  const folded = text.replaceAll('’', "'")
  const signals: Signal[] = []
  if (steers(text)) signals.push('steers')
  const help = HELP.test(folded)
  if (help) signals.push('help')
  if (help || (words <= 40 && STUCK.test(folded))) signals.push('stuck')
  else if (words > 0 && words <= 12 && THINKING.test(folded.trim().replace(FILLER, ''))) signals.push('thinking')
  if (questionsOf(text).length > 0) signals.push('asks')
  return signals
}

/** More at once nobody remembers. */
const MOST_FACTS = 3

/**
 * Ids of the facts that the questions in this turn ask for, in the order asked; no more than can be said.
 * Each clause of a question asks for what fits it best.
 */
export function factsAskedFor(problem: Problem, text: string): string[] {
  const parts = questionsOf(text).flatMap((question) => clauses(question, { start: 0, end: question.length }))
  const asked = parts.flatMap((clause) => {
    const found = Object.entries(problem.facts).map(([id, fact]) => ({
      id,
      hits: fact.about.filter((about) => findCue(cueOf(about), [clause]) !== null).length,
    }))
    const best = Math.max(0, ...found.map((it) => it.hits))
    return best === 0 ? [] : found.filter((it) => it.hits === best).map((it) => it.id)
  })
  return [...new Set(asked)].slice(0, MOST_FACTS)
}

const INDIRECT =
  /^(?:(?:ok|okay|so|and|well|first|also|then)[, ]+)*(?:can i ask|could you tell|may i ask|i'd (?:like to|want to) (?:know|ask|understand)|i (?:want|need) to know|tell me)\b/i

/** Asked of the air, not of the interviewer. */
const RHETORICAL = /\b(?:make sense|right|okay|ok|you know|so far|sound good|follow)\?$/i

const questionsOf = (text: string): string[] =>
  sentences(text)
    .map((span) => text.slice(span.start, span.end))
    .filter((sentence) => !RHETORICAL.test(sentence))
    .filter((sentence) => isQuestion(sentence) || INDIRECT.test(sentence.replaceAll('’', "'")))
