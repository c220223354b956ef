import { LineCounter, parseDocument } from 'yaml'
import type { Flaw, Read } from '../../evaluation/case.ts'

/** The parser says again where it is, and shows it. */
const PLACE = / at line \d+, column \d+:.*$/s

/** A flaw and the line of its file, from 1. */
export type Placed = { line: number; says: string }

/** One YAML file as one case, or its flaws with their lines. */
export function readYaml(text: string, read: (value: unknown) => Read): Read | { placed: Placed[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0)
    return {
      placed: document.errors.map((it) => ({
        line: lines.linePos(it.pos[0]).line,
        says: it.message.replace(PLACE, ''),
      })),
    }
  const found = read(document.toJS())
  if (!found.flaws) return found
  const lineOf = (path: PropertyKey[]): number => {
    const node = document.getIn(path, true)
    if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
      return lines.linePos(Number(node.range[0])).line
    return path.length > 0 ? lineOf(path.slice(0, -1)) : 1
  }
  return { placed: found.flaws.map((flaw) => ({ line: lineOf(flaw.at), says: saidOf(flaw) })) }
}

export const saidOf = ({ at, says }: Flaw): string => (at.length > 0 ? `${at.join('.')}: ${says}` : says)
