import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadContent, Invalid } from '../../errors.ts'
import { WORD_FILES, type Words } from '../../evaluation/attacks/words.ts'

/**
 * Reads the files of attacks and benign words that a folder holds; others in it are passed over.
 * @throws Invalid when it holds none that is known; BadContent naming file and row
 */
export async function readWords(folder: string): Promise<Words[]> {
  const names = Object.keys(WORD_FILES)
  const read = await Promise.all(names.map((name) => readOne(folder, name)))
  if (read.every((it) => it === null))
    throw new Invalid('no-data', `${folder} holds none of ${names.join(', ')}; give a folder that holds some of them.`)
  return read.flatMap((it) => it ?? [])
}

async function readOne(folder: string, name: string): Promise<Words[] | null> {
  const path = join(folder, name)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new Invalid('no-such-file', `${path} cannot be read (${error.code ?? error.message}).`)
  })
  if (text === null) return null
  const found = WORD_FILES[name]?.safeParse(parse(path, text))
  if (found?.success) return found.data
  const flaws = found?.error.issues.slice(0, 10).map((it) => `${path}: ${it.path.join('.')}: ${it.message}`) ?? []
  throw new BadContent('bad-content', `the data is not right:\n  ${flaws.join('\n  ')}`, { flaws })
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadContent('bad-content', `${path} is no JSON, or not all of it.`)
  }
}
