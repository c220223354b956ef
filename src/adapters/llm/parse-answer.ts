import type { z } from 'zod'
import { ModelFault } from '../../ports.ts'

/**
 * The whole answer: `whole` when the fields read well as they came, else the text parsed, once mended where prose, a
 * fence, a trailing comma or a missing last brace is in the way; then validated. @throws ModelFault 'invalid-answer'
 */
export function parseAnswer(
  raw: string,
  whole: Record<string, unknown> | null,
  shape: z.ZodType,
): { plain: Record<string, unknown>; value: unknown } {
  const body = raw.slice(Math.max(0, startOf(raw)))
  const upToBrace = withoutCommas(body.slice(0, body.lastIndexOf('}') + 1))
  for (const text of [null, raw, upToBrace, `${withoutCommas(body)}}`]) {
    const plain = text === null ? whole : tryParse(text)
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) continue
    const read = shape.safeParse(plain)
    if (read.success) return { plain: plain as Record<string, unknown>, value: read.data }
  }
  throw new ModelFault('invalid-answer', 'the answer does not fit what was asked for', { raw })
}

/** Where the object begins, or -1: after thoughts spoken aloud, and past braces in prose, which no quote follows. */
export function startOf(text: string): number {
  const thought = /^\s*<think>/.test(text) ? text.indexOf('</think>') : 0
  const start = thought === -1 ? -1 : text.slice(thought).search(/\{\s*"/)
  return start === -1 ? -1 : thought + start
}

/** Commas before a closing bracket go, but not those within strings. */
const withoutCommas = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*(?:[}\]]|$))/g, (found) => (found === ',' ? '' : found))

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
