import type { InterviewOpened, SeqEvent } from '../interview/events.ts'
import type { Rubric } from '../interview/rubric.ts'
import type { Run } from './grade.ts'
import { type Totals, totalsOf } from './scorecard.ts'

/** One interview with all its gradings in one file, so that anyone can recompute them without a server. */

export const FORMAT = 'interlocutor-bundle'
export const VERSION = 1

/** Hashes a text; passed in, since only the edges have one. */
export type Hash = (text: string) => string

type Told<Event> = Event extends InterviewOpened ? Omit<Event, 'system' | 'tailoring'> : Event
/** An event as it is exported: the opening without the model's system message, in which a résumé stands. */
export type ToldEvent = Told<SeqEvent>

/** `hash` is of the hash before it and the canonical JSON of what stands beside it. */
export type Bundle = {
  format: typeof FORMAT
  version: typeof VERSION
  /** Id of the interview. */
  interview: string
  /** Of the code that exported it; each run names its own. */
  codeVersion: string
  rubricHash: string
  /** Keys in the order in which they were hashed. */
  rubric: Rubric
  /** Other versions that runs were graded by, in the order of their first run; left out where there is none. */
  otherRubrics?: { rubricHash: string; rubric: Rubric }[]
  events: { event: ToldEvent; hash: string }[]
  /** Newest first, as stored, raw answers included; the first is chained to the last event. */
  runs: { run: Run; totals: Totals; hash: string }[]
  /** Of the last hash and the head: nothing can be left out at the end either. */
  seal: string
}

export type Held = {
  interview: string
  rubric: Rubric
  rubricHash: string
  /** Of each run that was graded by another one; by hash. */
  otherRubrics?: ReadonlyMap<string, Rubric>
  events: SeqEvent[]
  runs: Run[]
  codeVersion: string
}

/**
 * An interview and its runs as a bundle. `system` and `tailoring` of the opening are left out, since a résumé stands in
 * the one and follows from the other; nothing else is, and the chain is over what is exported. The hashes find a change;
 * against someone who makes all of them anew, keep the seal elsewhere.
 */
export function bundleOf({ rubric, otherRubrics = new Map(), events, runs, ...held }: Held, hash: Hash): Bundle {
  const told = events.map(tell)
  const others = otherHashes(held.rubricHash, runs).map((rubricHash) => {
    const other = otherRubrics.get(rubricHash)
    if (!other) throw new Error(`rubric ${rubricHash} of a run is not there`)
    return { rubricHash, rubric: other }
  })
  const graded = runs.map((run) => ({
    run,
    totals: totalsOf(otherRubrics.get(run.rubricHash) ?? rubric, run.grades),
  }))
  const [firstHashes, last] = chain(told, '', hash)
  const [runHashes, end] = chain(graded, last, hash)
  const head = { format: FORMAT, version: VERSION, ...held } as const
  return {
    ...head,
    rubric,
    ...(others.length > 0 ? { otherRubrics: others } : {}),
    events: told.map((event, i) => ({ event, hash: firstHashes[i] ?? '' })),
    runs: graded.map((it, i) => ({ ...it, hash: runHashes[i] ?? '' })),
    seal: sealOf(head, end, hash),
  }
}

/** The rubrics that runs were graded by besides the one of the interview, each once, in the order of the runs. */
export const otherHashes = (held: string, runs: Run[]): string[] => [
  ...new Set(runs.map((run) => run.rubricHash).filter((it) => it !== held)),
]

type Head = Pick<Bundle, 'format' | 'version' | 'interview' | 'codeVersion' | 'rubricHash'>

/** The hash over the head of a bundle and the last hash of its chain, through which it covers all of it. */
export const sealOf = ({ format, version, interview, codeVersion, rubricHash }: Head, last: string, hash: Hash) =>
  linkOf({ format, version, interview, codeVersion, rubricHash }, last, hash)

/** One link of the chain. */
export const linkOf = (part: unknown, before: string, hash: Hash): string => hash(before + canonical(part))

/** JSON with the keys of every object sorted and no spaces: the same for a store that does not keep their order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}

function chain(parts: unknown[], from: string, hash: Hash): [hashes: string[], last: string] {
  let last = from
  const hashes = parts.map((part) => {
    last = linkOf(part, last, hash)
    return last
  })
  return [hashes, last]
}

function tell(event: SeqEvent): ToldEvent {
  if (event.type !== 'interview-opened') return event
  const { system: _, tailoring: __, ...told } = event
  return told
}
