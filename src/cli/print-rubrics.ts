import type { z } from '@hono/zod-openapi'
import type { RubricListView } from '../http/version-views.ts'
import type { Server } from './connect.ts'
import { dim } from './terminal.ts'

/** Prints the versions of a problem's rubrics, or of all, seen last first. */
export async function printRubrics(server: Server, problem: string | undefined): Promise<void> {
  const query = problem === undefined ? '' : `?problem=${encodeURIComponent(problem)}`
  const { rubrics } = await server.ask<z.infer<typeof RubricListView>>(`/api/rubrics${query}`)
  if (rubrics.length === 0) console.log('No interview was held or graded yet, so there are no versions.')
  for (const it of rubrics) {
    const seen = it.firstSeen?.slice(0, 16).replace('T', ' ') ?? 'never used'.padEnd(16)
    const use = `held ${it.held}, graded ${it.graded}`.padEnd(22)
    console.log(
      `${it.hash.slice(0, 12)}  ${seen}  ${use} ${it.problem} (${it.format}, ${it.level})${it.ships ? dim('  ships now') : ''}`,
    )
  }
}
