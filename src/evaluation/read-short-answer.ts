import { z } from 'zod'
import { LEVELS } from '../grading/agreement/rows.ts'
import type { Criterion } from '../interview/rubric.ts'
import type { Read } from './case.ts'
import { EVERYTHING, foreignRubric } from './foreign.ts'
import { tell } from './tell.ts'

const Text = z.string('text')

/** Rows of "SAF": a question, its reference answer, an answer, and the share of it that people held to be right. */
const RowSchema = z.object({
  id: Text,
  item: Text,
  question: Text,
  reference: Text,
  answer: Text,
  scale: z.tuple([z.literal(0), z.number('the highest score').positive('above 0')], 'from 0 to the highest score'),
  human: z.object({ g: z.number('a score').min(0, 'at least 0') }),
  human_feedback: Text.optional(),
})

/** A third of the score lies between a level and the next. */
const STEPS = 3

const ANCHORS: Criterion['levels'] = {
  1: 'Nothing of the reference answer, or nothing that is right.',
  2: 'About a third of what the reference answer says, and right; or more of it beside grave mistakes.',
  3: 'About two thirds of what the reference answer says; what is missing or wrong is smaller than what is right.',
  4: 'All that the question asks for and the reference answer says, in whichever words, nothing of weight wrong.',
}

/**
 * A row of "SAF" as a case: one criterion, whether the answer is right by its reference, whose level is
 * 1 + round(3 · score), the score as a share of the highest.
 */
export function readShortAnswer(value: unknown): Read {
  const read = RowSchema.safeParse(value)
  if (!read.success)
    return { flaws: read.error.issues.map(({ path, message }) => ({ at: path, says: `should be ${message}` })) }
  const { id, item, question, reference, answer, scale, human } = read.data
  const share = human.g / scale[1]
  if (share > 1) return { flaws: [{ at: ['human', 'g'], says: `should be at most ${scale[1]}` }] }
  const plain = reference.replace(/\s+/g, ' ').trim()
  const asks = `Is the answer to the question right? The reference answer: ${plain}`
  const rubric = foreignRubric({ id: item, title: 'A question on computer networks', brief: question }, [
    { id: 'answer', asks, levels: ANCHORS, shows: [plain] },
  ])
  const { interview } = tell(rubric, id, [
    { by: 'interviewer', text: question, move: 'probe', target: EVERYTHING },
    { by: 'candidate', text: answer },
  ])
  const level = LEVELS[Math.round(STEPS * share)] ?? null
  const marks = [{ criterion: 'answer', level, shown: null, because: read.data.human_feedback ?? null, judge: null }]
  return { value: { id, source: 'short-answers', rubric, interview, marks } }
}
