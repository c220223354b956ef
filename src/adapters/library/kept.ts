import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

/** Where the documents of a checked folder are kept, and the version of the code that checked them. */
export type Keeping = { file: string; version: string }
/** Documents by file, as their YAML says. */
export type Documents = Record<string, unknown>

const Kept = z.object({ hash: z.string(), documents: z.record(z.string(), z.unknown()) })

/** What a folder's texts and the version that checks them come to. */
export const hashOf = (texts: ReadonlyMap<string, string>, { version }: Keeping): string =>
  createHash('sha256')
    .update(JSON.stringify([version, ...texts]))
    .digest('hex')

/** The documents that were kept under this hash; null when there are none, or nothing that can be read. */
export async function readKept({ file }: Keeping, hash: string): Promise<Documents | null> {
  try {
    const kept = Kept.parse(JSON.parse(await readFile(file, 'utf8')))
    return kept.hash === hash ? kept.documents : null
  } catch {
    return null
  }
}

/** Keeps documents that passed every check. Where nothing may be written, each start checks anew. */
export async function keep({ file }: Keeping, hash: string, documents: Documents): Promise<void> {
  const beside = `${file}.${process.pid}`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(beside, JSON.stringify({ hash, documents }))
    await rename(beside, file)
  } catch {}
}
