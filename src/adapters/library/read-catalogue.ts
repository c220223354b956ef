import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { BadContent } from '../../errors.ts'
import { checkFormat, checkProblem, type Flaw } from '../../interview/check-rubric.ts'
import {
  type Catalogue,
  DimensionSchema,
  type Format,
  FormatFileSchema,
  LevelSchema,
  PhrasesSchema,
  type Problem,
  ProblemFileSchema,
  RedFlagSchema,
} from '../../interview/rubric.ts'

/** Reads and checks all content of a rubrics folder. @throws BadContent naming every flaw: file, path, what is right */
export async function readCatalogue(folder: string): Promise<Catalogue> {
  const flaws: string[] = []
  const note = (file: string, found: Flaw[]) => flaws.push(...found.map((it) => `${file}: ${it.path}: ${it.says}`))
  const one = async <T extends z.ZodType>(file: string, schema: T): Promise<z.output<T> | null> => {
    const text = await readFile(join(folder, file), 'utf8').catch(() => null)
    if (text === null) {
      note(file, [{ path: '(file)', says: 'cannot be read; it must be there' }])
      return null
    }
    const value = parseYaml(file, text, note)
    if (value === undefined) return null
    const read = schema.safeParse(value)
    if (read.success) return read.data
    note(
      file,
      read.error.issues.map((issue) => ({ path: issue.path.join('.') || '(top)', says: issue.message })),
    )
    return null
  }
  const many = async <T extends z.ZodType>(under: string, schema: T) => {
    const found = await Promise.all(
      (await yamlFiles(join(folder, under))).map(async (file) => ({
        id: file.replace(/\.yaml$/, ''),
        read: await one(`${under}/${file}`, schema),
      })),
    )
    return found.flatMap(({ id, read }) => (read ? [{ id, ...(read as z.output<T> & object) }] : []))
  }
  const [dimensions, redFlags, levels, phrases, formats, problems, scenarios] = await Promise.all([
    one('dimensions.yaml', z.array(DimensionSchema).min(1)),
    one('red-flags.yaml', z.array(RedFlagSchema)),
    one('levels.yaml', z.array(LevelSchema).min(1)),
    one('phrases.yaml', PhrasesSchema),
    many('formats', FormatFileSchema) as Promise<Format[]>,
    many('problems', ProblemFileSchema) as Promise<Omit<Problem, 'kind'>[]>,
    many('scenarios', ProblemFileSchema) as Promise<Omit<Problem, 'kind'>[]>,
  ])
  const all: Problem[] = [
    ...problems.map((it) => ({ ...it, kind: 'problem' as const })),
    ...scenarios.map((it) => ({ ...it, kind: 'scenario' as const })),
  ]
  if (dimensions) for (const it of all) note(`${it.kind}s/${it.id}.yaml`, checkProblem(it, { dimensions, formats }))
  for (const it of formats) note(`formats/${it.id}.yaml`, checkFormat(it))
  if (flaws.length > 0 || !dimensions || !redFlags || !levels || !phrases)
    throw new BadContent('bad-content', `content in ${folder} is not right:\n  ${flaws.join('\n  ')}`, { flaws })
  return { problems: all, formats, levels, dimensions, redFlags, phrases }
}

async function yamlFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.yaml')).sort()
}

function parseYaml(file: string, text: string, note: (file: string, flaws: Flaw[]) => void): unknown {
  try {
    return parse(text)
  } catch (error) {
    note(file, [{ path: '(yaml)', says: error instanceof Error ? error.message : String(error) }])
    return undefined
  }
}
