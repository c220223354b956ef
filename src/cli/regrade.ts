import type { z } from '@hono/zod-openapi'
import type { RegradeBody } from '../http/version-views.ts'
import type { Server } from './connect.ts'
import { printScorecard } from './print-scorecard.ts'

/** Has an interview graded again, as the wish says, and prints what came of it, waiting with progress. */
export async function regrade(server: Server, id: string, wish: z.input<typeof RegradeBody>): Promise<void> {
  await server.ask(`/api/interviews/${encodeURIComponent(id)}/scorecard`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  })
  await printScorecard(server, id)
}
