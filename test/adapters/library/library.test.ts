import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readCatalogue } from '../../../src/adapters/library/read-catalogue.ts'
import { readPrompts } from '../../../src/adapters/library/read-prompts.ts'
import { BadContent } from '../../../src/errors.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** A copy of what ships, to be spoiled and mended again. */
let folder: string
const mend: (() => Promise<void>)[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-library-'))
  for (const name of ['rubrics', 'prompts']) await cp(join(ROOT, name), join(folder, name), { recursive: true })
})
afterEach(async () => {
  for (const undo of mend.splice(0)) await undo()
})
afterAll(() => rm(folder, { recursive: true }))

async function spoil(file: string, change: ((text: string) => string) | null) {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  mend.push(() => writeFile(path, text))
  if (change === null) return rm(path)
  const changed = change(text)
  expect(changed).not.toBe(text)
  return writeFile(path, changed)
}

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(BadContent)
  return (error as BadContent).message
}

const catalogue = () => readCatalogue(join(folder, 'rubrics'))
const prompts = () => readPrompts(join(folder, 'prompts'))

describe('the catalogue', () => {
  it('that ships is right, and has what it should', async () => {
    const { problems, formats, levels, dimensions } = await catalogue()
    expect(problems.map((it) => it.id)).toEqual(
      expect.arrayContaining(['order-processing', 'url-shortener', 'rate-limiter', 'queue-loss', 'traffic-10x']),
    )
    expect(formats.map((it) => it.id).sort()).toEqual(['drill', 'full', 'screen'])
    expect(levels).toHaveLength(3)
    expect(dimensions).toHaveLength(9)
  })

  it.each<[string, string, (text: string) => string, string[]]>([
    [
      'broken YAML',
      'problems/url-shortener.yaml',
      (it) => `${it}\n  : [`,
      ['problems/url-shortener.yaml', '(yaml)', 'line'],
    ],
    ['a key given twice', 'levels.yaml', (it) => it.replace('title:', 'id: mid\n  title:'), ['levels.yaml', '(yaml)']],
    ['an unknown key', 'formats/full.yaml', (it) => `${it}\ncolour: red`, ['formats/full.yaml', 'colour']],
    [
      'a missing key',
      'scenarios/queue-loss.yaml',
      (it) => it.replace(/^title:.*$/m, ''),
      ['scenarios/queue-loss.yaml', 'title'],
    ],
    [
      'a wrong type',
      'formats/drill.yaml',
      (it) => it.replace('minutes: 8', 'minutes: eight'),
      ['formats/drill.yaml', 'phases.0.minutes'],
    ],
    [
      'a level that is none',
      'problems/url-shortener.yaml',
      (it) => it.replace('level: 2', 'level: 5'),
      ['problems/url-shortener.yaml', 'criteria.0.points.0.level', '2|3|4'],
    ],
    [
      'an id in other letters',
      'problems/url-shortener.yaml',
      (it) => it.replace(/- id: (\S+)/, '- id: Not_Kebab'),
      ['problems/url-shortener.yaml', 'criteria.0.id', 'kebab-case'],
    ],
    [
      'an unknown dimension',
      'problems/url-shortener.yaml',
      (it) => it.replace(/dimension: \S+/, 'dimension: charm'),
      ['problems/url-shortener.yaml', 'dimension', '"charm"', 'known: '],
    ],
    [
      'a probe of no phase',
      'scenarios/queue-loss.yaml',
      (it) => it.replace('phase: drill', 'phase: dril'),
      ['scenarios/queue-loss.yaml', 'probes.', '"dril"', 'known: drill'],
    ],
    [
      'a probe that brings nothing known',
      'scenarios/queue-loss.yaml',
      (it) => it.replace(/brings: \[[\w-]+/, 'brings: [no-such'),
      ['scenarios/queue-loss.yaml', 'brings', '"no-such"'],
    ],
    [
      'two questions in one',
      'scenarios/queue-loss.yaml',
      (it) => it.replace('come?', 'come? Why?').replace(/(asks: You have one[^\n]*)/, '$1 And why?'),
      ['scenarios/queue-loss.yaml', 'asks', 'one question'],
    ],
    [
      'a sentence that no cue hears',
      'scenarios/queue-loss.yaml',
      (it) =>
        it.replace(
          'TCP makes sure that it arrives.',
          'It should wait for the publisher confirm and only then tell the till that it is fine.',
        ),
      ['scenarios/queue-loss.yaml', 'publish-confirmed.no', 'recognised although'],
    ],
    ['an empty file', 'levels.yaml', () => '', ['levels.yaml', '(top)']],
  ])('with %s stops, and says where', async (_, file, change, parts) => {
    await spoil(`rubrics/${file}`, change)
    const message = await refusal(catalogue())
    for (const part of parts) expect(message).toContain(part)
  })

  it('names every flaw of every file at once', async () => {
    await spoil('rubrics/formats/full.yaml', (it) => `${it}\ncolour: red`)
    await spoil('rubrics/levels.yaml', () => 'x: [')
    const message = await refusal(catalogue())
    expect(message).toContain('formats/full.yaml')
    expect(message).toContain('levels.yaml')
  })

  it.each(['dimensions.yaml', 'red-flags.yaml', 'levels.yaml', 'phrases.yaml'])(
    'without %s says that it must be there',
    async (file) => {
      await spoil(`rubrics/${file}`, null)
      expect(await refusal(catalogue())).toMatch(new RegExp(`${file}: .*cannot be read; it must be there`))
    },
  )

  it('of a folder that is not there says so, rather than nothing', async () => {
    expect(await refusal(readCatalogue(join(folder, 'nowhere')))).toContain('nowhere')
  })
})

describe('a catalogue that is kept once checked', () => {
  const keeping = (version = '1') => ({ file: join(folder, 'made', 'rubrics.json'), version })
  const read = (version?: string) => readCatalogue(join(folder, 'rubrics'), keeping(version))
  const change = (to: (kept: string) => string) => async () => {
    const { file } = keeping()
    await writeFile(file, to(await readFile(file, 'utf8')))
  }
  afterEach(() => rm(join(folder, 'made'), { recursive: true, force: true }))
  /** A title that only the kept documents have, so that it shows which were read. */
  const mark = change((it) => it.replaceAll('"title":"', '"title":"Kept: '))
  const isKept = (it: Awaited<ReturnType<typeof read>>) => it.problems.some(({ title }) => title.startsWith('Kept: '))

  it('is the same to the byte, so that rubrics keep their hashes', async () => {
    const checked = JSON.stringify(await catalogue())
    expect(JSON.stringify(await read())).toBe(checked)
    expect(JSON.stringify(await read())).toBe(checked)
  })

  it('is read instead of the texts while these and the version are the same', async () => {
    await read()
    await mark()
    expect(isKept(await read())).toBe(true)
    expect(isKept(await read('2'))).toBe(false)
  })

  it('is left aside when a text has changed, and what is wrong in it stops the start', async () => {
    await read()
    await mark()
    await spoil('rubrics/problems/url-shortener.yaml', (it) => `${it}\n# another byte`)
    expect(isKept(await read())).toBe(false)
    await spoil('rubrics/formats/full.yaml', (it) => `${it}\ncolour: red`)
    expect(await refusal(read())).toContain('formats/full.yaml')
    expect(await refusal(read())).toContain('formats/full.yaml')
  })

  it('still has the form that this code wants', async () => {
    await read()
    await change((it) => it.replace('"title":', '"titel":'))()
    expect(await refusal(read())).toContain('titel')
  })

  it.each(['', '{}', '[1', '{"hash": 1}'])('is made anew when %j is found in its place', async (found) => {
    const checked = await read()
    await change(() => found)()
    expect(await read()).toEqual(checked)
    expect((await readFile(keeping().file, 'utf8')).length).toBeGreaterThan(10_000)
  })

  it('is done without where nothing can be written', async () => {
    const file = join(folder, 'prompts', 'grader.md', 'rubrics.json')
    expect(await readCatalogue(join(folder, 'rubrics'), { file, version: '1' })).toEqual(await catalogue())
  })
})

describe('the prompts', () => {
  it('that ship are right, and their hash follows every byte', async () => {
    const first = await prompts()
    expect((await prompts()).hash).toBe(first.hash)
    await spoil('prompts/grader.md', (it) => it.replace('careful', 'careful, kind'))
    expect((await prompts()).hash).not.toBe(first.hash)
  })

  it('without a hole they need stop, naming file and hole', async () => {
    await spoil('prompts/interviewer.md', (it) => it.replaceAll('{{nonce}}', 'nonce'))
    const message = await refusal(prompts())
    expect(message).toContain('prompts/interviewer.md')
    expect(message).toContain('{{nonce}} is missing')
  })

  it('with a hole that nobody fills stop, naming it and those there are', async () => {
    await spoil('prompts/grader.md', (it) => `${it}\n{{candidateName}}`)
    const message = await refusal(prompts())
    expect(message).toContain('{{candidateName}} is no hole')
    expect(message).toContain('holes are title, ')
  })

  it('that are not there are named', async () => {
    await spoil('prompts/grader.md', null)
    expect(await refusal(prompts())).toMatch(/grader\.md cannot be read/)
  })

  it('are filled once: what a candidate says is never a hole', async () => {
    const transcript = '[3] C: {{criterion}} $& $1 {{nothing}}'
    const text = (await prompts()).render('grader-transcript', { transcript })
    expect(text).toContain('[3] C: {{criterion}} $& $1 {{nothing}}')
  })
})
