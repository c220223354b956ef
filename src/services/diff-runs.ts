import { Conflict, Invalid, NotFound } from '../errors.ts'
import { type Comparison, compareModels } from '../grading/compare-models.ts'
import { diffRuns, type Graded, modelOf, type RunDiff } from '../grading/diff.ts'
import type { Run } from '../grading/grade.ts'
import type { World } from '../ports/world.ts'
import { isId, loadInterview, loadRubric } from './load-interview.ts'

type Needs = Pick<World, 'store'>

/** What differs between two runs of one interview. @throws NotFound; Invalid for runs of two interviews */
export async function diffTwo({ store }: Needs, org: string, before: string, after: string): Promise<RunDiff> {
  const interview = await interviewOf(store, org, before)
  if (interview !== (await interviewOf(store, org, after)))
    throw new Invalid('two-interviews', 'These runs are of two interviews; a diff compares gradings of the same one.')
  const runs = await store.readRuns(org, interview)
  const [was, is] = [before, after].map((id) => runs.find((run) => run.id === id))
  if (!was || !is) throw new Error('a run is gone from the store')
  return diffRuns(await graded(store, org, was), await graded(store, org, is))
}

/** What the latest grading of an interview changed. @throws NotFound; Conflict where there are not two that are over */
export async function diffLatest({ store }: Needs, org: string, id: string): Promise<RunDiff> {
  await loadInterview({ store }, org, id)
  const [is, was] = (await store.readRuns(org, id)).filter((run) => run.status !== 'grading')
  if (!is || !was)
    throw new Conflict('one-grading', 'A diff needs two gradings that are over; grade this interview again first.')
  return diffRuns(await graded(store, org, was), await graded(store, org, is))
}

/**
 * How the marks of one model move to those of another, over all interviews that have both.
 * @throws NotFound where there is none, naming the models that have graded
 */
export async function diffModels({ store }: Needs, org: string, before: string, after: string): Promise<Comparison> {
  const regraded = []
  for (const interview of await store.listRegraded(org))
    regraded.push({ interview, runs: await store.readRuns(org, interview) })
  const comparison = compareModels(before, after, regraded)
  if (comparison.interviews > 0) return comparison
  const names = [...new Set(regraded.flatMap((it) => it.runs.map(modelOf)))].sort()
  throw new NotFound(
    'nothing-to-compare',
    `No interview was graded by both ${before} and ${after} under one version of its rubric. ` +
      `Interviews that were graded twice were by: ${names.join(', ') || 'nobody'}.`,
    { models: names },
  )
}

async function interviewOf(store: World['store'], org: string, run: string): Promise<string> {
  const interview = isId(run) ? await store.findRun(org, run) : null
  if (interview === null) throw new NotFound('no-such-run', `There is no run ${run}; a scorecard lists its runs.`)
  return interview
}

const graded = async (store: World['store'], org: string, run: Run): Promise<Graded> => ({
  run,
  rubric: await loadRubric(store, org, run.rubricHash),
})
