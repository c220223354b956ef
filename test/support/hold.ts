import { advance, open } from '../../src/interview/advance.ts'
import type { Scene } from '../../src/interview/board/scene.ts'
import type {
  CandidateSpoke,
  InterviewEvent,
  InterviewerSpoke,
  InterviewOpened,
  LegalMove,
  SeqEvent,
  Tailoring,
} from '../../src/interview/events.ts'
import { hear } from '../../src/interview/hearing/hear.ts'
import type { Interview } from '../../src/interview/interview.ts'
import { rank } from '../../src/interview/policy/rank.ts'
import type { Rubric } from '../../src/interview/rubric.ts'
import { noteOf } from '../../src/interview/speaking/ledger.ts'

/** Plays interviews with the pure machine alone: no store, no clock, no model. */

export const MINUTE = 60_000
export const START = Date.UTC(2026, 0, 5, 9)

export const makeOpened = (rubric: Rubric, overrides: Partial<InterviewOpened> = {}): InterviewOpened => ({
  type: 'interview-opened',
  at: START,
  problem: rubric.problem.id,
  kind: rubric.problem.kind,
  title: rubric.problem.title,
  format: rubric.format.id,
  level: rubric.level.id,
  interviewer: 'scripted',
  rubricHash: 'rubric-hash',
  promptHash: 'prompt-hash',
  nonce: 'note-0123456789ab',
  system: null,
  ...overrides,
})

/** Just opened: the interviewer's opening turn is due. */
export const openInterview = (rubric: Rubric, { at = START, id = 'interview-1' } = {}): Interview =>
  open(rubric, id, makeOpened(rubric, { at })).interview

/** The interviewer's turn for a pair, in its authored words unless others are given. */
export const makeSpoke = (
  pair: LegalMove,
  at: number,
  overrides: Partial<InterviewerSpoke> = {},
): InterviewerSpoke => ({
  type: 'interviewer-spoke',
  at,
  text: pair.says,
  move: pair.move,
  target: pair.target,
  phase: pair.phase,
  by: 'script',
  note: null,
  why: { legal: [{ move: pair.move, target: pair.target, phase: pair.phase, because: pair.because }], trigger: null },
  observed: [],
  shown: [],
  fault: null,
  call: null,
  ...overrides,
})

/** The candidate speaks; the words are read by the real recogniser. */
export function say(
  rubric: Rubric,
  interview: Interview,
  text: string,
  at: number,
  scene: Scene | null = null,
): { interview: Interview; heard: CandidateSpoke } {
  const heard = hear(rubric, interview, text, at, scene)
  return { interview: advance(rubric, interview, heard).interview, heard }
}

/** The interviewer speaks a pair. */
export const speak = (rubric: Rubric, interview: Interview, pair: LegalMove, at: number): Interview =>
  advance(rubric, interview, makeSpoke(pair, at)).interview

/** One ranking: what was heard, what was legal, and the pair that was spoken. */
export type Ranked = {
  interview: Interview
  heard: CandidateSpoke | null
  legal: LegalMove[]
  pair: LegalMove
  at: number
}
export type Held = { events: SeqEvent[]; interview: Interview; ranked: Ranked[]; pairs: LegalMove[] }

export type HoldOptions = {
  at?: number
  /** The frozen first message of a model's ledger. */
  system?: string
  /** What the candidate's board holds with a turn; null when it is as it was. */
  draws?: (turn: number) => Scene | null
  /** Minutes from an interviewer's turn to the candidate's answer. */
  minutesPerTurn?: number
  /** Which legal pair is spoken; the best one unless told otherwise. */
  choose?: (legal: LegalMove[], turn: number) => LegalMove | undefined
  /** Events between the candidate's turn and the interviewer's, such as a pause and a resume. */
  between?: (interview: Interview, at: number) => InterviewEvent[]
  tailoring?: Tailoring
}

const LONGEST = 300

/**
 * Plays one whole interview. The candidate is a function of the interview and the number of its turn; null ends it.
 * @throws when it does not end by itself
 */
export function hold(
  rubric: Rubric,
  candidate: (interview: Interview, turn: number) => string | null,
  {
    at = START,
    minutesPerTurn = 1,
    choose = ([best]) => best,
    between = () => [],
    draws = () => null,
    ...given
  }: HoldOptions = {},
): Held {
  const opened = makeOpened(rubric, { at, ...given })
  let { interview } = open(rubric, 'interview-1', opened)
  let now = at
  const events: SeqEvent[] = [{ ...opened, seq: 1 }]
  const ranked: Ranked[] = []
  const take = (event: InterviewEvent) => {
    const next = advance(rubric, interview, event).interview
    if (next !== interview) events.push({ ...event, seq: next.seq })
    interview = next
  }
  let heard: CandidateSpoke | null = null
  for (let turn = 0; interview.status !== 'ended'; turn++) {
    if (turn > LONGEST) throw new Error('the interview does not end')
    const legal = rank(rubric, interview, heard, now)
    const pair = choose(legal, turn) ?? legal[0]
    if (!pair) throw new Error('there is no legal move')
    ranked.push({ interview, heard, legal, pair, at: now })
    const [turned, heardAt] = [interview, now]
    for (const event of between(interview, now)) {
      take(event)
      now = Math.max(now, event.at)
    }
    take(makeSpoke(pair, now, { note: noteOf(rubric, turned, legal, heardAt) }))
    if (pair.move === 'close') take({ type: 'interview-ended', at: now, reason: 'finished' })
    if (pair.move === 'close') break
    now += minutesPerTurn * MINUTE
    const text = candidate(interview, turn)
    if (text === null) take({ type: 'interview-ended', at: now, reason: 'candidate' })
    else {
      heard = hear(rubric, interview, text, now, draws(turn))
      take(heard)
    }
  }
  return { events, interview, ranked, pairs: ranked.map((it) => it.pair) }
}
