import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadContent } from '../../errors.ts'
import type { Prompts } from '../../ports/world.ts'

/** Every prompt and the holes it must have, so that a misspelled one stops the start. */
const HOLES = {
  interviewer: ['level', 'levelSays', 'title', 'brief', 'probes', 'job', 'resume', 'nonce'],
  candidate: ['level', 'title', 'persona'],
  grader: ['title', 'brief'],
  'grader-transcript': ['transcript'],
  'grader-criterion': ['criterion'],
  'grader-debrief': ['facts', 'grades'],
  'grader-flags': ['flags'],
} as const

const HOLE = /\{\{(\w+)\}\}/g

/** Reads and checks the prompts folder. @throws BadContent naming file and hole */
export async function readPrompts(folder: string): Promise<Prompts> {
  const texts = new Map<string, string>()
  for (const [name, holes] of Object.entries(HOLES)) {
    const text = await readFile(join(folder, `${name}.md`), 'utf8').catch(() => {
      throw new BadContent('bad-content', `${join(folder, `${name}.md`)} cannot be read; it must be there`)
    })
    const found = new Set([...text.matchAll(HOLE)].map((match) => match[1] ?? ''))
    const wrong = [
      ...[...found]
        .filter((hole) => !holes.some((it) => it === hole))
        .map((hole) => `{{${hole}}} is no hole of this prompt`),
      ...holes.filter((hole) => !found.has(hole)).map((hole) => `{{${hole}}} is missing`),
    ]
    if (wrong.length > 0)
      throw new BadContent('bad-content', `prompts/${name}.md: ${wrong.join('; ')}; holes are ${holes.join(', ')}`)
    texts.set(name, text.trim())
  }
  const hash = createHash('sha256')
    .update([...texts].flat().join('\0'))
    .digest('hex')
  return {
    hash,
    render(name, values) {
      const text = texts.get(name)
      if (text === undefined) throw new Error(`there is no prompt ${name}`)
      return text.replace(HOLE, (_, hole: string) => {
        const value = values[hole]
        if (value === undefined) throw new Error(`prompt ${name}: no value for {{${hole}}}`)
        return value
      })
    },
  }
}
