import { advance, open } from '../interview/advance.ts'
import type { SeqEvent } from '../interview/events.ts'
import { howShown } from '../interview/hearing/hear.ts'
import { recognise, saidBefore } from '../interview/hearing/recognise.ts'
import type { Interview } from '../interview/interview.ts'
import { type Point, type Problem, pointsOf, type Rubric } from '../interview/rubric.ts'

/** An interview as a rubric reads it that may not be the one it was held under. */
export type Read = { rubric: Rubric; interview: Interview }

/**
 * Reads the events of an interview for the points of another version of its rubric. What was said and asked stays as it
 * was; a point that is new, or put otherwise, is listened for afresh in every turn of the candidate, and a question is
 * taken for what it was when it was asked. Under the rubric that it was held under an interview comes out as it is.
 * @throws when the events do not begin with the opening of the interview
 */
export function readUnder(rubric: Rubric, held: Rubric, id: string, events: SeqEvent[]): Read {
  const [first, ...rest] = events
  if (first?.type !== 'interview-opened') throw new Error('an interview begins with its opening')
  const stayed = alike(held.problem, rubric.problem, heardBy)
  const as = { ...rubric, problem: asAsked(rubric.problem, held.problem) }
  const fresh = pointsOf(as.problem).filter((point) => !stayed.has(point.id))
  const { seq: _, ...opened } = first
  let { interview } = open(held, id, opened)
  const heard: Interview['coverage'] = {}
  for (const event of rest) {
    const next = advance(held, interview, event).interview
    if (event.type === 'candidate-spoke' && next !== interview)
      for (const it of recognise(fresh, event.text, saidBefore(interview)))
        heard[it.id] ??= { how: howShown(as, interview, it.id), seq: next.seq, quote: it.quote }
    interview = next
  }
  const known = new Set(pointsOf(rubric.problem).map((point) => point.id))
  const kept = Object.entries(interview.coverage).filter(
    // What the interviewer gave away stays given away, however it is put now.
    ([point, { how }]) => stayed.has(point) || (how === 'told' && known.has(point)),
  )
  return { rubric: as, interview: { ...interview, coverage: { ...heard, ...Object.fromEntries(kept) } } }
}

/** Points of which this is the same in both versions. */
function alike(held: Problem, problem: Problem, of: (point: Point) => string): Set<string> {
  const before = new Map(pointsOf(held).map((point) => [point.id, of(point)]))
  return new Set(pointsOf(problem).flatMap((it) => (before.get(it.id) === of(it) ? it.id : [])))
}

const heardBy = ({ says, cues, asked }: Point): string => JSON.stringify([says, cues, asked])

/** Keeps the first place of a question whose first point is another now: help with it was no help with the next one. */
const NO_POINT = ''

/**
 * The problem with its brief and its questions as they were put. A question in the same words asks for what this version
 * says it does; one in other words, or that is gone, for what it asked for then, as far as those points mean the same.
 */
function asAsked(problem: Problem, held: Problem): Problem {
  const meant = alike(held, problem, (point) => point.says)
  const stood = (brings: string[]) => brings.flatMap((point, i) => (meant.has(point) ? point : i === 0 ? NO_POINT : []))
  const probes = restored(problem.probes, held.probes, (now, then) => now.asks === then.asks, stood)
  const changes = restored(problem.changes, held.changes, (now, then) => now.says === then.says, stood)
  return { ...problem, brief: held.brief, probes, changes }
}

function restored<Asked extends { id: string; brings: string[] }>(
  now: Asked[],
  then: Asked[],
  isSame: (now: Asked, then: Asked) => boolean,
  stood: (brings: string[]) => string[],
): Asked[] {
  const before = new Map(then.map((it) => [it.id, it]))
  const gone = then.filter((it) => !now.some((one) => one.id === it.id))
  const asked = now.map((it) => {
    const was = before.get(it.id)
    return was === undefined || isSame(it, was) ? it : { ...it, brings: stood(was.brings) }
  })
  return [...asked, ...gone.map((it) => ({ ...it, brings: stood(it.brings) }))]
}
