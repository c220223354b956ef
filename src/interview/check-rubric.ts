import { cueOf, findCue } from './hearing/cues.ts'
import { recognise } from './hearing/recognise.ts'
import { type Catalogue, type Format, type Point, type Probe, type Problem, pointsOf } from './rubric.ts'
import { sentences, type Token, takeApart } from './words.ts'

/** What is wrong with content, where in the file, and what would be right. */
export type Flaw = { path: string; says: string }

/** Sizes below which content is not worth practising on. */
const STANDARD = {
  problem: { criteria: [7, 9], points: [25, 60], probes: [20, 60], facts: [8, 30], changes: [3, 5] },
  scenario: { criteria: [1, 4], points: [8, 15], probes: [5, 20], facts: [0, 30], changes: [0, 3] },
} as const

/** All flaws of one problem or scenario, references first. Empty means it may ship. */
export function checkProblem(problem: Problem, catalogue: Pick<Catalogue, 'dimensions' | 'formats'>): Flaw[] {
  return [
    ...checkSizes(problem),
    ...checkIds(problem),
    ...checkReferences(problem, catalogue),
    ...checkSpoken(problem),
    ...pointsOf(problem).flatMap((point) => checkSentences(point)),
  ]
}

export function checkFormat(format: Format): Flaw[] {
  return duplicatesOf(format.phases.map((phase) => phase.id)).map((id) => ({
    path: 'phases',
    says: `phase id "${id}" is used twice; give each phase its own`,
  }))
}

/** Every yes-sentence must be heard and every no-sentence must not, by the recogniser that candidates meet. */
export function checkSentences(point: Point): Flaw[] {
  const heard = (sentence: string) => recognise([point], sentence).length > 0
  const missed = point.yes.filter((sentence) => !heard(sentence))
  const wrong = point.no.filter(heard)
  return [
    ...missed.map((sentence) => ({ path: `points.${point.id}.yes`, says: `not recognised by any cue: "${sentence}"` })),
    ...wrong.map((sentence) => ({
      path: `points.${point.id}.no`,
      says: `recognised although it should not be: "${sentence}"`,
    })),
  ]
}

function checkSizes(problem: Problem): Flaw[] {
  const counts = {
    criteria: problem.criteria.length,
    points: pointsOf(problem).length,
    probes: problem.probes.length,
    facts: Object.keys(problem.facts).length,
    changes: problem.changes.length,
  }
  return Object.entries(STANDARD[problem.kind]).flatMap(([path, [least, most]]) => {
    const count = counts[path as keyof typeof counts]
    return count >= least && count <= most
      ? []
      : [{ path, says: `${count} given; a ${problem.kind} has ${least} to ${most}` }]
  })
}

function checkIds(problem: Problem): Flaw[] {
  const groups = {
    criteria: problem.criteria.map((criterion) => criterion.id),
    points: pointsOf(problem).map((point) => point.id),
    probes: problem.probes.map((probe) => probe.id),
    // Targets of moves share one namespace, so that a target alone says what is meant.
    targets: [
      ...problem.probes.map((probe) => probe.id),
      ...Object.keys(problem.facts),
      ...problem.changes.map((it) => it.id),
    ],
  }
  return Object.entries(groups).flatMap(([path, ids]) =>
    duplicatesOf(ids).map((id) => ({ path, says: `id "${id}" is used twice among ${path}; rename one` })),
  )
}

function checkReferences(problem: Problem, catalogue: Pick<Catalogue, 'dimensions' | 'formats'>): Flaw[] {
  const points = new Set(pointsOf(problem).map((point) => point.id))
  const probes = new Set(problem.probes.map((probe) => probe.id))
  const dimensions = new Set(catalogue.dimensions.map((dimension) => dimension.id))
  const kinds = new Set(
    catalogue.formats
      .filter((format) => format.fits === problem.kind)
      .flatMap((format) => format.phases.flatMap((phase) => phase.asks)),
  )
  const unknown = (path: string, ids: string[], known: Set<string>, noun: string): Flaw[] =>
    ids
      .filter((id) => !known.has(id))
      .map((id) => ({ path, says: `"${id}" is no ${noun}; known: ${[...known].sort().join(', ')}` }))
  const brought = new Set([...problem.probes, ...problem.changes].flatMap((it) => it.brings))
  return [
    ...problem.criteria.flatMap((it) =>
      unknown(`criteria.${it.id}.dimension`, [it.dimension], dimensions, 'dimension'),
    ),
    ...problem.probes.flatMap((it) => [
      ...unknown(`probes.${it.id}.brings`, it.brings, points, 'point'),
      ...unknown(`probes.${it.id}.deeper`, it.deeper, probes, 'probe'),
      ...unknown(`probes.${it.id}.phase`, [it.phase], kinds, 'kind of phase that a format asks'),
    ]),
    ...problem.changes.flatMap((it) => [
      ...unknown(`changes.${it.id}.brings`, it.brings, points, 'point'),
      ...unknown(`changes.${it.id}.settles`, it.settles, probes, 'probe'),
    ]),
    ...[...points]
      .filter((id) => !brought.has(id))
      .map((id) => ({
        path: `points.${id}`,
        says: 'no probe or change brings this point; it could never be asked for',
      })),
  ]
}

/** What is spoken asks one question in at most two sentences, and does not hold its own answer. */
function checkSpoken(problem: Problem): Flaw[] {
  const points = new Map(pointsOf(problem).map((point) => [point.id, point]))
  const spoken = [
    ...problem.probes.map((it) => ({ path: `probes.${it.id}.asks`, says: it.asks, brings: it.brings })),
    ...problem.probes.flatMap((it) =>
      it.specific ? [{ path: `probes.${it.id}.specific`, says: it.specific, brings: it.brings }] : [],
    ),
    ...problem.changes.map((it) => ({ path: `changes.${it.id}.says`, says: it.says, brings: it.brings })),
  ]
  const placeholders = problem.probes.filter((it) => usesComponent(it) && it.binds.length === 0)
  return [
    ...placeholders.map((it) => ({
      path: `probes.${it.id}.binds`,
      says: 'asks about {{component}} but binds no word',
    })),
    ...spoken.flatMap(({ path, says, brings }) => {
      const answers = brings
        .flatMap((id) => points.get(id) ?? [])
        .filter((point) => !point.asked && namesAnswer(point.cues, takeApart(says)))
      return [
        ...((says.match(/\?/g) ?? []).length === 1 ? [] : [{ path, says: 'must ask exactly one question' }]),
        ...(sentences(says).length <= 2 ? [] : [{ path, says: 'is longer than two sentences' }]),
        ...answers.map((point) => ({ path, says: `gives away its own answer, a cue of point "${point.id}"` })),
      ]
    }),
  ]
}

export const usesComponent = (probe: Probe): boolean => probe.asks.includes('{{component}}')

/** Do the words of an answer stand in this text, whoever says them and however? */
export const namesAnswer = (cues: string[], text: Token[][][]): boolean =>
  text.some((sentence) => cues.some((cue) => findCue(cueOf(cue), sentence) !== null))

const duplicatesOf = (ids: string[]): string[] => [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))]
