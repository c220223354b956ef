import type { InterviewOpened } from './events.ts'
import type { Rubric } from './rubric.ts'

/** How an interview opens that nobody keeps: its rubric and prompts have no hash. `simulated` is the persona's id. */
export const openingFor = ({ problem, format, level }: Rubric, simulated: string | null): InterviewOpened => ({
  type: 'interview-opened',
  at: 0,
  problem: problem.id,
  kind: problem.kind,
  title: problem.title,
  format: format.id,
  level: level.id,
  interviewer: 'scripted',
  simulated,
  rubricHash: '',
  promptHash: '',
  nonce: 'note-simulated',
  system: null,
})
