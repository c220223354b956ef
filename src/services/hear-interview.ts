import type { Heard } from '../grading/grade.ts'
import { flagsFor, HearingSchema, hearByPhrases, settleHeard } from '../grading/heard.ts'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'
import { ModelFault } from '../ports/model.ts'
import { askGrader, type Grader } from './ask-grader.ts'

const MOST_TOKENS = 1500
const FAILED = 'The model failed on red flags and attempts to sway it; those shown were heard by phrases.'

/**
 * Red flags, and attempts to sway the grader, across an ended interview: one question to the model, checked by code, or
 * phrases where there is no model. A model's fault costs no grade: what phrases heard stands in, and says so.
 * @throws ModelFault 'aborted' when this process is stopping
 */
export async function hearInterview(grader: Grader, rubric: Rubric, interview: Interview): Promise<Heard> {
  const heard = await askHearing(grader, rubric, interview)
  return heard instanceof ModelFault ? hearInstead(rubric, interview, heard) : heard
}

/**
 * The same, but the fault of an endpoint that may be asked again, for who can do so later. It goes first and alone: what
 * was found decides what is evidence, and an endpoint that keeps prefixes has then read the transcript once, for all the
 * questions that follow.
 */
export async function askHearing(grader: Grader, rubric: Rubric, interview: Interview): Promise<Heard | ModelFault> {
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
    if (!(error instanceof ModelFault) || error.kind === 'aborted') throw error
    log.warn({ interview: interview.id, fault: error.kind, cause: error.message }, 'the grader failed on flags')
    return error.retryable ? error : hearInstead(rubric, interview, error)
  }
}

/** What phrases hear, in the place of a model that failed so. */
export const hearInstead = (rubric: Rubric, interview: Interview, fault: ModelFault): Heard => ({
  ...hearByPhrases(rubric, interview),
  failure: FAILED,
  raw: fault.raw ? [fault.raw] : [],
})
