import type { Heard } from '../grading/grade.ts'
import { flagsFor, HearingSchema, hearByPhrases, settleHeard } from '../grading/heard.ts'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'
import { ModelFault } from '../ports.ts'
import { askGrader, type Grader } from './ask-grader.ts'

const MOST_TOKENS = 1500
const FAILED = 'The model failed on red flags and attempts to sway it; those shown were heard by phrases.'

/**
 * Red flags, and attempts to sway the grader, across an ended interview: one question to the model, checked by code, or
 * phrases where there is no model. A model's fault costs no grade: what phrases heard stands in, and says so.
 */
export async function hearInterview(grader: Grader, rubric: Rubric, interview: Interview): Promise<Heard> {
  const phrases = hearByPhrases(rubric, interview)
  const { model, prompts, log } = grader
  if (!model || !interview.turns.some((turn) => turn.by === 'candidate')) return phrases
  try {
    const { value, raw, call } = await askGrader({ ...grader, model }, rubric, interview, {
      task: prompts.render('grader-flags', { flags: flagsFor(rubric.redFlags) }),
      schema: { name: 'hearing', shape: HearingSchema },
      maxTokens: MOST_TOKENS,
    })
    const heard = settleHeard(rubric, interview, HearingSchema.parse(value), phrases)
    return { ...heard, failure: null, raw: [raw], calls: [call] }
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error
    log.warn({ interview: interview.id, fault: error.kind }, 'the grader failed on flags')
    return { ...phrases, failure: FAILED, raw: error.raw ? [error.raw] : [] }
  }
}
