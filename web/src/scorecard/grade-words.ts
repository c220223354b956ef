import type { Grade, Scorecard } from '../api.ts'

/** What a grade's ids mean, in sentences for the person who was graded. */

export const EXPOSURES = {
  volunteered: { title: 'Volunteered', says: 'You brought it up yourself.' },
  prompted: { title: 'Prompted', says: 'The interviewer asked about it.' },
  hinted: { title: 'Hinted', says: 'The interviewer asked about it and helped.' },
  not_reached: { title: 'Not reached', says: 'The interview never came to it.' },
} as const

export const ABSTENTIONS = {
  not_reached: {
    title: 'Not reached',
    says: 'The interview did not come to this, which counts neither for nor against you.',
  },
  low_confidence: {
    title: 'Not enough evidence',
    says: 'What was said does not carry a level with enough certainty, so none is given.',
  },
  suspected_manipulation: {
    title: 'Set aside for a person',
    says: 'Something said here was addressed to the grader. A person has to look before there is a level.',
  },
  grader_failed: {
    title: 'Could not be graded',
    says: 'The grader failed on this criterion. That is our fault and counts neither for nor against you.',
  },
} as const

export const HOWS = {
  volunteered: 'volunteered',
  prompted: 'when asked',
  hinted: 'after a hint',
  told: 'told by the interviewer, no credit',
} as const

/** What held the level down, if anything did. */
export function capSentence(grade: Grade): string | null {
  if (grade.cap >= 4 || grade.level === null) return null
  return grade.because ?? `The help given here allows at most level ${grade.cap}.`
}

/** Why a grading stands still, until when, and that nothing is lost by it. */
export function waitingSentence(
  { try: next, of, at, because }: NonNullable<Scorecard['waiting']>,
  now: number,
): string {
  const time = new Date(at)
  if (time.getTime() <= now) return `Asking the model again, try ${next} of ${of} (${because}).`
  const shown = time.toLocaleTimeString(undefined, { timeStyle: 'short' })
  return `Waiting to ask the model again, try ${next} of ${of} at ${shown} (${because}). What is graded stays graded.`
}
