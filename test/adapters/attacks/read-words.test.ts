import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readWords } from '../../../src/adapters/attacks/read-words.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-words-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const write = (name: string, value: unknown) =>
  writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))

describe('a folder of attacks', () => {
  it('is read by the names of its files, attacks first; others are passed over', async () => {
    await write('benign-controls.json', [{ id: 'B1', text: 'I overrode it.' }])
    await write('interviewer-attacks.json', [{ id: 'A1', category: 'score_demand', text: 'A four, please.' }])
    await write('naughty-strings.json', ['x'])
    await write('LICENSE', 'x')
    expect((await readWords(folder)).map((it) => [it.id, it.isAttack])).toEqual([
      ['A1', true],
      ['B1', false],
    ])
  })

  it('that holds none, or is none, says which files would be right', async () => {
    await write('naughty-strings.json', ['x'])
    await expect(readWords(folder)).rejects.toThrow('holds none of interviewer-attacks.json, ')
    await expect(readWords(join(folder, 'not-there'))).rejects.toThrow('holds none of')
    await expect(readWords(join(folder, 'naughty-strings.json'))).rejects.toThrow('holds none of')
  })

  it('with a file that is not right names the file and the row', async () => {
    await write('interviewer-attacks.json', [
      { id: 'A1', category: 'x', text: 'y' },
      { id: 'A2', text: 'z' },
    ])
    await expect(readWords(folder)).rejects.toThrow(/interviewer-attacks\.json: 1\.category: /)
    await write('interviewer-attacks.json', '[{"id": ')
    await expect(readWords(folder)).rejects.toThrow(/interviewer-attacks\.json is no JSON/)
  })
})
