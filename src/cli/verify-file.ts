import { readFile } from 'node:fs/promises'
import { Invalid } from '../errors.ts'
import type { Bundle } from '../grading/bundle.ts'
import { modelOf } from '../grading/diff.ts'
import { verifyBundle } from '../grading/verify.ts'
import { sha256 } from '../services/hash.ts'
import { inert } from './terminal.ts'

/**
 * Recomputes a bundle's file by itself and prints what it is, or all that is wrong. @returns the exit code
 * @throws Invalid when it cannot be read or is no JSON
 */
export async function verifyFile(file: string): Promise<number> {
  const { text, value: bundle } = await readJson(file)
  const flaws = verifyBundle(bundle, sha256)
  if (flaws.length === 0 && !isAsWritten(text, bundle)) flaws.push({ path: '', says: NOT_AS_WRITTEN })
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

const NOT_AS_WRITTEN =
  'It is not as it was written: what it says is sound, but a space, an escape or a second key of one name was changed. Export it again.'

async function readJson(file: string): Promise<{ text: string; value: unknown }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Invalid('no-such-file', `${file} cannot be read (${error.code ?? error.message}).`)
  })
  const value = parse(text)
  if (value === undefined)
    throw new Invalid('not-json', `${file} is no JSON, or not all of it; give a file that interlocutor export wrote.`)
  return { text, value }
}

/**
 * The two ways in which a bundle is written: by the API, and by export. Another way may be harmless, such as a space, or
 * say a thing twice, which readers would take one way or the other; what is sound is the same to the byte.
 */
const isAsWritten = (text: string, value: unknown): boolean =>
  text === JSON.stringify(value) || text === `${JSON.stringify(value, null, 2)}\n`

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
