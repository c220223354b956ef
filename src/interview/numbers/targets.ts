import type { Span, Token } from '../words.ts'
import { marksOf } from './scope.ts'
import type { Mark, Quantity } from './stated.ts'
import { subjectOf } from './subjects.ts'

/** Shares and durations that promise something: how often the system is up, how long an answer takes or is waited for. */

const UP = /\b(?:available|availability|uptime|up|slo|sla)\b/
const UP_WORDS = 'available availability uptime up slo sla target goal time times percent'
const LEAST_UP = 0.9

const ANSWERS =
  /\b(?:p\d\d+|latency|answers?|responds?|repl(?:y|ies)|returns?|response|hears?|knows?|sees?|redirects?|confirmation)\b/
const ANSWER_WORDS = `p95 p99 p999 percentile latency response responses time times answer answers answered respond
  responds reply replies return returns back client clients user users customer customers visitor visitors caller page api
  endpoint request requests call calls hear hears know knows see sees done target goal budget slo always confirmation under
  within below`.replace(/\s+/g, ' ')
const BOUND = /\b(?:within|under|in|below|less than|at most|than|of|is|be|latency)\s+(?:about |roughly |around )?$/i

const WAITS =
  /\b(?:(?:the|our|a|each|every) )?(\w+ )?(call|request|api|endpoint|checkout|post|redirect) (?:then |just )?waits? (?:for|on) (?!(?:\w+ )?(?:jobs?|mails?|emails?|messages?|notifications?|parcels?|delivery|shipments?)\b)/gi
const LATER =
  /\b(?:asyn\w+|background|queues?|later|workers?|at most|timeout|deadline|gives? up|cap|up to|bad day|worst|locks?|rows?|polls?|retr(?:y|ies)|sleeps?|between|instead|not|no|never|without|isn't|doesn't|don't|can't|won't)\b/i
const TAKES = /\b(?:takes?|answers in|responds in|needs|is)\s+(?:about |roughly |around )?$/i

/** In seconds; who waits longer waits for no answer. */
const LONGEST_WAIT = 120

/** Users and requests are of every answer; an order, a redirect or a search is of one kind. */
const GENERAL = new Set(['requests', 'calls', 'users', 'customers', 'visitors', 'people', 'hits'])

function operationOf(words: string[]): string {
  const named = words.map(subjectOf).find((key) => key !== null && !GENERAL.has(key))
  return named ?? 'answers'
}

/** A clause as a quotation; longer ones would lose their number. */
const MOST_WORDS = 12
const wordsIn = (text: string): number => text.split(/\s+/).length

/** What a quantity promises, where it promises anything; its quote then holds the words that say so. */
export function purposed(quantity: Quantity, text: string, sentence: Span, clause: Token[], words: string): Quantity {
  if (quantity.kind === 'share') return upTime(quantity, words)
  if (quantity.kind !== 'duration') return quantity
  const before = text.slice(sentence.start, quantity.start)
  return answerTime(quantity, text, before, clause, words) ?? waitTime(quantity, text, sentence, before) ?? quantity
}

function upTime(quantity: Quantity, words: string): Quantity {
  const low = quantity.value ?? quantity.range?.[0] ?? 0
  if (quantity.about === '' && (low < LEAST_UP || !UP.test(words))) return quantity
  return { ...quantity, about: 'availability', scope: ['target', ...marksOf(words, UP_WORDS)] }
}

function answerTime(it: Quantity, text: string, before: string, clause: Token[], words: string): Quantity | null {
  if (!ANSWERS.test(words) || !BOUND.test(before)) return null
  const about = operationOf(words.split(' '))
  const own = words.split(' ').filter((word) => subjectOf(word) === about)
  const scope = marksOf(words, [ANSWER_WORDS, ...own].join(' '))
  if (scope.includes('qualified')) return null
  const start = Math.min(it.start, clause[0]?.start ?? it.start)
  const isShort = wordsIn(text.slice(start, it.end)) <= MOST_WORDS
  return quoted({ ...it, about, scope: ['target', ...scope] }, text, isShort ? start : it.start)
}

function waitTime(it: Quantity, text: string, sentence: Span, before: string): Quantity | null {
  const waits = [...before.matchAll(WAITS)].at(-1)
  if (!waits || (it.range?.[1] ?? it.value ?? 0) > LONGEST_WAIT || !TAKES.test(before)) return null
  if (LATER.test(text.slice(sentence.start, sentence.end))) return null
  const start = sentence.start + waits.index
  if (wordsIn(text.slice(start, it.end)) > MOST_WORDS) return null
  const about = operationOf([waits[1]?.trim() ?? '', waits[2] ?? ''].map((word) => word.toLowerCase()))
  const scope: Mark[] = ['synchronous', ...it.scope.filter((mark) => mark !== 'qualified')]
  return quoted({ ...it, about, scope }, text, start)
}

const quoted = (it: Quantity, text: string, start: number): Quantity => ({
  ...it,
  start,
  quote: text.slice(start, it.end),
})
