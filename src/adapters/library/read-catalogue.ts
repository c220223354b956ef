import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BadContent, reasonOf } from '../../errors.ts'
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
import { type Documents, hashOf, type Keeping, keep, readKept } from './kept.ts'

const FILES = ['dimensions.yaml', 'red-flags.yaml', 'levels.yaml', 'phrases.yaml']
const FOLDERS = ['formats', 'problems', 'scenarios']

type Note = (file: string, found: Flaw[]) => void

/**
 * Reads and checks all content of a rubrics folder. With `keeping`, texts that passed once under the same version are
 * not taken apart again and their sentences not heard again; their form is checked every time.
 * @throws BadContent naming every flaw: file, path, what is right
 */
export async function readCatalogue(folder: string, keeping?: Keeping): Promise<Catalogue> {
  const flaws: string[] = []
  const note: Note = (file, found) => flaws.push(...found.map((it) => `${file}: ${it.path}: ${it.says}`))
  const texts = await readTexts(folder)
  const hash = keeping ? hashOf(texts, keeping) : ''
  const kept = keeping ? await readKept(keeping, hash) : null
  const documents = kept ?? (await parseAll(texts, note))
  const { all, formats, ...rest } = shape(documents, note)
  const { dimensions, redFlags, levels, phrases } = rest
  if (kept === null) {
    if (dimensions) for (const it of all) note(`${it.kind}s/${it.id}.yaml`, checkProblem(it, { dimensions, formats }))
    for (const it of formats) note(`formats/${it.id}.yaml`, checkFormat(it))
  }
  if (flaws.length > 0 || !dimensions || !redFlags || !levels || !phrases)
    throw new BadContent('bad-content', `content in ${folder} is not right:\n  ${flaws.join('\n  ')}`, { flaws })
  if (keeping && kept === null) await keep(keeping, hash, documents)
  return { problems: all, formats, levels, dimensions, redFlags, phrases }
}

/** Texts by file, in an order of their own. */
async function readTexts(folder: string): Promise<Map<string, string>> {
  const under = await Promise.all(
    FOLDERS.map(async (it) => (await yamlFiles(join(folder, it))).map((at) => `${it}/${at}`)),
  )
  const read = [...FILES, ...under.flat()].map(async (file) => ({
    file,
    text: await readFile(join(folder, file), 'utf8').catch(() => null),
  }))
  return new Map((await Promise.all(read)).flatMap(({ file, text }) => (text === null ? [] : [[file, text]])))
}

async function yamlFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.yaml')).sort()
}

/** The parser is loaded only where something is to be parsed. */
async function parseAll(texts: ReadonlyMap<string, string>, note: Note): Promise<Documents> {
  const { parse } = await import('yaml')
  const documents: Documents = {}
  for (const [file, text] of texts)
    try {
      documents[file] = parse(text)
    } catch (error) {
      documents[file] = undefined
      note(file, [{ path: '(yaml)', says: reasonOf(error) }])
    }
  return documents
}

/** Documents as what they are, each by its schema. */
function shape(documents: Documents, note: Note) {
  const one = <T extends z.ZodType>(file: string, schema: T): z.output<T> | null => {
    if (!(file in documents)) {
      note(file, [{ path: '(file)', says: 'cannot be read; it must be there' }])
      return null
    }
    // What is no YAML was said already.
    if (documents[file] === undefined) return null
    const read = schema.safeParse(documents[file])
    if (read.success) return read.data
    note(
      file,
      read.error.issues.map((issue) => ({ path: issue.path.join('.') || '(top)', says: issue.message })),
    )
    return null
  }
  const many = <T extends z.ZodType>(under: string, schema: T) =>
    Object.keys(documents)
      .filter((file) => file.startsWith(`${under}/`))
      .flatMap((file) => {
        const read = one(file, schema) as (z.output<T> & object) | null
        return read ? [{ id: file.slice(under.length + 1, -'.yaml'.length), ...read }] : []
      })
  const of = <Kind extends Problem['kind']>(kind: Kind): Problem[] =>
    many(`${kind}s`, ProblemFileSchema).map((it) => ({ ...it, kind }))
  return {
    dimensions: one('dimensions.yaml', z.array(DimensionSchema).min(1)),
    redFlags: one('red-flags.yaml', z.array(RedFlagSchema)),
    levels: one('levels.yaml', z.array(LevelSchema).min(1)),
    phrases: one('phrases.yaml', PhrasesSchema),
    formats: many('formats', FormatFileSchema) as Format[],
    all: [...of('problem'), ...of('scenario')],
  }
}
