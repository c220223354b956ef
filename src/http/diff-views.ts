import { z } from '@hono/zod-openapi'
import { QuoteView } from './heard-view.ts'

/** What two gradings differ in, as the API shows it. */

const Level = z.int().min(1).max(4).nullable()
const MOVEMENTS = ['up', 'down', 'same', 'given', 'withheld'] as const

const MarkView = z
  .object({
    level: Level,
    abstained: z.enum(['not_reached', 'low_confidence', 'suspected_manipulation', 'grader_failed']).nullable(),
    exposure: z.enum(['volunteered', 'prompted', 'hinted', 'not_reached']),
    cap: z.int(),
    samples: z.array(z.int()),
    spread: z.number(),
  })
  .nullable()
  .openapi({ description: 'null where that grading has no mark for it' })

const SideView = z.object({
  run: z.uuid(),
  status: z.enum(['grading', 'graded', 'failed']),
  startedAt: z.iso.datetime(),
  grader: z.enum(['scripted', 'model']),
  total: z.number().nullable(),
  band: z.string().nullable(),
  counted: z.int(),
})

export const RunDiffView = z
  .object({
    interview: z.uuid(),
    before: SideView,
    after: SideView,
    causes: z
      .array(
        z.object({
          what: z.enum(['grader', 'model', 'prompt', 'rubric', 'code']),
          before: z.string(),
          after: z.string(),
        }),
      )
      .openapi({ description: 'what the two were made with, where it differs' }),
    criteria: z.array(
      z.object({
        criterion: z.string(),
        asks: z.string(),
        dimension: z.string(),
        movement: z.enum([...MOVEMENTS, 'added', 'dropped']).openapi({
          description: 'given, withheld: a level where there was none, or none; added, dropped: by the other rubric',
        }),
        changed: z.boolean().openapi({ description: 'something of the mark, or of what it rests on, is other' }),
        before: MarkView,
        after: MarkView,
        quotes: z
          .object({ before: z.array(QuoteView), after: z.array(QuoteView) })
          .openapi({ description: 'those that share no word with any of the other grading' }),
        points: z
          .array(
            z.object({
              id: z.string(),
              says: z.string(),
              before: z.boolean().nullable(),
              after: z.boolean().nullable(),
            }),
          )
          .openapi({ description: 'shown in one and not in the other; null where its rubric lacks the point' }),
      }),
    ),
  })
  .openapi('RunDiff')

export const ModelDiffView = z
  .object({
    interviews: z.int().openapi({ description: 'interviews compared' }),
    otherRubric: z
      .array(z.string())
      .openapi({ description: 'interviews left out: both graded them, but never under one version of the rubric' }),
    otherPrompts: z.int().openapi({ description: 'interviews whose two gradings were made with other prompts' }),
    counts: z.record(z.enum(MOVEMENTS), z.int()),
    exact: z
      .number()
      .nullable()
      .openapi({ description: 'share of the marks with a level on both sides that are the same' }),
    chance: z.number().nullable().openapi({ description: 'the share that their use of the levels alone would give' }),
    moved: z.array(
      z.object({
        interview: z.uuid(),
        criterion: z.string(),
        before: Level,
        after: Level,
        movement: z.enum(MOVEMENTS),
      }),
    ),
  })
  .openapi('ModelDiff')
