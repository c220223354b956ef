import type { Read } from '../../evaluation/case.ts'
import { readShortAnswer } from '../../evaluation/read-short-answer.ts'
import { readSimulated } from '../../evaluation/read-simulated.ts'
import { type Placed, saidOf } from './read-yaml.ts'

/** JSON Lines as cases, a row a line; each row tells by its keys what it is. */
export const readRows = (text: string): (Read | { placed: Placed[] })[] =>
  text.split('\n').flatMap((row, i) => {
    if (row.trim() === '') return []
    const found = readRow(row)
    return [found.flaws ? { placed: found.flaws.map((flaw) => ({ line: i + 1, says: saidOf(flaw) })) } : found]
  })

function readRow(row: string): Read {
  const value = parse(row)
  if (typeof value !== 'object' || value === null) return { flaws: [{ at: [], says: 'should be a JSON object' }] }
  if ('target_levels' in value) return readSimulated(value)
  if ('reference' in value && 'answer' in value) return readShortAnswer(value)
  return { flaws: [{ at: [], says: KINDS }] }
}

const KINDS =
  'is no kind of row that is known: one has target_levels (beyond-the-resume), or reference, answer and human.g (SAF)'

function parse(row: string): unknown {
  try {
    return JSON.parse(row)
  } catch {
    return undefined
  }
}
