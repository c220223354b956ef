import type { z } from 'zod'
import { readAnswer } from '../../interview/read-answer.ts'
import { ModelFault } from '../../ports/model.ts'

/** The whole answer, mended once where it has to be, and validated. @throws ModelFault 'invalid-answer' */
export function parseAnswer(raw: string, shape: z.ZodType): { plain: Record<string, unknown>; value: unknown } {
  const read = readAnswer(shape, raw)
  if (!read) throw new ModelFault('invalid-answer', 'the answer does not fit what was asked for', { raw })
  return read
}
