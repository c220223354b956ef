import { exposureOf } from '../grading/exposure.ts'
import type { Attempt, Grade } from '../grading/grade.ts'
import { hearByPhrases } from '../grading/heard.ts'
import { scriptedVerdict } from '../grading/scripted-verdict.ts'
import { abstain, findsSomething, needsMore, type Sample, settle } from '../grading/settle.ts'
import { criterionFor, VerdictSchema } from '../grading/verdict.ts'
import type { Interview } from '../interview/interview.ts'
import type { Criterion, Rubric } from '../interview/rubric.ts'
import { type LanguageModel, ModelFault } from '../ports/model.ts'
import { askGrader, type Grader } from './ask-grader.ts'

const MOST_TOKENS = 1500

/**
 * How often a criterion is read, at least and, while the readings differ, at most; and the attempts to sway the grader,
 * whose words are no evidence.
 */
export type Reading = { least: number; most: number; attempts: Attempt[] }
const SAMPLES = { least: 3, most: 5 }

/**
 * One criterion of an ended interview, checked by code: by phrases where no model reads it. A model's fault is an
 * abstention with what had come by then, never a level.
 * @param options three samples, five at most, and the attempts that phrases hear, unless told otherwise
 */
export async function gradeCriterion(
  grader: Grader,
  rubric: Rubric,
  interview: Interview,
  criterion: Criterion,
  options?: Partial<Reading>,
): Promise<Grade> {
  const read = await readCriterion(grader, rubric, interview, criterion, options)
  return read instanceof ModelFault ? failedGrade(rubric, interview, criterion, read) : read
}

/** The same, but a model's fault as such, for who can ask again later. */
export async function readCriterion(
  grader: Grader,
  rubric: Rubric,
  interview: Interview,
  criterion: Criterion,
  options: Partial<Reading> = {},
): Promise<Grade | ModelFault> {
  const { problem } = rubric
  const { least = SAMPLES.least, most = SAMPLES.most } = options
  const attempts = options.attempts ?? hearByPhrases(rubric, interview).attempts
  const isReached = exposureOf(problem, interview, criterion) !== 'not_reached'
  const { model } = grader
  if (!model) {
    if (!isReached) return abstain(problem, interview, criterion, 'not_reached')
    const verdict = scriptedVerdict(problem, interview, criterion)
    return settle(problem, interview, criterion, [{ verdict, raw: '', call: null }], attempts)
  }
  try {
    const samples: Sample[] = []
    while (samples.length < least || (samples.length < most && needsMore(samples))) {
      samples.push(await sample({ ...grader, model }, rubric, interview, criterion))
      // Said in other words, perhaps; one reading that finds nothing is enough.
      if (!isReached && !samples.every(findsSomething)) break
    }
    return settle(problem, interview, criterion, samples, attempts)
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error
    const { kind: fault, message: cause } = error
    grader.log.warn({ interview: interview.id, criterion: criterion.id, fault, cause }, 'the grader failed')
    return error
  }
}

/** The abstention that a model's fault is, with what it was and what had come by then. */
export const failedGrade = (
  { problem }: Rubric,
  interview: Interview,
  criterion: Criterion,
  fault: ModelFault,
): Grade => ({
  ...abstain(problem, interview, criterion, 'grader_failed'),
  raw: fault.raw ? [fault.raw] : [],
  fault: fault.message,
})

async function sample(
  grader: Grader & { model: LanguageModel },
  rubric: Rubric,
  interview: Interview,
  criterion: Criterion,
): Promise<Sample> {
  const task = grader.prompts.render('grader-criterion', { criterion: criterionFor(criterion) })
  const schema = { name: 'verdict', shape: VerdictSchema }
  const { value, raw, call } = await askGrader(grader, rubric, interview, { task, schema, maxTokens: MOST_TOKENS })
  return { verdict: VerdictSchema.parse(value), raw, call }
}
