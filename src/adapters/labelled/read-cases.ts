import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { BadContent, Invalid } from '../../errors.ts'
import type { Case, Read } from '../../evaluation/case.ts'
import { readInterview } from '../../evaluation/read-interview.ts'
import type { Catalogue } from '../../interview/rubric.ts'
import { readRows } from './read-rows.ts'
import { type Placed, readYaml } from './read-yaml.ts'

const FILES = /\.(?:ya?ml|jsonl)$/
const MOST_FLAWS = 20

/**
 * Reads marked transcripts from a file, or from all files under a folder, by name. What a file is, its content tells:
 * rows of JSON that begin with a brace, or else an interview of ours in YAML.
 * @throws Invalid when nothing is there; BadContent naming each flaw: file, line, what would be right
 */
export async function readCases(catalogue: Catalogue, path: string): Promise<Case[]> {
  const flaws: string[] = []
  const cases: Case[] = []
  for (const file of await filesAt(path))
    for (const found of readFound(catalogue, file, await readFile(file, 'utf8'))) {
      if ('placed' in found) flaws.push(...found.placed.map((it) => `${file}:${it.line}: ${it.says}`))
      else if (found.value) cases.push(found.value)
    }
  for (const [id, same] of Map.groupBy(cases, (it) => it.id))
    if (same.length > 1) flaws.push(`${path}: ${id} is there ${same.length} times; give each its own name`)
  if (flaws.length > 0) {
    const more = flaws.length > MOST_FLAWS ? `\n  and ${flaws.length - MOST_FLAWS} more` : ''
    throw new BadContent('bad-content', `the data is not right:\n  ${flaws.slice(0, MOST_FLAWS).join('\n  ')}${more}`, {
      flaws,
    })
  }
  return cases
}

function readFound(catalogue: Catalogue, file: string, text: string): (Read | { placed: Placed[] })[] {
  if (text.trimStart().startsWith('{')) return readRows(text)
  const name = basename(file).replace(FILES, '')
  return [readYaml(text, (value) => readInterview(catalogue, name, value))]
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Invalid('no-such-file', `${path} cannot be read (${error.code ?? error.message}).`)
  })
  if (!found.isDirectory()) return [path]
  const names = await readdir(path, { recursive: true })
  const files = names.filter((name) => FILES.test(name)).sort()
  if (files.length === 0) throw new Invalid('no-data', `${path} holds no marked transcripts (.yaml or .jsonl).`)
  return files.map((name) => join(path, name))
}
