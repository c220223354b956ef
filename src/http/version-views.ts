import { z } from '@hono/zod-openapi'

/** Versions of graders and rubrics as the API takes and shows them. */

export const RegradeBody = z
  .strictObject({
    model: z.string().trim().min(1).max(200).optional().openapi({
      description: 'a model at the configured endpoint, or `scripted`; the configured grader when it is left out',
    }),
    rubric: z
      .string()
      .optional()
      .openapi({
        description:
          '`current` for the rubric that ships, or the first six or more characters of the hash of a version that the ' +
          'problem has; the one it was held under when it is left out',
      }),
  })
  .openapi('Regrade')

const RubricFields = z.object({
  hash: z.string().openapi({ description: "SHA-256 of the rubric's JSON" }),
  problem: z.string(),
  format: z.string(),
  level: z.string(),
  firstSeen: z.iso
    .datetime()
    .nullable()
    .openapi({ description: 'when an interview was first held or graded under it' }),
  held: z.int().openapi({ description: 'interviews held under it' }),
  graded: z.int().openapi({ description: 'interviews graded under it' }),
  ships: z.boolean().openapi({ description: 'it is what a new interview is held under' }),
})

export const RubricListView = z.object({ rubrics: z.array(RubricFields) }).openapi('RubricList')

export const RubricView = RubricFields.extend({
  rubric: z.record(z.string(), z.unknown()).openapi({ description: 'all of it, keys in the order of the hash' }),
}).openapi('Rubric')
