import { advance, open } from '../interview/advance.ts'
import type { Flaw } from '../interview/check-rubric.ts'
import type { SeqEvent } from '../interview/events.ts'
import type { Interview } from '../interview/interview.ts'
import {
  type Bundle,
  canonical,
  FORMAT,
  type Hash,
  linkOf,
  otherHashes,
  sealOf,
  type ToldEvent,
  VERSION,
} from './bundle.ts'
import { BundleShape } from './bundle-shape.ts'
import type { Run } from './grade.ts'
import { type Read, readUnder } from './read-under.ts'
import { totalsOf } from './scorecard.ts'
import { verifyDebrief } from './verify-debrief.ts'
import { verifyGrade } from './verify-grade.ts'
import { verifyHeard } from './verify-heard.ts'

/**
 * Recomputes a bundle from nothing but itself. @returns all that is wrong, by path; empty when it is sound. A bundle that
 * is no bundle, or of another version, is one flaw. Never throws, whatever it is given.
 */
export function verifyBundle(bundle: unknown, hash: Hash): Flaw[] {
  const { format, version } = Object(bundle)
  if (format !== FORMAT)
    return [{ path: 'format', says: `It should be "${FORMAT}", as interlocutor export writes it.` }]
  if (version !== VERSION)
    return [{ path: 'version', says: `This code reads version ${VERSION} of the format and no other.` }]
  try {
    const read = BundleShape.safeParse(bundle)
    if (!read.success)
      return read.error.issues.map((issue) => ({ path: issue.path.join('.'), says: `${issue.message}.` }))
    // What was given, and not what was read: the order of the rubric's keys is part of its hash.
    return verifyShaped(bundle as Bundle, hash)
  } catch (error) {
    return [{ path: '', says: `It cannot be read to its end (${error instanceof Error ? error.message : error}).` }]
  }
}

function verifyShaped(bundle: Bundle, hash: Hash): Flaw[] {
  const { runs } = bundle
  const flaws = [...verifyChain(bundle, hash), ...verifyRubrics(bundle, hash)]
  const interview = fold(bundle, flaws)
  if (!interview) return flaws
  const readings = readingsOf(bundle, interview)
  const ids = runs.map(({ run }) => run.id)
  return [
    ...flaws,
    ...runs.flatMap(({ run, totals }, i) => {
      const path = `runs.${i}`
      const read = readings.get(run.rubricHash)
      const stranger = wrong(
        run.interviewId !== bundle.interview,
        `${path}.run.interviewId`,
        'The run is of another interview.',
      )
      if (!read)
        return [
          ...stranger,
          ...wrong(true, `${path}.run.rubricHash`, 'The bundle does not have the rubric of this run.'),
        ]
      const expected = totalsOf(read.rubric, run.grades)
      return [
        ...stranger,
        ...verifyRun(read, run, `${path}.run`),
        ...wrong(ids.indexOf(run.id) < i, `${path}.run.id`, 'This run is there twice.'),
        ...wrong(
          canonical(totals) !== canonical(expected),
          `${path}.totals`,
          `The grades come to ${canonical(expected)}.`,
        ),
      ]
    }),
  ]
}

/** Each rubric must have its hash, and those beside the interview's must be the ones that runs name, in their order. */
function verifyRubrics({ rubric, rubricHash, otherRubrics = [], runs }: Bundle, hash: Hash): Flaw[] {
  const says = 'It does not have its hash: a word of it, or the order of its keys, changed.'
  const there = otherRubrics.map((it) => it.rubricHash)
  const graded = runs.map(({ run }) => run)
  const named = otherHashes(rubricHash, graded).filter((it) => there.includes(it))
  return [
    ...wrong(hash(JSON.stringify(rubric)) !== rubricHash, 'rubric', says),
    ...otherRubrics.flatMap((it, i) =>
      wrong(hash(JSON.stringify(it.rubric)) !== it.rubricHash, `otherRubrics.${i}.rubric`, says),
    ),
    ...wrong(
      canonical(named) !== canonical(there),
      'otherRubrics',
      'They should be those that runs were graded by, besides the one the interview was held under, in their order.',
    ),
  ]
}

/** The interview as each rubric of the bundle reads it, by the rubric's hash. */
function readingsOf({ rubric, rubricHash, otherRubrics = [], events, interview: id }: Bundle, held: Interview) {
  const whole = events.map((it) => wholeOf(it.event))
  const others = otherRubrics.map((it): [string, Read] => [it.rubricHash, readUnder(it.rubric, rubric, id, whole)])
  return new Map<string, Read>([...others, [rubricHash, { rubric, interview: held }]])
}

const wrong = (is: boolean, path: string, says: string): Flaw[] => (is ? [{ path, says }] : [])

/** Each link is held against the hash that stands before it, so that one change is not named to the end. */
function verifyChain(bundle: Bundle, hash: Hash): Flaw[] {
  const links = [
    ...bundle.events.map((it, i) => ({ path: `events.${i}`, part: it.event as unknown, hash: it.hash })),
    ...bundle.runs.map(({ hash: own, ...part }, i) => ({ path: `runs.${i}`, part: part as unknown, hash: own })),
  ]
  const broken = links.filter((it, i) => linkOf(it.part, links[i - 1]?.hash ?? '', hash) !== it.hash)
  const seal = sealOf(bundle, links.at(-1)?.hash ?? '', hash)
  return [
    ...broken.map(({ path }) => ({ path: `${path}.hash`, says: 'It does not fit what stands here and before.' })),
    ...wrong(seal !== bundle.seal, 'seal', 'It does not fit the head of the bundle and its last hash.'),
  ]
}

/** The interview that the events amount to, or null when they amount to none; what is wrong with them goes to `flaws`. */
function fold({ rubric, rubricHash, interview: id, events }: Bundle, flaws: Flaw[]): Interview | null {
  const [first, ...rest] = events.map((it) => wholeOf(it.event))
  if (first?.type !== 'interview-opened') {
    flaws.push({ path: 'events.0.event.type', says: 'An interview should begin with interview-opened.' })
    return null
  }
  flaws.push(
    ...wrong(first.seq !== 1, 'events.0.event.seq', 'The first event should have seq 1.'),
    ...wrong(first.rubricHash !== rubricHash, 'events.0.event.rubricHash', 'It names another rubric than the bundle.'),
  )
  let { interview } = open(rubric, id, first)
  for (const [i, event] of rest.entries()) {
    const path = `events.${i + 1}.event`
    const next = advance(rubric, interview, event).interview
    flaws.push(
      ...wrong(event.seq !== i + 2, `${path}.seq`, `It should be ${i + 2}: events are in order and none is missing.`),
      ...wrong(next === interview, path, `${event.type} cannot follow what stands before it.`),
    )
    interview = next
  }
  flaws.push(
    ...wrong(interview.status !== 'ended', 'events', 'The interview should have ended; its last event is missing.'),
  )
  return interview
}

const wholeOf = (event: ToldEvent): SeqEvent => (event.type === 'interview-opened' ? { ...event, system: null } : event)

function verifyRun({ rubric, interview }: Read, run: Run, path: string): Flaw[] {
  const { problem } = rubric
  const graded = run.grades.map((grade) => grade.criterion)
  const missing = problem.criteria.filter((it) => !graded.includes(it.id)).map((it) => it.id)
  return [
    ...wrong(
      run.status === 'graded' && missing.length > 0,
      `${path}.grades`,
      `A graded run has all criteria; missing: ${missing.join(', ')}.`,
    ),
    ...run.grades.flatMap((grade, i) => {
      const at = `${path}.grades.${i}`
      const criterion = problem.criteria.find((it) => it.id === grade.criterion)
      if (!criterion) return wrong(true, `${at}.criterion`, `The rubric has no criterion ${grade.criterion}.`)
      return [
        ...wrong(graded.indexOf(grade.criterion) < i, `${at}.criterion`, `${grade.criterion} is graded twice.`),
        ...verifyGrade({ problem, interview, criterion, grade, run }, at),
      ]
    }),
    ...(run.debrief ? verifyDebrief({ problem, interview, grades: run.grades }, run.debrief, `${path}.debrief`) : []),
    ...wrong(run.status === 'graded' && !run.heard, `${path}.heard`, 'A graded run says what was heard.'),
    ...(run.heard ? verifyHeard(rubric, interview, run.heard, `${path}.heard`) : []),
  ]
}
