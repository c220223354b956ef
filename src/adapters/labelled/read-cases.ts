import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { BadContent, Invalid } from '../../errors.ts'
import type { Case } from '../../evaluation/case.ts'
import { readInterview } from '../../evaluation/read-interview.ts'
import type { Catalogue } from '../../interview/rubric.ts'
import { readYaml } from './read-yaml.ts'

const FILES = /\.ya?ml$/

/**
 * Reads labelled interviews from a file, or from all files under a folder, by name.
 * @throws Invalid when nothing is there; BadContent naming every flaw: file, line, what would be right
 */
export async function readCases(catalogue: Catalogue, path: string): Promise<Case[]> {
  const flaws: string[] = []
  const cases: Case[] = []
  for (const file of await filesAt(path)) {
    const name = basename(file).replace(FILES, '')
    const found = readYaml(await readFile(file, 'utf8'), (value) => readInterview(catalogue, name, value))
    if ('placed' in found) flaws.push(...found.placed.map((it) => `${file}:${it.line}: ${it.says}`))
    else if (found.value) cases.push(found.value)
  }
  if (flaws.length > 0)
    throw new BadContent('bad-content', `the data is not right:\n  ${flaws.join('\n  ')}`, { flaws })
  return cases
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Invalid('no-such-file', `${path} cannot be read (${error.code ?? error.message}).`)
  })
  if (!found.isDirectory()) return [path]
  const names = await readdir(path, { recursive: true })
  const files = names.filter((name) => FILES.test(name)).sort()
  if (files.length === 0) throw new Invalid('no-data', `${path} holds no labelled interviews (.yaml).`)
  return files.map((name) => join(path, name))
}
