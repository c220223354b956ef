import { readFile } from 'node:fs/promises'
import { Invalid } from '../errors.ts'
import type { Bundle } from '../grading/bundle.ts'
import { modelOf } from '../grading/diff.ts'
import { verifyBundle } from '../grading/verify.ts'
import { sha256 } from '../services/hash.ts'
import { inert } from './terminal.ts'

/**
 * Recomputes a bundle's file by itself and prints what it is, or all that is wrong. @returns the exit code
 * @throws Invalid when it cannot be read, is no JSON, or has a key twice, which readers would take one way or the other
 */
export async function verifyFile(file: string): Promise<number> {
  const bundle = await readJson(file)
  const flaws = verifyBundle(bundle, sha256)
  for (const { path, says } of flaws) console.error(inert(`${path === '' ? file : path}: ${says}`))
  if (flaws.length > 0) return 1
  const { interview, rubricHash, events, runs, seal } = bundle as Bundle
  const gradings = runs.map(
    ({ run, totals }) =>
      `${run.status} by ${run.model ?? modelOf(run)}${run.rubricHash === rubricHash ? '' : ' under another rubric'}, ${totals.total ?? 'no'} total`,
  )
  console.log(inert(`ok  interview ${interview}: ${events.length} events; ${gradings.join('; ') || 'not graded yet'}`))
  console.log(`    seal ${seal}`)
  return 0
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Invalid('no-such-file', `${file} cannot be read (${error.code ?? error.message}).`)
  })
  const value = parse(text)
  if (value === undefined)
    throw new Invalid('not-json', `${file} is no JSON, or not all of it; give a file that interlocutor export wrote.`)
  if (keysIn(text) !== keysIn(JSON.stringify(value)))
    throw new Invalid('key-twice', `${file} has a key twice in one object; of these only the last would be verified.`)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How many keys JSON text has: strings with a colon after them. */
const keysIn = (json: string): number =>
  [...json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"\s*(:?)/g)].filter((it) => it[1]).length
