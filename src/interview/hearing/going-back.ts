import type { Interview } from '../interview.ts'
import { wordFor } from '../probes.ts'
import type { Rubric } from '../rubric.ts'
import { clauses, sentences } from '../words.ts'
import { cueOf, findCue } from './cues.ts'

/** Of the conversation, not of a message: "can we go back to the API?" is, "it goes back to the queue" is not. */
const RETURNING = new RegExp(
  [
    String.raw`\b(?:let me|let's|can i|can we|could i|could we|may i|i want to|i'd (?:like|want) to|i would (?:like|want) to|i need to|i have to) (?:\w+ ){0,2}?(?:(?:go|come|get|jump|step|circle|turn|loop) back|return to|revisit|rethink|reconsider|change|correct|revise|amend|fix)\b`,
    String.raw`\b(?:i'd|i'll|i would|i should) (?:\w+ ){0,2}?(?:(?:go|come) back to|revisit|rethink|reconsider|change my mind)\b`,
    String.raw`^\W*(?:(?:ok|okay|so|and|but|actually|sorry|wait|h+m+|oh|one thing)\W+)*(?:(?:going|coming|jumping|circling|stepping|turning) )?back to\b`,
    String.raw`\bon second thoughts?\b|\b(?:what )?i said (?:earlier|before)\b|\bearlier i said\b`,
    String.raw`\bi(?:'ve| have)? (?:forgot|forgotten|missed|skipped)(?: \w+)? (?:on|about|in|with)?\b`,
  ].join('|'),
  'i',
)

/**
 * The earlier phase that a candidate goes back to in these words: an index into the format's phases, or null. By the
 * first word that the format has for a phase, else by what the phase's questions are about.
 */
export function goesBackTo(rubric: Rubric, interview: Interview, text: string): number | null {
  for (const span of sentences(text)) {
    const sentence = text.slice(span.start, span.end).replaceAll('’', "'")
    const match = RETURNING.exec(sentence)
    if (!match) continue
    const subject = sentence.slice(match.index + match[0].length)
    const earlier = rubric.format.phases.slice(0, interview.phase)
    const named = first(earlier.map((phase) => placeOf(phase.about, subject)))
    if (named !== null) return named
    const about = earlier.findLastIndex((phase) =>
      rubric.problem.probes.some(
        (probe) => phase.asks.includes(probe.phase) && wordFor(probe.binds, { text: subject }) !== null,
      ),
    )
    if (about !== -1) return about
  }
  return null
}

/** Where the first of these words stands in the text; infinitely far when none does. */
function placeOf(cues: string[], text: string): number {
  const parts = clauses(text, { start: 0, end: text.length })
  return Math.min(...cues.map((cue) => findCue(cueOf(cue), parts)?.start ?? Number.POSITIVE_INFINITY))
}

/** The index of the smallest place there is. */
function first(places: number[]): number | null {
  const least = Math.min(...places)
  return Number.isFinite(least) ? places.indexOf(least) : null
}
