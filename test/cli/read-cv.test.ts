import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCv } from '../../src/cli/read-cv.ts'
import { Invalid } from '../../src/errors.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlocutor-cv-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(bytes: string | Uint8Array): Promise<string> {
  const path = join(folder, crypto.randomUUID())
  await writeFile(path, bytes)
  return path
}
const refusal = (path: string) => readCv(path).then(String, (error: unknown) => error)

describe('the file of a résumé', () => {
  it.each(['Jane Doe\n- Kafka', '\ufeffÉlodie 🙂', ''])('%j is read as it was written', async (text) => {
    expect(await readCv(await written(text))).toBe(text.replace('\ufeff', ''))
  })

  it.each<[string, string | Uint8Array]>([
    ['a PDF', '%PDF-1.7 plain as it may look'],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
    ['another encoding', new Uint8Array([0x4a, 0xe9, 0x6e])],
  ])('that is %s is refused, saying what would be right', async (_, bytes) => {
    const path = await written(bytes)
    const error = await refusal(path)
    expect(error).toBeInstanceOf(Invalid)
    expect(String(error)).toContain(`${path} is no plain text; save your résumé as .txt or .md`)
  })

  it('that is not there, or is a folder, is named', async () => {
    expect(String(await refusal(join(folder, 'nowhere')))).toMatch(/nowhere cannot be read \(ENOENT\)/)
    expect(String(await refusal(folder))).toMatch(/cannot be read \(EISDIR\)/)
  })
})
