import { advance, open } from '../advance.ts'
import type { CandidateSpoke, InterviewerSpoke, LegalMove, SeqEvent } from '../events.ts'
import type { Interview } from '../interview.ts'
import { minutesLeft, phaseAt } from '../phases.ts'
import { rank } from '../policy/rank.ts'
import type { Rubric } from '../rubric.ts'

/**
 * The prompt as an append-only ledger. Everything in it stands in the events as it was sent, and only the last note is
 * made anew, so that every request of an interview begins with every byte of the one before, whatever changed meanwhile.
 */
export type LedgerMessage = { role: 'system' | 'user' | 'assistant'; content: string }

/** What the model may do next, and the state to judge its answer by. */
export type Ledger = {
  messages: LedgerMessage[]
  legal: LegalMove[]
  /** The note that the next turn of the interviewer answers. */
  note: string
  interview: Interview
  heard: CandidateSpoke | null
}

/** @throws when the events do not begin with the opening, which holds the frozen system message */
export function ledgerOf(rubric: Rubric, id: string, events: SeqEvent[]): Ledger {
  const [first, ...rest] = events
  if (first?.type !== 'interview-opened') throw new Error(`interview ${id} does not begin with its opening`)
  let { interview } = open(rubric, id, first)
  // What is legal was settled when the candidate had spoken: a pause since then changes nothing.
  let due = interview
  let heard: CandidateSpoke | null = null
  const messages: LedgerMessage[] = [{ role: 'system', content: first.system ?? '' }]
  for (const event of rest) {
    if (event.type === 'interviewer-spoke')
      messages.push(messageOf(heard, event.note ?? ''), { role: 'assistant', content: answerOf(event) })
    interview = advance(rubric, interview, event).interview
    if (event.type !== 'candidate-spoke') continue
    heard = event
    due = interview
  }
  const at = heard?.at ?? first.at
  const legal = rank(rubric, due, heard, at)
  const note = noteOf(rubric, due, legal, at)
  if (interview.due === 'interviewer') messages.push(messageOf(heard, note))
  return { messages, legal, note, interview, heard }
}

/** The candidate's words, the board when it changed, then the note. */
const messageOf = (heard: CandidateSpoke | null, note: string): LedgerMessage => ({
  role: 'user',
  content: [...(heard ? [heard.text] : []), ...(heard?.board ? [`My board: ${heard.board.says}`] : []), note].join(
    '\n\n',
  ),
})

/** The machine's note: legal pairs, minutes left, and what the pairs unlock. */
export function noteOf(rubric: Rubric, interview: Interview, legal: LegalMove[], at: number): string {
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
