import type { z } from '@hono/zod-openapi'
import type { InterviewListView } from '../http/views.ts'
import type { Server } from './connect.ts'

export async function listInterviews(server: Server): Promise<void> {
  const { interviews } = await server.ask<z.infer<typeof InterviewListView>>('/api/interviews?limit=50')
  if (interviews.length === 0) console.log('No interviews yet. Begin with: npx interlocutor practise order-processing')
  for (const it of interviews)
    console.log(
      `${it.id}  ${it.openedAt.slice(0, 16).replace('T', ' ')}  ${it.status.padEnd(6)} ${it.grading.padEnd(8)} ${it.problem.id} (${it.format}, ${it.level}${it.simulated ? `, simulated ${it.simulated}` : ''})`,
    )
}
