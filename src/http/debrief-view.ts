import type { z } from '@hono/zod-openapi'
import type { Debrief } from '../grading/debrief/debrief.ts'
import { DebriefSchema } from '../grading/debrief/debrief.ts'

export const DebriefView = DebriefSchema.openapi('Debrief', {
  description: 'what was shown, what the next level needs, and what to practise, each tied to a turn',
})

/** What a model was asked and answered stays with the run. */
export function showDebrief({ raw: _, calls: __, dropped: ___, ...written }: Debrief): z.input<typeof DebriefView> {
  return written
}
