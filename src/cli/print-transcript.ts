import type { Server } from './connect.ts'
import { inert } from './terminal.ts'

export async function printTranscript(server: Server, id: string, format: 'md' | 'json'): Promise<void> {
  const accept = format === 'md' ? 'text/markdown' : 'application/json'
  const response = await server.open(`/api/interviews/${encodeURIComponent(id)}/transcript`, { headers: { accept } })
  console.log(format === 'md' ? inert(await response.text()) : JSON.stringify(await response.json(), null, 2))
}
