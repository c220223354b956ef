import { namesAnswer } from './check-rubric.ts'
import type { LegalMove } from './events.ts'
import type { Interview } from './interview.ts'
import { clausesOf } from './probes.ts'
import { pointsOf, type Rubric } from './rubric.ts'
import { sentences, takeApart, tokens } from './words.ts'

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
function echoes({ prompt, interview, pair }: Guarded, sentence: string): boolean {
  const words = tokens(sentence).map((token) => token.word)
  if (!prompt || words.length < ECHO.least) return false
  const size = Math.min(ECHO.run, words.length)
  const told = wordsOf(prompt)
  const known = [...interview.turns.map((turn) => turn.text), pair.says].map(wordsOf)
  return words.slice(size - 1).some((_, at) => {
    const run = ` ${words.slice(at, at + size).join(' ')} `
    return told.includes(run) && !known.some((text) => text.includes(run))
  })
}

const wordsOf = (text: string): string =>
  ` ${tokens(text)
    .map((token) => token.word)
    .join(' ')} `

/** An answer's words, when neither the candidate nor an authored sentence of ours has said them. */
function leaks({ rubric, interview, pair }: Guarded, sentence: string): boolean {
  const words = takeApart(sentence)
  const labels = [...(interview.board?.graph.nodes ?? []), ...(interview.board?.graph.zones ?? [])].map(
    (it) => it.label,
  )
  const said = [...interview.turns, { text: pair.says }, { text: labels.join('\n') }]
  return pointsOf(rubric.problem)
    .filter((point) => interview.coverage[point.id] === undefined && !point.asked)
    .flatMap((point) => point.cues)
    .some((cue) => namesAnswer([cue], words) && !said.some((it) => namesAnswer([cue], clausesOf(it))))
}

const ALIKE = 0.8

/** Moves that may come back to a question that was asked. */
const RETURNS = new Set(['redirect', 'be-specific', 'hint'])

/** Nearly the same question as one asked before (Jaccard over words). */
function repeats({ interview, pair }: Guarded, sentence: string): boolean {
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
