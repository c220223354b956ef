import { exposureOf } from '../grading/exposure.ts'
import type { Grade } from '../grading/grade.ts'
import { totalsOf } from '../grading/scorecard.ts'
import { scriptedVerdict } from '../grading/scripted-verdict.ts'
import { abstain, settle } from '../grading/settle.ts'
import { advance, open } from '../interview/advance.ts'
import type { CandidateSpoke, InterviewEvent, InterviewOpened, LegalMove, SeqEvent } from '../interview/events.ts'
import { hear } from '../interview/hear.ts'
import type { Interview } from '../interview/interview.ts'
import { noteOf } from '../interview/ledger.ts'
import { rank } from '../interview/policy/rank.ts'
import type { Rubric } from '../interview/rubric.ts'
import { answer, seeded } from './candidate.ts'
import type { Persona } from './persona.ts'

/** A whole simulated interview, with what was legal at each turn of the interviewer. */
export type Simulated = {
  events: SeqEvent[]
  interview: Interview
  spoken: { pair: LegalMove; legal: LegalMove[]; before: Interview }[]
}

const MINUTE = 60_000
const LONGEST = 200

/**
 * Plays one interview between the scripted interviewer and a persona, by the pure machine alone.
 * @param minutesPerTurn how long the candidate takes for each turn
 */
export function simulate(rubric: Rubric, persona: Persona, seed: number, minutesPerTurn = 1.25): Simulated {
  const random = seeded(seed)
  const opened = opening(rubric, persona)
  let { interview } = open(rubric, `simulated-${persona.id}-${seed}`, opened)
  const events: SeqEvent[] = [{ ...opened, seq: 1 }]
  const spoken: Simulated['spoken'] = []
  let heard: CandidateSpoke | null = null
  let at = 0
  const take = (event: InterviewEvent) => {
    interview = advance(rubric, interview, event).interview
    events.push({ ...event, seq: interview.seq })
  }
  while (interview.status !== 'ended' && spoken.length < LONGEST) {
    const legal = rank(rubric, interview, heard, at)
    const [pair] = legal
    if (!pair) break
    spoken.push({ pair, legal, before: interview })
    take(speech(pair, legal, at, noteOf(rubric, interview, legal, at)))
    if (pair.move === 'close') take({ type: 'interview-ended', at, reason: 'finished' })
    else {
      at += minutesPerTurn * MINUTE
      heard = hear(rubric, interview, answer(rubric.problem, interview, persona, random), at)
      take(heard)
    }
  }
  return { events, interview, spoken }
}

const opening = ({ problem, format, level }: Rubric, persona: Persona): InterviewOpened => ({
  type: 'interview-opened',
  at: 0,
  problem: problem.id,
  kind: problem.kind,
  title: problem.title,
  format: format.id,
  level: level.id,
  interviewer: 'scripted',
  simulated: persona.id,
  rubricHash: '',
  promptHash: '',
  nonce: 'note-simulated',
  system: null,
})

const speech = (
  { move, target, phase, says }: LegalMove,
  legal: LegalMove[],
  at: number,
  note: string,
): InterviewEvent => ({
  type: 'interviewer-spoke',
  at,
  text: says,
  move,
  target,
  phase,
  by: 'script',
  why: { legal: legal.map(({ says: _, ...why }) => why), trigger: null },
  note,
  observed: [],
  shown: [],
  fault: null,
  call: null,
})

/** The scripted grader's total of a simulated interview: 1–4, or null when nothing was reached. */
export function totalOf(rubric: Rubric, { interview }: Simulated): number | null {
  const grades = rubric.problem.criteria.map((criterion): Grade => {
    if (exposureOf(rubric.problem, interview, criterion) === 'not_reached')
      return abstain(rubric.problem, interview, criterion, 'not_reached')
    const verdict = scriptedVerdict(interview, criterion)
    return settle(rubric.problem, interview, criterion, [{ verdict, raw: '', call: null }])
  })
  return totalsOf(rubric, grades).total
}
