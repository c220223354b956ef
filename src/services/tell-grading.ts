import type { Grade, Run } from '../grading/grade.ts'
import type { ModelCall } from '../interview/events.ts'

type Asked = { calls: ModelCall[] } | null

/** What the operator may know of a grading: figures and names, none of its words. `asked`: all that a model was asked for. */
export function toldOf({ id, interviewId, grader, wants }: Run, grades: Grade[], asked: Asked[]) {
  const calls = asked.flatMap((it) => it?.calls ?? [])
  const sum = (count: (call: ModelCall) => number | null) => calls.reduce((all, call) => all + (count(call) ?? 0), 0)
  return {
    interview: interviewId,
    run: id,
    grader,
    ...(wants ? { model: wants } : {}),
    criteria: grades.length,
    abstained: grades.filter((grade) => grade.abstained !== null).length,
    graderFailed: grades.filter((grade) => grade.abstained === 'grader_failed').length,
    calls: calls.length,
    promptTokens: sum((call) => call.promptTokens),
    cachedTokens: sum((call) => call.cachedTokens),
    outputTokens: sum((call) => call.outputTokens),
  }
}
