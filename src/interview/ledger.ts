import { advance, open } from './advance.ts'
import type { CandidateSpoke, InterviewerSpoke, LegalMove, SeqEvent } from './events.ts'
import type { Interview } from './interview.ts'
import { minutesLeft, phaseAt } from './phases.ts'
import { rank } from './policy/rank.ts'
import type { Rubric } from './rubric.ts'

/**
 * The prompt as an append-only ledger. Everything in it follows from the events alone (the clock of a note is that of
 * the candidate's turn), so that every request of an interview begins with every byte of the one before.
 */
export type LedgerMessage = { role: 'system' | 'user' | 'assistant'; content: string }

/** What the model may do next, and the state to judge its answer by. */
export type Ledger = {
  messages: LedgerMessage[]
  legal: LegalMove[]
  interview: Interview
  heard: CandidateSpoke | null
}

/** @throws when the events do not begin with the opening, which holds the frozen system message */
export function ledgerOf(rubric: Rubric, id: string, events: SeqEvent[]): Ledger {
  const [first, ...rest] = events
  if (first?.type !== 'interview-opened') throw new Error(`interview ${id} does not begin with its opening`)
  let { interview } = open(rubric, id, first)
  let heard: CandidateSpoke | null = null
  let legal = rank(rubric, interview, null, first.at)
  let due = noteOf(rubric, interview, legal, first.at)
  const messages: LedgerMessage[] = [{ role: 'system', content: first.system ?? '' }]
  for (const event of rest) {
    if (event.type === 'interviewer-spoke')
      messages.push({ role: 'user', content: due }, { role: 'assistant', content: answerOf(event) })
    interview = advance(rubric, interview, event).interview
    if (event.type !== 'candidate-spoke') continue
    heard = event
    legal = rank(rubric, interview, heard, event.at)
    due = `${event.text}\n\n${noteOf(rubric, interview, legal, event.at)}`
  }
  if (interview.due === 'interviewer') messages.push({ role: 'user', content: due })
  return { messages, legal, interview, heard }
}

/** The machine's note: legal pairs, minutes left, and what the pairs unlock. */
function noteOf(rubric: Rubric, interview: Interview, legal: LegalMove[], at: number): string {
  const phase = phaseAt(rubric.format, interview.phase)
  const lines = [
    `phase: ${phase.title} (${phase.goal}) · about ${minutesLeft(interview, at)} minutes left`,
    'legal:',
    ...legal.map((it) => `- ${it.move} ${it.target ?? 'none'}${it.move === 'open' ? '' : `: ${it.says}`}`),
  ]
  return `<${interview.nonce}>\n${lines.join('\n')}\n</${interview.nonce}>`
}

/** The interviewer's committed turn, in the form the model is asked for. */
function answerOf(event: InterviewerSpoke): string {
  // The order of emission, which a store need not keep.
  const observed = event.observed.map(({ probe, answered, quote }) => ({ probe, answered, quote }))
  return JSON.stringify({ move: event.move, target: event.target ?? 'none', say: event.text, observed })
}
