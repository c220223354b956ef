import type { Criterion, Problem, Rubric } from '../interview/rubric.ts'

/** What is judged in data of others: a criterion with its anchors, and what shows it, sentence by sentence. */
export type Judged = Pick<Criterion, 'id' | 'asks' | 'levels'> & { shows: string[] }

/** The one probe, which asks for everything, so that no criterion is left unreached. */
export const EVERYTHING = 'everything'

/**
 * A rubric for data that was not held here: what is judged, one probe that brings all of it, one phase, no help and no
 * facts. Phrases know nothing of it: its points have no cues.
 */
export function foreignRubric(
  { id, title, brief }: Pick<Problem, 'id' | 'title' | 'brief'>,
  judged: readonly Judged[],
): Rubric {
  const criteria = judged.map(
    ({ shows, ...criterion }): Criterion => ({
      ...criterion,
      dimension: criterion.id,
      weight: 1,
      points: shows.map((says, i) => ({
        id: `${criterion.id}-${i + 1}`,
        says,
        level: 3,
        asked: false,
        cues: [],
        yes: [],
        no: [],
      })),
    }),
  )
  const brings = criteria.flatMap((it) => it.points.map((point) => point.id))
  const problem: Problem = {
    ...{ id, kind: 'scenario', title, brief, summary: title, won: [], facts: {}, criteria, changes: [] },
    probes: [{ id: EVERYTHING, phase: 'all', binds: [], asks: brief, brings, hints: ['', '', ''], deeper: [] }],
  }
  return { problem, format: FORMAT, level: LEVEL, dimensions: [], redFlags: [], phrases: PHRASES }
}

const FORMAT: Rubric['format'] = {
  id: 'whole',
  title: 'Whole',
  summary: 'One phase.',
  fits: 'scenario',
  nudges: [],
  phases: [
    {
      id: 'all',
      title: 'All of it',
      goal: 'Everything.',
      minutes: 60,
      asks: ['all'],
      about: [],
      fills: [],
      change: false,
    },
  ],
}

const LEVEL: Rubric['level'] = {
  id: 'senior',
  title: 'none',
  says: 'the anchors alone count',
  manner: { breadth: 1, rungs: 1, patience: 1, worth: { 2: 1, 3: 1, 4: 1 } },
  titles: [],
  bands: [],
}

/** Nobody speaks here any more. */
const PHRASES: Rubric['phrases'] = {
  ...{ role: [], unknownFact: [], beSpecific: [], goBack: [], wait: [], redirect: [], nudge: [] },
  ...{ give: [], press: [], doubt: [], dismissal: [], close: [], done: [] },
}
