import { z } from '@hono/zod-openapi'

/** Wide on purpose: what is in it is what we store, and `verify` is who reads it. */
const Stored = z.record(z.string(), z.unknown())
const Hash = z.string().openapi({ description: 'SHA-256 in hex, of the hash before it and what stands beside it' })

export const BundleView = z
  .object({
    format: z.literal('interlocutor-bundle'),
    version: z.literal(1),
    interview: z.string(),
    codeVersion: z.string(),
    rubricHash: z
      .string()
      .openapi({ description: "SHA-256 of the rubric's JSON, keys in the order in which they stand" }),
    rubric: Stored,
    otherRubrics: z
      .array(z.object({ rubricHash: z.string(), rubric: Stored }))
      .optional()
      .openapi({ description: 'other versions that gradings were made by; left out where there is none' }),
    events: z.array(z.object({ event: Stored, hash: Hash })),
    runs: z.array(z.object({ run: Stored, totals: Stored, hash: Hash })),
    seal: Hash,
  })
  .openapi('Bundle')
