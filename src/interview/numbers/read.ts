import { isCopy, shingles } from '../recognise.ts'
import { type Span, sentences } from '../words.ts'
import { capacityIn } from './capacity.ts'
import { doubtOf } from './doubt.ts'
import { framed, frameOf } from './frame.ts'
import { marksOfPlace, setsScene } from './place.ts'
import { promisesIn } from './promised.ts'
import { quantitiesIn } from './quantities.ts'
import type { Mark, Stated } from './stated.ts'

/** A turn with more is no answer. */
const MOST_STATED = 40

/**
 * What a candidate's turn states in numbers, chooses as one machine and promises, in the order said. What is asked,
 * denied, supposed, hedged, past, somebody else's or copied from the interviewer does not count.
 *
 * @param heard what the interviewer has said so far; its last turn is the question on the table
 */
export function statedIn(text: string, heard: string[] = []): Stated[] {
  const copied = new Set(heard.flatMap(shingles))
  const frame = frameOf(text, heard)
  const found: Stated[] = []
  let supposed = false
  let before = ''
  for (const span of sentences(text)) {
    const sentence = text.slice(span.start, span.end)
    const doubt = doubtOf(sentence)
    // What was supposed, or told of somebody else, is still spoken of in the sentences that follow.
    const marks: Mark[] = supposed || doubt === 'others' ? ['supposed'] : []
    const said = isCopy(sentence, copied) ? [] : saidIn(text, span, doubt !== null, heard.at(-1) ?? null)
    found.push(
      ...said.map((it) => framed(it, frame, [...marks, ...marksOfPlace(it, sentence, before, heard.at(-1) ?? '')])),
    )
    supposed ||= doubt === 'supposed' || doubt === 'others'
    if (setsScene(sentence)) before = sentence
  }
  return found.slice(0, MOST_STATED)
}

/** A promise weighs its own doubts: "if it is lost, it's lost" supposes nothing. */
function saidIn(text: string, sentence: Span, doubtful: boolean, asked: string | null): Stated[] {
  const sure: Stated[] = doubtful ? [] : [...quantitiesIn(text, sentence), ...capacityIn(text, sentence)]
  return [...sure, ...promisesIn(text, sentence, asked)].sort((a, b) => a.start - b.start)
}
