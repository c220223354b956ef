import type { Server } from './connect.ts'
import { printScorecard } from './print-scorecard.ts'

/** Has an interview graded again and prints what came of it, waiting with progress. */
export async function regrade(server: Server, id: string): Promise<void> {
  await server.ask(`/api/interviews/${encodeURIComponent(id)}/scorecard`, { method: 'POST' })
  await printScorecard(server, id)
}
