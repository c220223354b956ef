import type { InterviewEvent, InterviewerSpoke, LegalMove, Observed } from '../events.ts'
import { observe } from '../hearing/hear.ts'
import type { Rubric } from '../rubric.ts'
import type { Ledger } from './ledger.ts'

/** A turn of the interviewer as it was spoken, ready to be committed. */
export type Spoken = Pick<InterviewerSpoke, 'text' | 'by' | 'fault' | 'call'> & {
  pair: LegalMove
  observed: Observed[]
}

/** The best pair in its authored words. @throws Error when there is none: the policy always allows one */
export function authored([top]: LegalMove[]): Spoken {
  if (!top) throw new Error('there is no legal move')
  return { pair: top, text: top.says, by: 'script', observed: [], fault: null, call: null }
}

/** What the interviewer's turn was chosen from. */
export type Choice = Pick<Ledger, 'interview' | 'heard' | 'legal' | 'note'>

/** The events of a turn that was spoken `at` (epoch milliseconds): the closing one ends the interview. */
export function spokenEvents(rubric: Rubric, choice: Choice, spoken: Spoken, at: number): InterviewEvent[] {
  const { interview, heard, legal, note } = choice
  const event: InterviewerSpoke = {
    type: 'interviewer-spoke',
    at,
    text: spoken.text,
    move: spoken.pair.move,
    target: spoken.pair.target,
    phase: spoken.pair.phase,
    by: spoken.by,
    why: { legal: legal.map(reasonOnly), trigger: heard ? (interview.turns.at(-1)?.seq ?? null) : null },
    note: interview.interviewer === 'model' ? note : null,
    ...observe(rubric, interview, spoken.observed),
    fault: spoken.fault,
    call: spoken.call,
  }
  return event.move === 'close' ? [event, { type: 'interview-ended', at, reason: 'finished' }] : [event]
}

const reasonOnly = ({ says: _, ...rest }: LegalMove): Omit<LegalMove, 'says'> => rest
