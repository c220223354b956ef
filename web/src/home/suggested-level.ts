import type { Catalogue } from '../api.ts'

type Level = Catalogue['levels'][number]

/** The level that a job title suggests, by the words the server takes for it; undefined when none is among them. */
export function suggestedLevel(levels: Level[], job: string): Level | undefined {
  const words: string[] = job.toLowerCase().match(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu) ?? []
  return levels.findLast((level) => level.titles.some((title) => words.includes(title)))
}
