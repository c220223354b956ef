import type { LegalMove } from '../events.ts'
import { cueOf, isOf, standIn, tableOf } from '../hearing/cues.ts'
import type { Interview } from '../interview.ts'
import { onceFor, recently } from '../remember.ts'
import { type Problem, pointsOf, type Rubric } from '../rubric.ts'
import { plain, sentences, takeApart, tokens } from '../words.ts'

/** Every sentence of a model passes these before a candidate hears it. */
export type Guarded = {
  rubric: Rubric
  interview: Interview
  /** The pair being spoken; its authored words are allowed. */
  pair: LegalMove
  /** Sentences released so far this turn. */
  released: string[]
  /** What the model was told, when it was a model: none of it is for the candidate. */
  prompt?: string
}

const MOST_SENTENCES = 2
/** Facts are told in as many sentences as their author took. */
const mostSentences = (pair: LegalMove): number =>
  pair.move === 'answer' ? Math.max(MOST_SENTENCES, sentences(pair.says).length + 1) : MOST_SENTENCES
const MOST_WORDS = 50
/** Beside facts, a word on what else was asked. */
const spareWords = (pair: LegalMove): number => (pair.move === 'answer' ? 25 : 10)

const VERDICT =
  /\b(?:correct(?:ly)?|that's (?:right|true|wrong|it)|you're right|absolutely|great|good (?:answer|point|idea|question|catch|thinking|job|call)|excellent|perfect|well done|nice|impressive|brilliant|solid|spot on|makes sense|i like|i agree|(?<!\b(?:go|goes|going|gone|went) )wrong|incorrect|not quite|unfortunately|mistaken|you missed|you forgot)\b/i

/** "Exactly." judges; "what does each of them write, exactly?" asks. */
const ASSENT = /^(?:exactly|precisely|yes|right|true)\b/i

const INSIDE =
  /\b(?:rubric|criteri(?:on|a)|system prompt|my instructions|these instructions|legal (?:move|pair)s?|json|canary|scorecard|level (?:[1-4]|one|two|three|four)|full marks)\b/i

/** Markup, and what the eye cannot read: controls, half characters, changes of direction. */
const SHAPE = /[[\]<>`#*]|\{(?!\w+\})|(?<!\{\w+)\}|^\s*[-•]|[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]|https?:/u

/** Why a sentence may not be spoken, or null when it may. */
export function refuse(guarded: Guarded, sentence: string): string | null {
  const { pair, released, interview } = guarded
  const spoken = [...released, sentence].join(' ')
  if (released.length >= mostSentences(pair)) return 'too-many-sentences'
  if (tokens(spoken).length > Math.max(MOST_WORDS, tokens(pair.says).length + spareWords(pair))) return 'too-long'
  if ((spoken.match(/\?/g) ?? []).length > 1) return 'two-questions'
  if (SHAPE.test(sentence) || sentence.includes(interview.nonce)) return 'not-speech'
  if (ASSENT.test(sentence) || says(VERDICT, sentence, pair)) return 'verdict'
  if (says(INSIDE, sentence, pair) && pair.move !== 'redirect') return 'inside'
  if (echoes(guarded, sentence)) return 'echo'
  if (leaks(guarded, sentence)) return 'leak'
  if (repeats(guarded, sentence)) return 'repeat'
  return null
}

const folded = (text: string): string => text.replaceAll('’', "'")

/** Does a sentence hold such words, other than as the pair itself has them ("would go wrong", "the wrong page")? */
const says = (words: RegExp, sentence: string, pair: LegalMove): boolean =>
  [...folded(sentence).matchAll(new RegExp(words, 'gi'))].some((match) => {
    const before =
      folded(sentence)
        .slice(0, match.index)
        .match(/[\p{L}\p{N}'’]+\s+$/u)?.[0] ?? ''
    return before === '' || !folded(pair.says).toLowerCase().includes(`${before}${match[0]}`.toLowerCase())
  })

/** Fewer words than these are anybody's; as many as those in a row are a quotation. */
const ECHO = { least: 6, run: 8 }

/** Does a sentence read the prompt aloud, other than what the candidate has heard or is to hear now? */
function echoes({ rubric, prompt, interview, pair }: Guarded, sentence: string): boolean {
  const words = tokens(sentence).map((token) => token.word)
  if (!prompt || words.length < ECHO.least) return false
  const size = Math.min(ECHO.run, words.length)
  const runs = words.slice(size - 1).map((_, at) => words.slice(at, at + size))
  const told = promptWords(prompt)
  const read = runs.map((words) => ` ${words.join(' ')} `).filter((run) => told.includes(run))
  if (read.length === 0) return false
  const asks = rubric.problem.probes.find((probe) => probe.id === pair.target)?.asks ?? ''
  const known = [...interview.turns.map((turn) => turn.text), pair.says, asks].map(wordsOf)
  return read.some((run) => !known.some((text) => text.includes(run)))
}

const wordsOf = (text: string): string =>
  ` ${tokens(text)
    .map((token) => token.word)
    .join(' ')} `

/** Each sentence is held against the same prompt, which stays the same through an interview. */
const KEPT = 500_000
const promptWords = recently(KEPT, wordsOf)

/** The cues of points that are shown by a statement. */
const answersOf = onceFor((problem: Problem) =>
  tableOf(
    pointsOf(problem).flatMap((point) => (point.asked ? [] : point.cues.map((cue) => ({ point, cue })))),
    ({ cue }) => [cue],
  ),
)

/**
 * An answer's words, when somebody has not said them yet. Words that the talk has used, or our planned questions, give
 * nothing away, however they stand together.
 */
export function leaks(guarded: Pick<Guarded, 'rubric' | 'interview' | 'pair'>, sentence: string): boolean {
  const { rubric, interview } = guarded
  const words = takeApart(sentence)
  const cues = words
    .flatMap((sentence) => [...standIn(answersOf(rubric.problem), sentence)])
    .filter(({ point }) => interview.coverage[point.id] === undefined)
    .map(({ cue }) => cueOf(cue))
  if (cues.length === 0) return false
  const named = words.flat(2).filter((token) => cues.some((cue) => isOf(cue, token)))
  const texts = heardTexts(guarded)
  return named.some(({ word }) => !texts.some((text) => holdsForm(text, stem(word))))
}

/** Does a text hold a form of a word? Most don't hold its letters, and need not be taken apart. */
const holdsForm = (text: string, form: string): boolean =>
  plain(text).includes(form) && tokens(text).some(({ word }) => stem(word) === form)

/** Words alike so far are forms of one word. */
export const stem = (word: string): string => word.slice(0, 5)

/** All that was said or drawn, and what may be asked in any case. */
const heardTexts = ({ rubric, interview, pair }: Pick<Guarded, 'rubric' | 'interview' | 'pair'>): string[] => [
  ...interview.turns.map((turn) => turn.text),
  ...[...(interview.board?.graph.nodes ?? []), ...(interview.board?.graph.zones ?? [])].map((it) => it.label),
  ...rubric.problem.probes.map((probe) => probe.asks),
  ...rubric.problem.changes.map((change) => change.says),
  pair.says,
]

const ALIKE = 0.8

/** Moves that may come back to a question that was asked. */
const RETURNS = new Set(['redirect', 'be-specific', 'hint'])

/** The very sentence again, or nearly the same question as one asked before (Jaccard over words). */
function repeats({ interview, pair, released }: Guarded, sentence: string): boolean {
  if (released.includes(sentence)) return true
  if (RETURNS.has(pair.move) || !sentence.includes('?')) return false
  const words = new Set(tokens(sentence).map((token) => token.word))
  return interview.turns
    .filter((turn) => turn.by === 'interviewer')
    .some((turn) => {
      const asked = sentences(turn.text).map((span) => turn.text.slice(span.start, span.end))
      return [turn.text, ...asked].some((text) => {
        const before = new Set(tokens(text).map((token) => token.word))
        return words.intersection(before).size / words.union(before).size >= ALIKE
      })
    })
}
