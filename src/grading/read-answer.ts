import type { z } from 'zod'

/** The answer in a model's own text, past prose and fences around it; null where it needs more mending than that. */
export function readAnswer<Shape extends z.ZodType>(shape: Shape, raw: string): z.infer<Shape> | null {
  for (const text of [raw, raw.slice(Math.max(0, raw.search(/\{\s*"/)), raw.lastIndexOf('}') + 1)])
    try {
      const read = shape.safeParse(JSON.parse(text))
      if (read.success) return read.data
    } catch {
      // Not JSON by itself.
    }
  return null
}
