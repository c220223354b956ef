import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readCases } from '../../../src/adapters/labelled/read-cases.ts'
import { makeAnswer, makeCatalogue, makeSimulated, makeWritten } from '../../evaluation/make.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-labelled-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, text)
  return file
}
const read = (path = folder) => readCases(makeCatalogue(), path)
const refusal = (path = folder): Promise<string> =>
  read(path).then(
    () => 'it was read',
    (error: Error) => error.message,
  )

describe('labelled interviews in files', () => {
  it('are read from a folder and those under it, in order of their names', async () => {
    await put('parcels/solid.yaml', stringify(makeWritten()))
    await put('parcels/expert.yaml', stringify(makeWritten()))
    await put('notes.md', 'not a labelled interview')
    expect((await read()).map((it) => it.id)).toEqual(['parcels/expert', 'parcels/solid'])
  })

  it('are read from one file', async () => {
    const file = await put('solid.yaml', stringify(makeWritten()))
    expect((await read(file)).map((it) => it.id)).toEqual(['parcels/solid'])
  })

  it('name file and line of every flaw', async () => {
    const text = stringify(makeWritten()).replace('shown:\n      - idempotent', 'shown:\n      - idempotence')
    const file = await put('a.yaml', text)
    const other = await put('b.yaml', 'problem: parcels\nproblem: post\n')
    const line = text.split('\n').findIndex((it) => it.includes('idempotence')) + 1
    const says = await refusal()
    expect(says).toContain(`${file}:${line}: labels.1.shown: there is no point of delivery "idempotence"`)
    expect(says).toMatch(new RegExp(`${other}:2: .*unique`))
  })

  it('that are nowhere are said to be missing', async () => {
    expect(await refusal(join(folder, 'absent'))).toContain('absent cannot be read (ENOENT)')
    expect(await refusal()).toContain('holds no marked transcripts')
  })

  it('of other makers are told by their content, a row a line', async () => {
    await put('rows.jsonl', `${JSON.stringify(makeAnswer(1))}\n\n${JSON.stringify(makeSimulated())}\n`)
    await put('ours.yaml', stringify(makeWritten()))
    expect((await read()).map((it) => [it.id, it.source])).toEqual([
      ['parcels/ours', 'labelled'],
      ['q1-a1', 'short-answers'],
      ['baker/7', 'simulated'],
    ])
  })

  it('name the line of a row that is none, and of one that is wrong', async () => {
    const rows = [{ what: 'this' }, makeAnswer(1), { ...makeSimulated(), turns: [] }].map((it) => JSON.stringify(it))
    const file = await put('rows.jsonl', [...rows, '{"cut'].join('\n'))
    const says = await refusal(file)
    expect(says).toContain(`${file}:1: is no kind of row that is known: one has target_levels`)
    expect(says).toContain(`${file}:3: turns: should be at least one turn`)
    expect(says).toContain(`${file}:4: should be a JSON object`)
    expect(says).not.toContain(`${file}:2`)
  })

  it('that say the same id twice are refused, since their rows would be mixed', async () => {
    const file = await put('rows.jsonl', [makeAnswer(1), makeAnswer(0)].map((it) => JSON.stringify(it)).join('\n'))
    expect(await refusal(file)).toContain('q1-a1 is there 2 times')
  })
})
