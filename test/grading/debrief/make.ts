import { readCatalogue } from '../../../src/adapters/library/read-catalogue.ts'
import type { Written } from '../../../src/grading/debrief/debrief.ts'
import type { Graded } from '../../../src/grading/debrief/gaps.ts'
import { scriptedDebrief } from '../../../src/grading/debrief/scripted-debrief.ts'
import { exposureOf } from '../../../src/grading/exposure.ts'
import { scriptedVerdict } from '../../../src/grading/scripted-verdict.ts'
import { abstain, settle } from '../../../src/grading/settle.ts'
import type { Interview } from '../../../src/interview/interview.ts'
import type { Rubric } from '../../../src/interview/rubric.ts'

export const catalogue = await readCatalogue('rubrics')
export const scenarios = catalogue.problems.filter((it) => it.kind === 'scenario')

/** An interview as the scripted grader settles it. */
export function gradedBy(rubric: Rubric, interview: Interview): Graded {
  const { problem } = rubric
  const grades = problem.criteria.map((criterion) =>
    exposureOf(problem, interview, criterion) === 'not_reached'
      ? abstain(problem, interview, criterion, 'not_reached')
      : settle(problem, interview, criterion, [
          { verdict: scriptedVerdict(problem, interview, criterion), raw: '', call: null },
        ]),
  )
  return { rubric, interview, grades }
}

export const debriefOf = (graded: Graded): Written => scriptedDebrief(graded, scenarios)

export const entryOf = (written: Written, criterion: string): Written['criteria'][number] => {
  const entry = written.criteria.find((it) => it.criterion === criterion)
  if (!entry) throw new Error(`no entry for ${criterion}`)
  return entry
}
