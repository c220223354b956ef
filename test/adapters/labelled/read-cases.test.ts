import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readCases } from '../../../src/adapters/labelled/read-cases.ts'
import { makeCatalogue, makeWritten } from '../../evaluation/make.ts'

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
    expect(await refusal()).toContain('holds no labelled interviews')
  })
})
