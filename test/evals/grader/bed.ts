import { readCases } from '../../../src/adapters/labelled/read-cases.ts'
import { readCatalogue } from '../../../src/adapters/library/read-catalogue.ts'
import { readPrompts } from '../../../src/adapters/library/read-prompts.ts'
import type { Case } from '../../../src/evaluation/case.ts'
import { type Graded, levelOf, tasksOf } from '../../../src/evaluation/task.ts'
import { gradeTasks } from '../../../src/services/grade-tasks.ts'

/**
 * Interviews written for the project, each with the level of every criterion as a careful reader gives it: eight
 * abilities on each of three problems. Their writers saw the rubrics without cues, so that a grader by phrases is
 * measured on words it was not made for.
 */
export const ABILITIES = [
  'expert',
  'solid',
  'basic',
  'lost',
  'storage-not-operations',
  'operations-not-numbers',
  'plain-words',
  'names-without-meaning',
] as const
export type Ability = (typeof ABILITIES)[number]

export const readBed = async (): Promise<Case[]> => readCases(await readCatalogue('rubrics'), 'test/evals/grader')

/** Every cell as the scripted grader reads it. */
export async function gradeBed(cases: Case[]): Promise<Graded[]> {
  const graded: Graded[] = []
  const log = { info() {}, warn() {}, error() {} }
  const options = { samples: 1, atOnce: 1, signal: new AbortController().signal }
  await gradeTasks({ model: null, prompts: await readPrompts('prompts'), log }, tasksOf(cases), {
    ...options,
    onGraded: async (it) => {
      graded.push(it)
    },
  })
  return graded
}

/** The mean level that some cells were given, by people or by the grader. */
export function meanOf(cells: Graded[], by: 'people' | 'grader', keeps: (cell: Graded) => boolean): number {
  const levels = cells.filter(keeps).flatMap((it) => (by === 'people' ? it.mark.level : levelOf(it)) ?? [])
  return levels.reduce((sum, it) => sum + it, 0) / levels.length
}
