import type { Grade, Run, Verdict } from '../../src/grading/grade.ts'
import type { Sample } from '../../src/grading/settle.ts'
import { advance } from '../../src/interview/advance.ts'
import type { LegalMove } from '../../src/interview/events.ts'
import type { Interview } from '../../src/interview/interview.ts'
import type { Criterion, Rubric } from '../../src/interview/rubric.ts'
import { openInterview, START, say, speak } from '../support/hold.ts'

export const criterionOf = (rubric: Rubric, id: string): Criterion => {
  const criterion = rubric.problem.criteria.find((it) => it.id === id)
  if (!criterion) throw new Error(`no criterion ${id}`)
  return criterion
}

const pair = (move: LegalMove['move'], target: string | null, says: string): LegalMove => ({
  move,
  target,
  phase: 2,
  because: '',
  says,
})

/** What happens in an interview, in short: the candidate's words, or a move with its target. */
export type Line = string | { move: LegalMove['move']; target?: string; says?: string }

/** Plays lines in order; where the candidate speaks twice in a row, the interviewer waits in between. Then it ends. */
export function interviewOf(rubric: Rubric, lines: Line[]): Interview {
  const begun = speak(rubric, openInterview(rubric), pair('open', null, rubric.problem.brief), START)
  const played = lines.reduce<Interview>((interview, line) => {
    if (typeof line !== 'string') {
      const due = interview.due === 'interviewer' ? interview : say(rubric, interview, 'Well.', START).interview
      return speak(rubric, due, pair(line.move, line.target ?? null, line.says ?? 'And what then?'), START)
    }
    const due =
      interview.due === 'candidate' ? interview : speak(rubric, interview, pair('wait', null, 'Take your time.'), START)
    return say(rubric, due, line, START).interview
  }, begun)
  return advance(rubric, played, { type: 'interview-ended', at: START, reason: 'finished' }).interview
}

/** The seq of the candidate's turn that holds these words. */
export const turnOf = (interview: Interview, words: string): number =>
  interview.turns.find((it) => it.by === 'candidate' && it.text.includes(words))?.seq ?? -1

export const makeSample = (overrides: Partial<Verdict> = {}): Sample => ({
  verdict: { quotes: [], points: [], level: 2, ...overrides },
  raw: 'as the model wrote it',
  call: null,
})

export const makeGrade = (overrides: Partial<Grade> = {}): Grade => ({
  criterion: 'delivery',
  level: 3,
  abstained: null,
  exposure: 'prompted',
  cap: 4,
  quotes: [],
  points: [],
  samples: [3],
  spread: 0,
  dropped: [],
  raw: [],
  calls: [],
  ...overrides,
})

/** A finished run of the scripted grader. */
export const makeRun = (overrides: Partial<Run> = {}): Run => ({
  id: 'run-1',
  interviewId: 'interview-1',
  status: 'graded',
  startedAt: 1,
  finishedAt: 2,
  grader: 'scripted',
  model: null,
  rubricHash: 'rubric-hash',
  promptHash: 'prompt-hash',
  codeVersion: '0.0.0-test',
  grades: [],
  heard: null,
  checks: [],
  waiting: null,
  failure: null,
  ...overrides,
})
