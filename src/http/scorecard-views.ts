import { z } from '@hono/zod-openapi'
import { DebriefView } from './debrief-view.ts'
import { DroppedView, HeardView, QuoteView } from './heard-view.ts'
import { Time } from './views.ts'

const HowSchema = z.enum(['volunteered', 'prompted', 'hinted', 'told'])

export const GradeView = z
  .object({
    criterion: z.string(),
    asks: z.string(),
    dimension: z.string(),
    weight: z.int(),
    level: z.int().min(1).max(4).nullable(),
    anchor: z.string().nullable().openapi({ description: "the level's words" }),
    next: z.string().nullable().openapi({ description: 'what the next level needs; null at the top' }),
    abstained: z.enum(['not_reached', 'low_confidence', 'suspected_manipulation', 'grader_failed']).nullable(),
    because: z
      .string()
      .nullable()
      .openapi({ description: 'why there is no level, or why it is capped, in a sentence' }),
    exposure: z.enum(['volunteered', 'prompted', 'hinted', 'not_reached']),
    cap: z.int(),
    quotes: z.array(QuoteView),
    points: z.array(
      z.object({
        id: z.string(),
        says: z.string(),
        level: z.int(),
        shown: z.boolean(),
        how: HowSchema.nullable(),
        asked: z.boolean().openapi({ description: 'there was occasion to show it; else it lowers nothing' }),
      }),
    ),
    samples: z.array(z.int()),
    spread: z.number(),
    dropped: z.array(DroppedView),
  })
  .openapi('Grade')

const Tokens = z.int().nullable().openapi({ description: 'as the endpoint counted them; null where it did not say' })

/** One grading: who made it, with what, at what cost, and what came of it. */
const RunView = z
  .object({
    id: z.uuid(),
    status: z.enum(['grading', 'graded', 'failed']),
    grader: z.enum(['scripted', 'model']),
    model: z.string().nullable(),
    wants: z.string().nullable().openapi({ description: 'the model as it was asked for; null where unknown' }),
    rubric: z.string().openapi({ description: 'hash of the rubric it is graded by' }),
    prompts: z.string().openapi({ description: 'hash of the prompts' }),
    code: z.string().openapi({ description: 'version of the code' }),
    startedAt: Time,
    finishedAt: Time.nullable(),
    total: z.number().nullable(),
    band: z.string().nullable(),
    calls: z.int().openapi({ description: 'questions that a model answered' }),
    tokens: z.object({ prompt: Tokens, cached: Tokens, output: Tokens }),
  })
  .openapi('Run')

export const ScorecardView = z
  .object({
    interview: z.uuid(),
    run: z.uuid().nullable().openapi({ description: 'the grading that is shown' }),
    status: z.enum(['grading', 'graded', 'failed']),
    progress: z.object({ done: z.int(), total: z.int() }),
    provisional: z
      .boolean()
      .openapi({ description: 'made by the scripted grader, which knows phrases and not meaning' }),
    model: z.string().nullable(),
    rubric: z
      .object({ hash: z.string(), held: z.boolean() })
      .openapi({ description: 'the version that it is graded by; `held`: the interview was held under it, too' }),
    total: z.number().nullable().openapi({ description: 'weighted mean of the levels that were given, 1–4' }),
    band: z.string().nullable(),
    counted: z.int().openapi({ description: 'criteria in the total' }),
    leftOut: z.array(z.object({ criterion: z.string(), because: z.string() })),
    waiting: z
      .object({ try: z.int(), of: z.int(), at: Time, because: z.string() })
      .nullable()
      .openapi({ description: 'the model could not answer; it is asked again, as this try, then' }),
    failure: z.string().nullable(),
    debrief: DebriefView.nullable().openapi({ description: 'null until it is graded, and for older gradings' }),
    grades: z.array(GradeView),
    heard: HeardView.nullable().openapi({
      description: 'beside the levels; null until the interview was heard for it',
    }),
    checks: z
      .array(z.object({ id: z.string(), says: z.string(), holds: z.boolean() }))
      .openapi({ description: 'yes/no questions about the interviewer, answered by code' }),
    runs: z.array(RunView).openapi({ description: 'every grading of it, the latest first' }),
  })
  .openapi('Scorecard')
