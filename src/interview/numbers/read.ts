import { isCopy, spokenOf } from '../hearing/copying.ts'
import { type Span, sentences } from '../words.ts'
import { capacityIn } from './capacity.ts'
import { doubtOf, supposesWorld } from './doubt.ts'
import { framed, frameOf } from './frame.ts'
import { once } from './once.ts'
import { marksOfPlace, setsScene } from './place.ts'
import { promisesIn } from './promised.ts'
import { quantitiesIn } from './quantities.ts'
import type { Stated } from './stated.ts'

/** A turn with more is no answer. */
const MOST_STATED = 40

/**
 * What a candidate's turn states in numbers, chooses as one machine and promises, in the order said. What is asked,
 * denied, supposed, hedged, past, somebody else's or copied from the interviewer does not count.
 *
 * @param heard what the interviewer has said so far; its last turn is the question on the table
 */
export function statedIn(text: string, heard: string[] = []): Stated[] {
  // Most sentences state nothing, and what the interviewer has said need not be taken apart for them.
  const spoken = once(() => spokenOf(heard))
  const frame = frameOf(text, heard)
  const found: Stated[] = []
  let supposed = false
  let before = ''
  for (const span of sentences(text)) {
    const sentence = text.slice(span.start, span.end)
    // What was told of another size or another company is still spoken of in the sentences that follow.
    supposed ||= supposesWorld(sentence)
    const stated = saidIn(text, span, heard.at(-1) ?? null)
    const said = stated.length > 0 && isCopy(sentence, spoken()) ? [] : stated
    const place = { sentence, before, asked: frame.asked, supposed }
    found.push(...said.map((it) => framed(it, frame, marksOfPlace(it, place))))
    if (setsScene(sentence)) before = sentence
  }
  return found.slice(0, MOST_STATED)
}

/** "When the primary dies, the standby takes over": that there are two is no supposition. */
const SPARE = /standby|stand-by|replica|fail|follower|secondar|over/i

/** A promise weighs its own doubts: "if it is lost, it's lost" supposes nothing. */
function saidIn(text: string, sentence: Span, asked: string | null): Stated[] {
  const doubt = doubtOf(text.slice(sentence.start, sentence.end))
  const machines = doubt === null || doubt === 'supposed' ? capacityIn(text, sentence) : []
  const sure: Stated[] =
    doubt === null
      ? [...quantitiesIn(text, sentence), ...machines]
      : machines.filter((it) => it.value === null && SPARE.test(it.quote))
  return [...sure, ...promisesIn(text, sentence, asked)].sort((a, b) => a.start - b.start)
}
