import { advance, open } from '../interview/advance.ts'
import type { CandidateSpoke, InterviewerSpoke, SeqEvent } from '../interview/events.ts'
import type { Interview } from '../interview/interview.ts'
import { wordFor } from '../interview/probes.ts'
import { type Probe, pointsOf, type Rubric } from '../interview/rubric.ts'
import { leaks, stem } from '../interview/speaking/guards.ts'
import { tokens } from '../interview/words.ts'

/** A whole interview as its interviewer held it, and what can be measured of that. */

/** A turn of the interviewer, the state in which it was chosen, and the candidate's turn it answers. */
export type Spoken = { turn: InterviewerSpoke & { seq: number }; before: Interview; heard: CandidateSpoke | null }
export type Held = { rubric: Rubric; spoken: Spoken[]; interview: Interview }

/** @throws when the events do not begin with the opening of the interview */
export function heldOf(rubric: Rubric, events: SeqEvent[]): Held {
  const [first, ...rest] = events
  if (first?.type !== 'interview-opened') throw new Error('an interview begins with its opening')
  let { interview } = open(rubric, '', first)
  let heard: CandidateSpoke | null = null
  const spoken: Spoken[] = []
  for (const event of rest) {
    if (event.type === 'interviewer-spoke') spoken.push({ turn: event, before: interview, heard })
    if (event.type === 'candidate-spoke') heard = event
    interview = advance(rubric, interview, event).interview
  }
  return { rubric, spoken, interview }
}

export const wordsIn = (text: string): number => tokens(text).length
const sum = (numbers: number[]): number => numbers.reduce((total, it) => total + it, 0)

/** Words of five letters and more, cut to five, that are not everybody's: enough to tell a shared subject. */
const subjects = (text: string): Set<string> =>
  new Set(
    tokens(text)
      .map((token) => stem(token.word))
      .filter((word) => word.length === 5 && !COMMON.has(word)),
  )
const COMMON = new Set(
  'about after again befor being could every first going happe maybe other right shall since still their there these thing think those under until using where which while whose would'.split(
    ' ',
  ),
)

/** Is a question about something that the candidate named in their last turn? */
const isBound = (probe: Probe, heard: CandidateSpoke | null): boolean =>
  heard !== null && wordFor(probe.binds, heard) !== null

/** Turns that probed while the phase had a question about what had just been said, and those of them that took it up. */
export function followUps({ rubric, spoken }: Held): { called: number; taken: number } {
  const probes = (turn: InterviewerSpoke, targets: (string | null)[]): Probe[] =>
    rubric.problem.probes.filter(
      (probe) => targets.includes(probe.id) && rubric.format.phases[turn.phase]?.asks.includes(probe.phase),
    )
  const called = spoken.filter(({ turn, heard }) => {
    const legal = turn.why.legal.map((pair) => pair.target)
    return turn.move === 'probe' && probes(turn, legal).some((probe) => isBound(probe, heard))
  })
  const taken = called.filter(
    ({ turn, heard }) =>
      probes(turn, [turn.target]).some((probe) => isBound(probe, heard)) ||
      !subjects(turn.text).isDisjointFrom(subjects(heard?.text ?? '')),
  )
  return { called: called.length, taken: taken.length }
}

/** At this pace a minute of speech is reckoned (a calm conversation; audio books are read at 150–160). */
const WORDS_A_MINUTE = 150

/** Of the words; of the time, where a candidate said so little that any question would be most of them. */
export function talkShare({ spoken, interview }: Held): number {
  const own = sum(spoken.slice(1).map(({ turn }) => wordsIn(turn.text)))
  const theirs = sum(interview.turns.filter((turn) => turn.by === 'candidate').map((turn) => wordsIn(turn.text)))
  const minutes = ((interview.endedAt ?? interview.openedAt) - interview.openedAt) / 60_000
  return own === 0 ? 0 : Math.min(own / (own + theirs), own / WORDS_A_MINUTE / Math.max(minutes, 1))
}

/** An answer's words that nobody had said by then; facts and hints are for telling. */
export function tellsAnswer(rubric: Rubric, { turn, before }: Spoken): boolean {
  if (turn.move === 'hint') return false
  const says = Object.values(rubric.problem.facts).map((fact) => fact.says)
  const pair = { move: turn.move, target: turn.target, phase: turn.phase, because: '', says: says.join(' ') }
  return (
    pointsOf(rubric.problem).some((point) => turn.text.includes(point.says)) ||
    (turn.by === 'model' && leaks({ rubric, interview: before, pair }, turn.text))
  )
}
