import { exposureOf } from '../grading/exposure.ts'
import type { Grade } from '../grading/grade.ts'
import { seeded } from '../grading/random.ts'
import { totalsOf } from '../grading/scorecard.ts'
import { readPoints, scriptedVerdict } from '../grading/scripted-verdict.ts'
import { abstain, settle } from '../grading/settle.ts'
import { advance, open } from '../interview/advance.ts'
import type { CandidateSpoke, InterviewEvent, InterviewOpened, SeqEvent } from '../interview/events.ts'
import { hear } from '../interview/hearing/hear.ts'
import type { Interview } from '../interview/interview.ts'
import { openingFor } from '../interview/opening.ts'
import { rank } from '../interview/policy/rank.ts'
import { pointsOf, type Rubric } from '../interview/rubric.ts'
import { noteOf } from '../interview/speaking/ledger.ts'
import { authored, type Choice, type Spoken, spokenEvents } from '../interview/speaking/spoken.ts'
import { answer } from './candidate.ts'
import type { Persona } from './persona.ts'

/** A whole simulated interview. */
export type Simulated = { events: SeqEvent[]; interview: Interview }

/** Whose turn it is, and what they have to go by. */
export type Due = ({ by: 'interviewer'; events: SeqEvent[] } & Choice) | { by: 'candidate'; interview: Interview }

const MINUTE = 60_000
const MINUTES_PER_TURN = 1.25
const LONGEST = 400

/**
 * An interview that asks for each turn as it falls due, whoever speaks it: what the interviewer spoke, or the
 * candidate's words. Time is simulated: the candidate takes `minutesPerTurn`, the interviewer none.
 * @returns the interview, ended
 * @throws Error when it is sent the turn of the other side, or when the interview does not end
 */
export function* converse(
  rubric: Rubric,
  id: string,
  opened: InterviewOpened,
  minutesPerTurn = MINUTES_PER_TURN,
): Generator<Due, Simulated, Spoken | string> {
  let { interview } = open(rubric, id, opened)
  let { at } = opened
  let heard: CandidateSpoke | null = null
  const events: SeqEvent[] = [{ ...opened, seq: 1 }]
  const take = (event: InterviewEvent) => {
    interview = advance(rubric, interview, event).interview
    events.push({ ...event, seq: interview.seq })
  }
  while (events.length < LONGEST) {
    const legal = rank(rubric, interview, heard, at)
    const choice: Choice = { interview, heard, legal, note: noteOf(rubric, interview, legal, at) }
    const spoken = yield { by: 'interviewer', events, ...choice }
    if (typeof spoken === 'string') throw new Error("it was the interviewer's turn")
    for (const event of spokenEvents(rubric, choice, spoken, at)) take(event)
    if (interview.status === 'ended') return { events, interview }
    const text = yield { by: 'candidate', interview }
    if (typeof text !== 'string') throw new Error("it was the candidate's turn")
    at += minutesPerTurn * MINUTE
    heard = hear(rubric, interview, text, at)
    take(heard)
  }
  throw new Error('the interview does not end')
}

type Options = {
  opened?: InterviewOpened
  /** Called before each turn, with its number from 1. */
  onTurn?: (turn: number) => void
}

/** Plays one interview between the scripted interviewer and a scripted candidate, by the pure machine alone. */
export function simulate(rubric: Rubric, persona: Persona, seed: number, options: Options = {}): Simulated {
  const { opened = openingFor(rubric, persona.id), onTurn } = options
  const random = seeded(seed)
  const talk = converse(rubric, `simulated-${persona.id}-${seed}`, opened)
  for (let step = talk.next(); ; ) {
    if (step.done) return step.value
    const due = step.value
    onTurn?.(due.interview.turns.length + 1)
    step = talk.next(
      due.by === 'interviewer' ? authored(due.legal) : answer(rubric.problem, due.interview, persona, random),
    )
  }
}

/** The scripted grader's total of a simulated interview: 1–4, or null when nothing was reached. */
export function totalOf(rubric: Rubric, { interview }: Simulated): number | null {
  const { problem } = rubric
  const heard = readPoints(interview, pointsOf(problem))
  const grades = problem.criteria.map((criterion): Grade => {
    if (exposureOf(problem, interview, criterion) === 'not_reached')
      return abstain(problem, interview, criterion, 'not_reached')
    const verdict = scriptedVerdict(problem, interview, criterion, heard)
    return settle(problem, interview, criterion, [{ verdict, raw: '', call: null }])
  })
  return totalsOf(rubric, grades).total
}
