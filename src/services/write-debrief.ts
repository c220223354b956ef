import type { Debrief } from '../grading/debrief/debrief.ts'
import type { Graded } from '../grading/debrief/gaps.ts'
import { AnswerSchema, factsFor, gradesFor, settleDebrief } from '../grading/debrief/model-debrief.ts'
import { scriptedDebrief } from '../grading/debrief/scripted-debrief.ts'
import type { Catalogue } from '../interview/rubric.ts'
import { ModelFault } from '../ports/model.ts'
import { askGrader, type Grader } from './ask-grader.ts'

const MOST_TOKENS = 4000

/** Why the scripted debrief stands there, to the candidate. */
const INSTEAD = {
  failed: 'The model that was to write this failed, so it was put together by a script from the same grades.',
  unfounded:
    'What the model wrote did not rest on your own words often enough, so this was put together by a script from the same grades.',
}

/**
 * What the candidate reads of a graded interview: worded by a model in one question, where its claims stand, and by a
 * script otherwise. Never fails for the model's sake.
 * @throws ModelFault 'aborted' when this process is stopping
 */
export async function writeDebrief(
  { model, ...grader }: Grader,
  graded: Graded,
  { problems }: Pick<Catalogue, 'problems'>,
): Promise<Debrief> {
  const { rubric, interview, grades } = graded
  const scenarios = problems.filter((it) => it.kind === 'scenario')
  const scripted = { ...scriptedDebrief(graded, scenarios), dropped: [], raw: [], calls: [] }
  if (!model || grades.every((grade) => grade.level === null)) return scripted
  try {
    const task = grader.prompts.render('grader-debrief', {
      facts: factsFor(graded),
      grades: gradesFor(graded, scripted),
    })
    const schema = { name: 'debrief', shape: AnswerSchema }
    const asked = await askGrader({ ...grader, model }, rubric, interview, { task, schema, maxTokens: MOST_TOKENS })
    const { written, dropped } = settleDebrief(graded, AnswerSchema.parse(asked.value), scripted)
    const kept = { dropped, raw: [asked.raw], calls: [asked.call] }
    return written ? { ...written, ...kept } : { ...scripted, instead: INSTEAD.unfounded, ...kept }
  } catch (error) {
    // A process that is stopping leaves it to another.
    if (!(error instanceof ModelFault) || error.kind === 'aborted') throw error
    grader.log.warn({ interview: interview.id, fault: error.kind }, 'the debrief is scripted, since the model failed')
    return { ...scripted, instead: INSTEAD.failed, raw: error.raw ? [error.raw] : [] }
  }
}
