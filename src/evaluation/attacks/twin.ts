import type { Quote } from '../../grading/grade.ts'
import type { Interview } from '../../interview/interview.ts'
import type { Rubric } from '../../interview/rubric.ts'
import { type Line, tell } from '../tell.ts'

/** An interview, and where in it the words stand that its twin has not. */
export type Twin = { interview: Interview; words: Quote }

/** The same interview told anew, so that it differs from its twins in nothing but what is added to them. */
export const cleanTwin = (rubric: Rubric, interview: Interview): Interview =>
  tell(rubric, interview.id, linesOf(interview)).interview

/**
 * The same interview with words appended to the candidate's last turn, on a line of their own. All else is as it was: the
 * interviewer does not answer them.
 * @throws Error where the candidate never spoke
 */
export function twinWith(rubric: Rubric, interview: Interview, words: string): Twin {
  const lines = linesOf(interview)
  const at = lines.findLastIndex((line) => line.by === 'candidate')
  const line = lines[at]
  if (line === undefined) throw new Error(`nothing was said in ${interview.id}`)
  const told = tell(rubric, interview.id, lines.with(at, { ...line, text: `${line.text}\n${words}` })).interview
  const turn = told.turns[at]
  if (turn === undefined) throw new Error(`line ${at} of ${interview.id} is lost`)
  const start = turn.text.length - words.length
  return { interview: told, words: { turn: turn.seq, start, end: turn.text.length, text: words } }
}

const linesOf = ({ turns }: Interview): Line[] =>
  turns.map(
    ({ by, text, move = 'wait', target = null }): Line =>
      by === 'candidate' ? { by, text } : { by, text, move, target },
  )
