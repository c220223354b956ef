import { readCatalogue } from '../adapters/library/read-catalogue.ts'
import { BadContent } from '../errors.ts'
import { pointsOf } from '../interview/rubric.ts'

/** Checks a rubrics folder and prints what it holds or all that is wrong. @returns the exit code */
export async function lint(folder = 'rubrics'): Promise<number> {
  try {
    const { problems, formats } = await readCatalogue(folder)
    for (const it of problems) {
      const sentences = pointsOf(it).flatMap((point) => [...point.yes, ...point.no]).length
      console.log(
        `ok  ${it.kind} ${it.id}: ${it.criteria.length} criteria, ${pointsOf(it).length} points, ${it.probes.length} probes, ${sentences} sentences`,
      )
    }
    for (const it of formats)
      console.log(`ok  format ${it.id}: ${it.phases.map((phase) => `${phase.id} ${phase.minutes}`).join(', ')}`)
    return 0
  } catch (error) {
    if (!(error instanceof BadContent)) throw error
    console.error(error.message)
    return 1
  }
}
