import type { Drawing } from '../events.ts'
import type { Interview } from '../interview.ts'
import { type Graph, graphOf } from './graph.ts'
import type { Scene } from './scene.ts'
import { boardChange, boardText } from './words.ts'

/** What a scene changes on the board of an interview; null when its words stay the same. */
export function draw(interview: Pick<Interview, 'board'>, scene: Scene): Drawing | null {
  const before = interview.board?.graph ?? null
  const graph = graphOf(scene)
  const change = boardChange(before, graph)
  if (change === '') return null
  return { scene, graph, says: before === null ? boardText(graph) : `changed: ${change}` }
}

/** Ids of the boxes and zones that were not there before, or not under that label. */
export function freshIn(before: Graph | null, after: Graph): string[] {
  const known = new Map([...(before?.nodes ?? []), ...(before?.zones ?? [])].map((it) => [it.id, it.label]))
  return [...after.nodes, ...after.zones].filter((it) => known.get(it.id) !== it.label).map((it) => it.id)
}
