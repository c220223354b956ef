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
