import type { Grade } from '../grading/grade.ts'
import type { Interview } from '../interview/interview.ts'
import type { Criterion, Rubric } from '../interview/rubric.ts'
import { type LanguageModel, ModelFault } from '../ports.ts'
import type { Grader } from './ask-grader.ts'
import { failedGrade, readCriterion } from './grade-criterion.ts'
import { mayPass } from './retry-grading.ts'

/** Model calls of one interview that are under way at once. The queue grades two interviews at once on a node. */
const AT_ONCE = 5

/**
 * Grades criteria side by side and saves each as it settles. A fault that will not pass is a grade that says so; one
 * that may pass is left open and returned.
 * @throws ModelFault 'aborted' when this process is stopping: another goes on with the run
 */
export async function gradeCriteria(
  grader: Grader,
  rubric: Rubric,
  interview: Interview,
  criteria: Criterion[],
  save: (grade: Grade) => Promise<void>,
): Promise<Map<Criterion, ModelFault>> {
  const open = new Map<Criterion, ModelFault>()
  const due = [...criteria]
  const warming = { ...grader, model: grader.model && firstAlone(grader.model) }
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let criterion = due.shift(); criterion; criterion = due.shift()) {
      const read = await readCriterion(warming, rubric, interview, criterion)
      if (!(read instanceof ModelFault)) await save(read)
      else if (read.kind === 'aborted') throw read
      else if (mayPass(read)) open.set(criterion, read)
      else await save(failedGrade(rubric, interview, criterion, read))
    }
  })
  await Promise.all(lanes)
  return open
}

/**
 * The first call goes alone. All calls of an interview begin with the same transcript, which an endpoint keeps only once
 * it has read it: five that begin together would each have it read, and paid for, from the start.
 */
function firstAlone(model: LanguageModel): LanguageModel {
  let first: Promise<unknown> | null = null
  return {
    stream: (request) => model.stream(request),
    async generate(request) {
      if (first) await first
      const answer = model.generate(request)
      first ??= answer.catch(() => {})
      return await answer
    },
  }
}
