import { describe, nodeFor } from './board/place.ts'
import { usesComponent } from './check-rubric.ts'
import { cueOf, findCue } from './hearing/cues.ts'
import { isDenied } from './hearing/denial.ts'
import type { Interview } from './interview.ts'
import { onceFor, recently } from './remember.ts'
import type { Criterion, Probe, Problem, Rubric } from './rubric.ts'
import { type Token, takeApart } from './words.ts'

/** Which probes may be asked now, and with which words. */

/** Points that a probe or a constraint change asks for. */
export const bringsOf = (problem: Problem, target: string): string[] =>
  [...problem.probes, ...problem.changes].find((it) => it.id === target)?.brings ?? []

export const criterionOf = (problem: Problem, point: string): Criterion | undefined =>
  problem.criteria.find((criterion) => criterion.points.some((it) => it.id === point))

export const unseen = (interview: Interview, points: string[]): string[] =>
  points.filter((point) => interview.coverage[point] === undefined)

export const wasAsked = (interview: Interview, target: string): boolean =>
  interview.asked.some((it) => it.probe === target)

/** Never asked, something left to show, and about something the candidate named where its words need that. */
export const isOpen = (interview: Interview, probe: Probe): boolean =>
  !wasAsked(interview, probe.id) &&
  !interview.settled.includes(probe.id) &&
  !interview.idle.includes(probe.id) &&
  unseen(interview, probe.brings).length > 0 &&
  (!usesComponent(probe) || componentFor(interview, probe) !== null)

/** A rung of a ladder waits for the rung above it, unless that one has nothing left to ask. */
export function isHead(problem: Problem, interview: Interview, probe: Probe): boolean {
  const above = problem.probes.filter((it) => it.deeper.includes(probe.id))
  return above.every((it) => wasAsked(interview, it.id) || !isOpen(interview, it))
}

/**
 * What a probe is about, as the candidate put it: named just now ("your Kafka"), drawn ("the queue you drew between
 * Orders and Worker"), or named before; null when it was neither.
 */
export const componentFor = (interview: Interview, { binds }: Pick<Probe, 'binds'>): string | null =>
  componentsIn(interview)(binds)

/** Several rules ask for the same. */
const componentsIn = onceFor((interview: Interview) => onceFor((binds: string[]) => findComponent(interview, binds)))

function findComponent(interview: Interview, binds: string[]): string | null {
  const [latest, ...earlier] = interview.turns.filter((turn) => turn.by === 'candidate').toReversed()
  return (
    (latest ? named(binds, latest) : null) ??
    drawnFor(interview, binds) ??
    earlier.reduce<string | null>((found, turn) => found ?? named(binds, turn), null)
  )
}

function named(binds: string[], said: Said): string | null {
  const word = wordFor(binds, said)
  return word === null ? null : `your ${word}`
}

function drawnFor({ board }: Interview, binds: string[]): string | null {
  const node = board && nodeFor(board.graph, binds)
  return node && describe(node)
}

/** Is a probe about something in the candidate's latest turn, said or newly drawn? */
export function isNamed(interview: Interview, probe: Pick<Probe, 'binds'>): boolean {
  const turn = interview.turns.findLast((it) => it.by === 'candidate')
  if (!turn) return false
  return wordFor(probe.binds, turn) !== null || isDrawn(interview, turn.seq, probe)
}

/** Was something that a probe is about newly drawn with this turn? */
export function isDrawn({ board }: Interview, seq: number, probe: Pick<Probe, 'binds'>): boolean {
  if (board === null || board.seq !== seq) return false
  const isFresh = (it: { id: string }) => board.fresh.includes(it.id)
  const { nodes, zones } = board.graph
  return nodeFor({ ...board.graph, nodes: nodes.filter(isFresh), zones: zones.filter(isFresh) }, probe.binds) !== null
}

/** As the candidate writes it ("Kafka"), or the author's word where theirs is inflected ("queued", "queues"). */
const asNamed = (bind: string, written: string): string =>
  written.toLowerCase() === bind.toLowerCase() ? written : bind

/** The first word in what was said that fits, unless it is denied there. */
export const wordFor = (binds: string[], said: Said): string | null => wordsIn(said)(binds)

type Said = { text: string }

/** What was said is asked of by every probe, and again in each turn that follows, read from the store anew. */
const KEPT = 100_000
const wordsIn = onceFor(({ text }: Said) => takenApart(text))
const takenApart = recently(KEPT, (text) => {
  const parts = takeApart(text)
  return onceFor((binds: string[]) => findWord(binds, text, parts))
})

function findWord(binds: string[], said: string, parts: Token[][][]): string | null {
  for (const sentence of parts)
    for (const bind of binds) {
      const found = findCue(cueOf(bind), sentence, (clause, at) => !isDenied(clause, at))
      if (found) return asNamed(bind, said.slice(found.start, found.end))
    }
  return null
}

/** How much asking this would still bring: weights of the points unseen, by level, double where a criterion was not reached yet. */
export function worthOf({ problem, level }: Rubric, interview: Interview, brings: string[]): number {
  return unseen(interview, brings).reduce((sum, id) => {
    const criterion = criterionOf(problem, id)
    const point = criterion?.points.find((it) => it.id === id)
    if (!criterion || !point) return sum
    return sum + criterion.weight * level.manner.worth[point.level] * (isReached(problem, interview, criterion) ? 1 : 2)
  }, 0)
}

/** Points that questions asked for. One that the clock left without an answer asked for nothing. */
export const askedFor = (problem: Problem, { asked }: Interview): string[] =>
  asked.flatMap((it) => (it.turns > 0 ? bringsOf(problem, it.probe) : []))

/** Was anything of this criterion shown or asked for? */
export function isReached(problem: Problem, interview: Interview, criterion: Criterion): boolean {
  const points = criterion.points.map((point) => point.id)
  return (
    points.some((point) => interview.coverage[point] !== undefined) ||
    interview.settled.some((probe) => bringsOf(problem, probe).some((point) => points.includes(point))) ||
    askedFor(problem, interview).some((point) => points.includes(point))
  )
}
