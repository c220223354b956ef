import { Conflict } from '../errors.ts'
import { seeded } from '../grading/random.ts'
import { snapshotOf } from '../interview/advance.ts'
import type { InterviewOpened } from '../interview/events.ts'
import type { Rubric } from '../interview/rubric.ts'
import { ledgerOf } from '../interview/speaking/ledger.ts'
import type { World } from '../ports/world.ts'
import { answer } from '../simulation/candidate.ts'
import type { Persona } from '../simulation/persona.ts'
import { converse, type Simulated } from '../simulation/simulate.ts'
import { answerByModel } from './answer-by-model.ts'
import { insist, speak } from './speak-turn.ts'
import { openingOf } from './start-interview.ts'

export type SimulationRequest = {
  persona: Persona
  /** Of a scripted candidate: the same seed says the same. */
  seed: number
  interviewer: 'scripted' | 'model'
  candidate: 'scripted' | 'model'
  minutesPerTurn?: number
  /** Called before each turn, with its number from 1. */
  onTurn?: (turn: number) => void
}

type Needs = Pick<World, 'store' | 'library' | 'model' | 'clock' | 'ids' | 'log' | 'patienceMs'>

/**
 * Holds an interview with a simulated candidate and keeps it: stored whole once it has ended, its grading queued. Its
 * clock is simulated, so that it takes as long as the models do.
 * @throws Conflict when a model is asked for and none is configured; Unavailable when the candidate's model fails, or the
 *   store does: then nothing is kept
 */
export async function simulateInterview(
  world: Needs,
  org: string,
  rubric: Rubric,
  request: SimulationRequest,
): Promise<Simulated> {
  if ((request.interviewer === 'model' || request.candidate === 'model') && !world.model)
    throw new Conflict(
      'no-model',
      'No model is configured; set OPENAI_BASE_URL or OPENAI_API_KEY, or have both sides scripted.',
    )
  const id = world.ids.next()
  const opened = openingOf(world, rubric, {
    interviewer: request.interviewer,
    simulated: request.persona.id,
    given: { job: null, resume: null },
  })
  const held = await hold(world, rubric, id, opened, request)
  const events = held.events.map(({ seq: _, ...event }) => event)
  await insist(() => world.store.publishRubric(org, opened.rubricHash, rubric))
  await insist(() =>
    world.store.createInterview({
      org,
      id,
      events,
      snapshot: snapshotOf(held.interview),
      jobs: [{ name: 'grade', interviewId: id }],
    }),
  )
  return held
}

async function hold(
  world: Needs,
  rubric: Rubric,
  id: string,
  opened: InterviewOpened,
  { persona, seed, candidate, minutesPerTurn, onTurn }: SimulationRequest,
): Promise<Simulated> {
  const random = seeded(seed)
  const { model } = candidate === 'model' ? world : { model: null }
  const talk = converse(rubric, id, opened, minutesPerTurn)
  for (let step = talk.next(); ; ) {
    if (step.done) return step.value
    const due = step.value
    onTurn?.(due.interview.turns.length + 1)
    if (due.by === 'interviewer')
      step = talk.next(await speak(world, rubric, ledgerOf(rubric, id, due.events), () => {}, undefined))
    else if (model) step = talk.next(await answerByModel({ ...world, model }, rubric, due.interview, persona))
    else step = talk.next(answer(rubric.problem, due.interview, persona, random))
  }
}
