import { advance, open } from '../interview/advance.ts'
import type { InterviewEvent, InterviewerSpoke, Move, SeqEvent } from '../interview/events.ts'
import { hear } from '../interview/hearing/hear.ts'
import type { Interview } from '../interview/interview.ts'
import { openingFor } from '../interview/opening.ts'
import { totalMinutes } from '../interview/phases.ts'
import type { Rubric } from '../interview/rubric.ts'

/** One turn of an interview that was held elsewhere, or written. */
export type Line =
  | { by: 'candidate'; text: string }
  | { by: 'interviewer'; text: string; move: Move; target: string | null }

const MINUTE = 60_000

/**
 * The interview that lines amount to: real events, read and folded by the machine itself, so that exposure, caps and
 * coverage are what they would be had it been held here. The first line is the interviewer's; the format's time is dealt
 * out evenly; it ends after the last line.
 * @throws Error when the machine does not take a line, as where one speaks twice in a row
 */
export function tell(rubric: Rubric, id: string, lines: readonly Line[]): { interview: Interview; events: SeqEvent[] } {
  const opened = openingFor(rubric, null)
  const events: SeqEvent[] = [{ ...opened, seq: 1 }]
  let { interview } = open(rubric, id, opened)
  const take = (event: InterviewEvent, line: number) => {
    const next = advance(rubric, interview, event).interview
    if (next === interview) throw new Error(`line ${line} of ${id} is out of turn`)
    events.push({ ...event, seq: next.seq })
    interview = next
  }
  const step = (totalMinutes(rubric.format) * MINUTE) / (lines.length + 1)
  let at = 0
  lines.forEach((line, i) => {
    if (line.by === 'candidate') at += step
    take(line.by === 'candidate' ? hear(rubric, interview, line.text, at) : spoken(rubric, interview, line, at), i + 1)
  })
  take({ type: 'interview-ended', at: at + step, reason: 'finished' }, lines.length + 1)
  return { interview, events }
}

function spoken(
  rubric: Rubric,
  interview: Interview,
  { text, move, target }: Extract<Line, { by: 'interviewer' }>,
  at: number,
): InterviewerSpoke {
  const phase = phaseOf(rubric, interview, move, target)
  const trigger = interview.turns.at(-1)?.seq ?? null
  const unknown = { note: null, observed: [], shown: [], fault: null, call: null }
  return {
    type: 'interviewer-spoke',
    at,
    text,
    move,
    target,
    phase,
    by: 'script',
    why: { legal: [], trigger },
    ...unknown,
  }
}

/** A probe belongs to the phase that asks its kind, a change to the one that makes it; the rest stays where it is. */
function phaseOf({ problem, format }: Rubric, interview: Interview, move: Move, target: string | null): number {
  const probe = problem.probes.find((it) => it.id === target)
  const found = format.phases.findIndex((phase) =>
    move === 'change-constraint' ? phase.change : probe !== undefined && phase.asks.includes(probe.phase),
  )
  if (found !== -1) return found
  return move === 'advance' ? interview.phase + 1 : interview.phase
}
