import type { z } from 'zod'

/** An object that a model was asked for, in the model's own text: the same wherever that text is read. */

/**
 * The answer of this shape, past thoughts, prose and fences around it, once mended where a trailing comma or a missing
 * last brace is in the way. @returns it as it stands there and as the shape reads it; null where there is none
 */
export function readAnswer<Shape extends z.ZodType>(
  shape: Shape,
  raw: string,
): { plain: Record<string, unknown>; value: z.infer<Shape> } | null {
  const start = startOf(raw)
  const body = raw.slice(Math.max(0, start))
  const first = start === -1 ? '' : firstObject(body)
  const upToBrace = body.slice(0, body.lastIndexOf('}') + 1)
  for (const text of [first, withoutCommas(first), raw, withoutCommas(upToBrace), `${withoutCommas(body)}}`]) {
    const plain = tryParse(text)
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) continue
    const read = shape.safeParse(plain)
    if (read.success) return { plain: plain as Record<string, unknown>, value: read.data }
  }
  return null
}

/** Where the object begins, or -1: after thoughts spoken aloud, and past braces in prose, which no quote follows. */
export function startOf(text: string): number {
  const thought = /^\s*<think>/.test(text) ? text.indexOf('</think>') : 0
  const start = thought === -1 ? -1 : text.slice(thought).search(/\{\s*"/)
  return start === -1 ? -1 : thought + start
}

/** From the first brace to the one that closes it, whatever follows; '' where none does. */
function firstObject(body: string): string {
  let depth = 0
  for (const { 0: found, index } of body.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (found === '{') depth++
    else if (found === '}' && --depth === 0) return body.slice(0, index + 1)
  }
  return ''
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
