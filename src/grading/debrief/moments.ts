import { describe, nodeFor } from '../../interview/board/place.ts'
import type { Asked, Interview, Turn } from '../../interview/interview.ts'
import { questionIn } from '../../interview/policy/say.ts'
import { bringsOf, wordFor } from '../../interview/probes.ts'
import type { Point, Problem } from '../../interview/rubric.ts'
import { stem } from '../../interview/speaking/guards.ts'
import { sentences, tokens } from '../../interview/words.ts'
import type { Quote } from '../grade.ts'
import { isEnough, placeQuotes } from '../place-quotes.ts'
import type { Reading } from '../scripted-verdict.ts'

/** Moments of an interview: where a point was shown, asked for, answered or close at hand. */

/** The candidate's words that showed a point, or null where nothing says which they were. */
export function evidenceOf(interview: Interview, reading: Reading, point: string): Quote | null {
  const covered = interview.coverage[point]
  const said = covered && covered.how !== 'told' ? { turn: covered.seq, text: covered.quote } : reading.get(point)
  return said ? (placeQuotes(interview, [said]).standing[0] ?? null) : null
}

/** The candidate's turns about the design: one that tried to steer is quoted as that and nothing else. */
const spoken = ({ turns, steered }: Interview): Turn[] =>
  turns.filter((it) => it.by === 'candidate' && !steered.includes(it.seq))

/** A question that was put: its turn, its words, what was answered at first, and the help given with it. */
export type Put = { asked: Asked; question: string; answer: Quote | null; hints: number[] }

/** The question that asked for a point first of all, and else with others; null when none did, or it was not answered. */
export function putFor(problem: Problem, interview: Interview, point: Point): Put | null {
  const rank = ({ probe }: Asked) => bringsOf(problem, probe).indexOf(point.id)
  const [asked] = interview.asked
    .filter((it) => it.turns > 0 && rank(it) !== -1)
    .toSorted((a, b) => rank(a) - rank(b) || a.seq - b.seq)
  if (!asked) return null
  const at = interview.turns.find((it) => it.seq === asked.seq)
  const question = askedIn(at?.text ?? '')
  const answer = spoken(interview).find((it) => it.seq > asked.seq)
  const hints = interview.turns
    .filter((it) => it.move === 'hint' && it.target === asked.probe && it.seq > asked.seq)
    .map((it) => it.seq)
  return { asked, question, answer: answer ? nearestIn(answer, `${question} ${point.says}`) : null, hints }
}

/** A question of so few words says little without the sentence before it. */
const FEW = 13

function askedIn(text: string): string {
  const question = questionIn(text)
  const before = sentences(text.slice(0, text.lastIndexOf(question))).at(-1)
  if (!before || tokens(question).length > FEW) return question
  return `${text.slice(before.start, before.end)} ${question}`
}

/** So many words in common with a point, and what is named is more than a word of its question. */
const AKIN = 2

/**
 * The candidate's words that name what a point's questions are about and share most with the point, latest first; null
 * when there are none.
 */
export function namedFor(problem: Problem, interview: Interview, point: Point): Quote | null {
  const probes = problem.probes.filter((it) => it.brings.includes(point.id))
  const wanted = subjects(point.says)
  const named = spoken(interview)
    .toReversed()
    .flatMap((turn) =>
      sentences(turn.text).map((span) => ({ turn, span, text: turn.text.slice(span.start, span.end) })),
    )
    .filter(({ text }) => isEnough(text) && !text.endsWith('?'))
    .map((it) => ({ ...it, shared: subjects(it.text).intersection(wanted).size }))
    .filter(({ text, shared }) => shared >= AKIN && probes.some(({ binds }) => wordFor(binds, { text }) !== null))
  const [best] = named.toSorted((a, b) => b.shared - a.shared)
  return best ? { turn: best.turn.seq, ...shorter(best.turn.text, best.span) } : null
}

/** What a point's questions are about, where it stands on the candidate's board. */
export function drawnFor(problem: Problem, { board }: Interview, point: Point): { turn: number; what: string } | null {
  if (!board) return null
  const nodes = problem.probes
    .filter((it) => it.brings.includes(point.id))
    .flatMap((it) => nodeFor(board.graph, it.binds) ?? [])
  return nodes[0] ? { turn: board.seq, what: describe(nodes[0]) } : null
}

const NOUN = /^\p{L}[\p{L} -]{3,}$/u
const AFTER =
  '(?=[,.;:!?)]|$| (?:is|are|at|of|and|or|but|that|which|to|in|on|for|with|by|from|into|between|through|before|after|when|so|then|gets?|goes|takes?|has|holds?|keeps?)\\b)'

/** A part of their design that a point's questions are about, by the name the candidate gave it, latest first. */
export function partFor(problem: Problem, interview: Interview, point: Point): string | null {
  const binds = problem.probes.filter((it) => it.brings.includes(point.id)).flatMap((it) => it.binds)
  for (const turn of spoken(interview).toReversed())
    for (const bind of binds.filter((it) => NOUN.test(it))) {
      const word = wordFor([bind], turn)
      // With an article before it and no noun after, a word is the name of a thing.
      if (word !== null && new RegExp(`\\b(?:the|an?|my|our|each|one) ${word}${AFTER}`, 'i').test(turn.text))
        return word
    }
  return null
}

const LONGEST = 220

/** A long sentence up to the last space within reach. */
function shorter(text: string, { start, end }: { start: number; end: number }) {
  const stop = end - start <= LONGEST ? end : text.lastIndexOf(' ', start + LONGEST)
  const last = stop > start ? stop : end
  return { start, end: last, text: text.slice(start, last) }
}

const subjects = (text: string): Set<string> =>
  new Set(tokens(text).flatMap(({ word }) => (word.length > 3 ? [stem(word)] : [])))

/** The sentence of a turn that shares most with what it is about; the first of the longest where none shares anything. */
function nearestIn(turn: Turn, about: string): Quote | null {
  const wanted = subjects(about)
  const scored = sentences(turn.text)
    .map((span) => ({ span, text: turn.text.slice(span.start, span.end) }))
    .filter(({ text }) => isEnough(text) && !text.endsWith('?'))
    .map((it) => ({ ...it, shared: subjects(it.text).intersection(wanted).size }))
    .toSorted((a, b) => b.shared - a.shared || b.text.length - a.text.length)
  const [best] = scored
  return best ? { turn: turn.seq, ...shorter(turn.text, best.span) } : null
}
