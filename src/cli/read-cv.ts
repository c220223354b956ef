import { readFile } from 'node:fs/promises'
import { Invalid } from '../errors.ts'

/** The text of a résumé's file. @throws Invalid when it cannot be read, or is no text */
export async function readCv(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Invalid('no-such-file', `${path} cannot be read (${error.code ?? error.message}).`)
  })
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.startsWith('%PDF') && !text.includes('\0')) return text
  } catch {
    // Bytes that are no UTF-8: a PDF or a word processor's file.
  }
  throw new Invalid('not-text', `${path} is no plain text; save your résumé as .txt or .md and give that.`)
}
