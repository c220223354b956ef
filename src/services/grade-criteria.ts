import type { Attempt, Grade } from '../grading/grade.ts'
import type { Interview } from '../interview/interview.ts'
import type { Criterion, Rubric } from '../interview/rubric.ts'
import { ModelFault } from '../ports/model.ts'
import type { Grader } from './ask-grader.ts'
import { failedGrade, readCriterion } from './grade-criterion.ts'
import { inLanes } from './in-lanes.ts'
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
  { attempts, save }: { attempts: Attempt[]; save: (grade: Grade) => Promise<void> },
): Promise<Map<Criterion, ModelFault>> {
  const open = new Map<Criterion, ModelFault>()
  await inLanes(criteria, AT_ONCE, null, async (criterion) => {
    const read = await readCriterion(grader, rubric, interview, criterion, { attempts })
    if (!(read instanceof ModelFault)) await save(read)
    else if (read.kind === 'aborted') throw read
    else if (mayPass(read)) open.set(criterion, read)
    else await save(failedGrade(rubric, interview, criterion, read))
  })
  return open
}
