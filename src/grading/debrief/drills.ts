import { recognise } from '../../interview/hearing/recognise.ts'
import { criterionOf } from '../../interview/probes.ts'
import { type Dimension, type Point, type Problem, pointsOf } from '../../interview/rubric.ts'
import type { Drill } from './debrief.ts'

/** So many of a point's own sentences must show a point of a scenario, before the two are taken for the same thing. */
const ENOUGH = 2

/**
 * The scenario that trains a point, on another system where possible: one whose own points are heard in the sentences
 * that show this one, else the one that was held, else the one that weighs its dimension most; null when none has
 * anything to do with it.
 */
export function drillFor(held: Problem, point: Point, scenarios: Problem[], dimensions: Dimension[]): Drill | null {
  const dimension = criterionOf(held, point.id)?.dimension ?? ''
  const others = scenarios.filter((it) => it.id !== held.id)
  const [same] = others
    .map((scenario) => ({ scenario, ...likeness(scenario, point, dimension) }))
    .filter((it) => it.heard >= ENOUGH || (it.heard > 0 && it.akin))
    .toSorted((a, b) => b.heard - a.heard)
  if (same) return drill(same.scenario, `It comes down to the same thing on another system: ${same.scenario.summary}`)
  if (held.kind === 'scenario') return drill(held, 'The same situation once more, when a day or two have gone by.')
  const [near] = others
    .map((scenario) => ({ scenario, weight: weightOf(scenario, dimension) }))
    .filter((it) => it.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
  if (!near) return null
  const title = dimensions.find((it) => it.id === dimension)?.title.toLowerCase() ?? dimension
  return drill(
    near.scenario,
    `No scenario is about just this; this one is nearest in ${title}: ${near.scenario.summary}`,
  )
}

const drill = ({ id, title }: Problem, why: string): Drill => ({ scenario: id, title, why })

function likeness(scenario: Problem, point: Point, dimension: string): { heard: number; akin: boolean } {
  const scored = pointsOf(scenario).map((it) => ({
    heard: point.yes.filter((sentence) => recognise([it], sentence).length > 0).length,
    akin: criterionOf(scenario, it.id)?.dimension === dimension,
  }))
  return scored.toSorted((a, b) => b.heard - a.heard || Number(b.akin) - Number(a.akin))[0] ?? { heard: 0, akin: false }
}

const weightOf = ({ criteria }: Problem, dimension: string): number =>
  criteria.reduce((sum, it) => sum + (it.dimension === dimension ? it.weight : 0), 0)
