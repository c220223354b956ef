import type { InterviewerSpoke, LegalMove } from '../../src/interview/events.ts'
import { choose } from '../../src/interview/speaking/reply.ts'
import { asksFor } from '../../src/interview/speaking/speech.ts'
import { sentences } from '../../src/interview/words.ts'
import type { Case } from './cases.ts'
import { FIRST, type Held, markOf, SAYS, SECOND } from './hold-turn.ts'

/** All that is known of a case once it was held. */
export type Outcome = {
  held: Held
  /** What the store holds: every turn in order, and the two replies. */
  turns: { by: 'candidate' | 'interviewer'; text: string }[]
  first: InterviewerSpoke
  second: InterviewerSpoke
  /** What the machine allowed for the first reply. */
  legal: LegalMove[]
  /** Classes of faults on log lines about this interview. */
  logged: string[]
}

/** No candidate is kept waiting longer. */
const FIRST_WORD_MS = 30_000
const ATTEMPTS = 3

/** What looping models repeat is whole sentences, and may be spoken until the guards have enough of it. */
const LOOPED = ['Go on.']

const partsOf = (text: string): string[] => sentences(text).map(({ start, end }) => text.slice(start, end))

/** What is owed to the candidate whatever the endpoint does. */
const PROMISES: Record<string, (it: Case, outcome: Outcome) => boolean> = {
  'both answers are acknowledged': (_, { held }) => held.first.status === 200 && held.second.status === 200,
  'the answers are saved, once each and in order, each with one reply': (it, { turns, first, second }) => {
    const [, ...rest] = turns.map(({ text }) => text)
    return JSON.stringify(rest) === JSON.stringify([`${markOf(it)} ${FIRST}`, first.text, SECOND, second.text])
  },
  'the reply is legal': (_, { first, legal }) => choose(legal, first.move, first.target ?? 'none') !== null,
  'the reply asks something': (_, { first }) => asksFor(first.text),
  'nothing partial is kept: every sentence is whole, of the model or authored': (_, { first, legal }) => {
    const pair = choose(legal, first.move, first.target ?? 'none')
    const whole = new Set([...partsOf(SAYS), ...partsOf(pair?.says ?? ''), ...LOOPED])
    return partsOf(first.text).every((it) => whole.has(it))
  },
  'what was heard is what is kept': ({ streamed }, { held, first }) =>
    streamed ? held.first.said.join(' ') === first.text : held.first.text.includes(JSON.stringify(first.text)),
  'an answer that survived is the model’s, any other says that it was not': ({ called }, { first }) =>
    first.by === 'model' ? called.includes('end') && first.fault === null : first.fault !== null,
  'the fault is called by its name': (it, { first }) => namesOf(it, first).includes(first.fault ?? 'end'),
  'the name is in the log': (_, { first, logged }) => first.fault === null || logged.includes(first.fault),
  'no name of a fault reaches the candidate': (_, { held, first }) =>
    first.fault === null || !held.first.text.includes(`"${first.fault}"`),
  'the first word comes in time': (_, { held }) => held.first.firstMs < FIRST_WORD_MS,
  'the endpoint is asked three times at most, and left in peace then': (_, { held }) =>
    held.calls <= ATTEMPTS + 1 && held.released,
  'the next turn is the model’s again where it can be asked': ({ after }, { second }) =>
    after.includes(second.by) && (second.by === 'script') === (second.fault !== null),
}

/** A turn that had no time for the whole call says so, unless a sentence came in that time. */
function namesOf({ called, impatient }: Case, { text }: InterviewerSpoke): string[] {
  const [opening = ''] = partsOf(SAYS)
  return impatient && !text.startsWith(opening) ? ['patience'] : called
}

/** The promises that were broken. */
export const judge = (it: Case, outcome: Outcome): string[] =>
  Object.entries(PROMISES).flatMap(([name, isKept]) => (isKept(it, outcome) ? [] : [name]))
