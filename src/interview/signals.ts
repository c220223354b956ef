import { cueOf, findCue } from './cues.ts'
import type { Signal } from './events.ts'
import { isQuestion } from './recognise.ts'
import type { Problem } from './rubric.ts'
import { clauses, sentences, tokens } from './words.ts'

const STEERS = [
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|rules|prompt|guidelines|interview)\b/i,
  /\b(?:system|developer)\s*(?:prompt|message|note|:)/i,
  /\b(?:you are now|act as|pretend (?:to be|you)|new instructions?|as an ai\b)/i,
  /\b(?:tell|show|give|reveal|read|print|share)\b.{0,25}\b(?:the rubric|rubric|scorecard|grading criteria|my (?:score|grade|marks?)|the score|full marks|(?:the )?(?:answer|expected) (?:key|sheet|answer)|level 4)\b/i,
  /\b(?:am i|are you|did i)\b.{0,20}\b(?:getting|giving|get)\b.{0,20}\b(?:marks|score|points)\b/i,
  /\b(?:mark|grade|score|rate)\s+(?:this|me|it|my)\b.{0,20}\b(?:as|a|full|highest|max|perfect|4|10)\b/i,
  /\b(?:end|stop|skip|finish)\s+(?:the|this)\s+(?:interview|phase|section)\b.{0,30}\b(?:now|pass|mark|and)\b/i,
]

const STUCK =
  /\b(?:i(?: do not|'m not|'ve| am| have)?\s*(?:don't know|not sure|no idea|no clue|stuck|never done)|i don't know|no idea|no clue|stuck|(?:a|any) hint|help me|what would you do|what(?:'s| is) the (?:right |best |correct )?(?:answer|solution)|i guess nobody|can't think)\b/i

const THINKING =
  /^(?:let me think|give me a (?:moment|second|sec|minute)|one (?:moment|second|sec)|hold on|h+m+|u+m+|just a (?:moment|second))/i

/** What a turn does besides answering, by code alone; the model has no say in it. */
export function readSignals(text: string): Signal[] {
  const words = tokens(text).length
  const folded = text.replaceAll('’', "'")
  const signals: Signal[] = []
  if (STEERS.some((pattern) => pattern.test(folded))) signals.push('steers')
  if (words <= 40 && STUCK.test(folded)) signals.push('stuck')
  else if (words <= 12 && THINKING.test(folded.trim())) signals.push('thinking')
  if (questionsOf(text).length > 0) signals.push('asks')
  return signals
}

/**
 * Ids of the facts that the questions in this turn ask for, in the order asked; at most two, so that they can be said.
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
  return [...new Set(asked)].slice(0, 2)
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
