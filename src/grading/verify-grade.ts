import type { Flaw } from '../interview/check-rubric.ts'
import type { Interview } from '../interview/interview.ts'
import { readAnswer } from '../interview/read-answer.ts'
import type { Criterion, Problem } from '../interview/rubric.ts'
import { canonical } from './bundle.ts'
import { capOf, exposureOf } from './exposure.ts'
import type { Grade, Run } from './grade.ts'
import { levelOf, settle, spreadOf } from './settle.ts'
import { VerdictSchema } from './verdict.ts'
import { verifyQuotes } from './verify-quotes.ts'

type Graded = {
  problem: Problem
  interview: Interview
  criterion: Criterion
  grade: Grade
  run: Pick<Run, 'grader' | 'heard'>
}

/** What in a grade does not follow from the interview, the rubric and the samples; `path` is the grade's own. */
export function verifyGrade(graded: Graded, path: string): Flaw[] {
  const { interview, criterion, grade } = graded
  const known = new Set(criterion.points.map((point) => point.id))
  return [
    ...verifyQuotes(interview, grade.quotes, `${path}.quotes`),
    ...grade.points.flatMap(({ id }, i): Flaw[] =>
      known.has(id)
        ? []
        : [{ path: `${path}.points.${i}.id`, says: `"${id}" is no point of criterion ${criterion.id}.` }],
    ),
    ...verifyHelp(graded, path),
    ...verifyLevel(grade, path),
    ...(graded.run.grader === 'model' ? verifyReadings(graded, path) : []),
  ]
}

function verifyHelp({ problem, interview, criterion, grade, run }: Graded, path: string): Flaw[] {
  const heard = exposureOf(problem, interview, criterion)
  // A model may have read what phrases did not hear; whether its answers say so is seen when they are settled again.
  const isRead = heard === 'not_reached' && run.grader === 'model' && grade.level !== null
  const exposure = isRead ? 'volunteered' : heard
  const cap = capOf(problem, interview, criterion)
  const flaws: Flaw[] = []
  if (grade.exposure !== exposure)
    flaws.push({ path: `${path}.exposure`, says: `It says ${grade.exposure}; the transcript gives ${exposure}.` })
  if (grade.cap !== cap)
    flaws.push({ path: `${path}.cap`, says: `It says ${grade.cap}; the hints in the transcript give ${cap}.` })
  if (grade.abstained !== 'grader_failed' && (grade.abstained === 'not_reached') !== (exposure === 'not_reached'))
    flaws.push({
      path: `${path}.abstained`,
      says: `It says ${grade.abstained ?? 'that there is a level'}; by the transcript the criterion was ${exposure === 'not_reached' ? 'not ' : ''}reached.`,
    })
  return flaws
}

/** Reasons for which there is no level whatever the samples are. */
const APART = new Set<Grade['abstained']>(['not_reached', 'grader_failed'])

function verifyLevel({ level, abstained, samples, spread, cap, raw, quotes, points }: Grade, path: string): Flaw[] {
  const flaws: Flaw[] = []
  if (quotes.length === 0 && ((level ?? 1) > 1 || points.some((it) => it.shown)))
    flaws.push({
      path: `${path}.quotes`,
      says: 'A level above the lowest, or a point that is shown, needs the words that show it.',
    })
  const expected = APART.has(abstained) ? null : levelOf(samples, raw.length, cap)
  if (level !== expected)
    flaws.push({
      path: `${path}.level`,
      says: `It says ${level ?? 'none'}; samples of ${samples.join(', ') || 'nothing'} under a cap of ${cap} give ${expected ?? 'none'}.`,
    })
  if (level !== null && level > cap) flaws.push({ path: `${path}.level`, says: `${level} is over the cap of ${cap}.` })
  if ((level === null) !== (abstained !== null))
    flaws.push({ path: `${path}.abstained`, says: 'There should be either a level or a reason why there is none.' })
  if ((abstained === 'not_reached' || abstained === 'grader_failed') && samples.length > 0)
    flaws.push({ path: `${path}.samples`, says: `There should be none where the grade is ${abstained}.` })
  if (spread !== spreadOf(samples))
    flaws.push({ path: `${path}.spread`, says: `It says ${spread}; the samples give ${spreadOf(samples)}.` })
  return flaws
}

/**
 * The model's own answers settled again, beside the attempts to sway it: samples, quotes, points and the reason for no
 * level must come out as they stand in the grade.
 */
function verifyReadings({ problem, interview, criterion, grade, run }: Graded, path: string): Flaw[] {
  if (grade.abstained === 'grader_failed') return []
  const answers = grade.raw.map((raw) => readAnswer(VerdictSchema, raw)?.value ?? null)
  const unread = answers.flatMap((it, i): Flaw[] => (it === null ? [unreadable(`${path}.raw.${i}`)] : []))
  if (unread.length > 0) return unread
  const samples = answers.flatMap((verdict) => (verdict === null ? [] : { verdict, raw: '', call: null }))
  const settled = settle(problem, interview, criterion, samples, run.heard?.attempts)
  return (['samples', 'quotes', 'points', 'abstained'] as const).flatMap((part): Flaw[] =>
    canonical(settled[part]) === canonical(grade[part])
      ? []
      : [{ path: `${path}.${part}`, says: `The answers in raw give ${canonical(settled[part])}.` }],
  )
}

/** No answer that cannot be read is settled, so one that stands behind a mark was changed. */
export const unreadable = (path: string): Flaw => ({
  path,
  says: 'This is no answer of the shape that the model was asked for, so nothing could follow from it.',
})
