import { writeFile } from 'node:fs/promises'
import { Invalid } from '../errors.ts'
import type { Server } from './connect.ts'

/** Writes an interview's bundle to a file, or prints it. @throws ServerError; Invalid when the file cannot be written */
export async function exportBundle(server: Server, id: string, file: string | undefined): Promise<void> {
  const bundle = await server.ask<object>(`/api/interviews/${encodeURIComponent(id)}/bundle`)
  const text = `${JSON.stringify(bundle, null, 2)}\n`
  if (file === undefined) process.stdout.write(text)
  else
    await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
      throw new Invalid('cannot-write', `${file} cannot be written (${error.code ?? error.message}).`)
    })
}
