import { z } from 'zod'
import { MOVES } from '../interview/events.ts'
import { FORMAT, VERSION } from './bundle.ts'

/**
 * What a bundle must have so that it can be recomputed. Objects are loose where only some of their fields are read:
 * interviews outlive versions of the code, and the hashes cover the rest.
 */

const { looseObject, strictObject } = z
const Id = z.string()
const Ids = z.array(Id)
const How = z.enum(['volunteered', 'prompted', 'hinted', 'told'])
const Shown = z.array(looseObject({ point: Id, how: How, quote: z.string() }))
const Labelled = z.array(looseObject({ id: Id, label: z.string() }))
const placed = { seq: z.int(), at: z.number() }

const EventShape = z.discriminatedUnion('type', [
  looseObject({ ...placed, type: z.literal('interview-opened'), rubricHash: z.string() }),
  looseObject({
    ...placed,
    type: z.literal('candidate-spoke'),
    text: z.string(),
    shown: Shown,
    signals: Ids,
    facts: Ids,
    back: z.int().nullable(),
    stated: z.array(looseObject({})),
    board: looseObject({ graph: looseObject({ nodes: Labelled, zones: Labelled }), says: z.string() }).nullish(),
  }),
  looseObject({
    ...placed,
    type: z.literal('interviewer-spoke'),
    text: z.string(),
    move: z.enum(MOVES),
    target: Id.nullable(),
    phase: z.int(),
    observed: z.array(looseObject({ probe: Id, answered: z.enum(['yes', 'partly', 'no']) })),
    shown: Shown,
  }),
  looseObject({ ...placed, type: z.literal('interview-paused') }),
  looseObject({ ...placed, type: z.literal('interview-resumed') }),
  looseObject({
    ...placed,
    type: z.literal('interview-ended'),
    reason: z.enum(['finished', 'time', 'candidate']),
  }),
])

const RubricShape = looseObject({
  problem: looseObject({
    criteria: z.array(
      looseObject({
        id: Id,
        weight: z.number(),
        points: z.array(looseObject({ id: Id, says: z.string(), cues: z.array(z.string()), asked: z.boolean() })),
      }),
    ),
    probes: z.array(looseObject({ id: Id, asks: z.string(), brings: Ids })),
    changes: z.array(looseObject({ id: Id, says: z.string(), brings: Ids })),
  }),
  format: looseObject({ phases: z.array(looseObject({ minutes: z.number() })).min(1) }),
  level: looseObject({ bands: z.array(looseObject({ title: z.string(), from: z.number() })) }),
  redFlags: z.array(looseObject({ id: Id })),
})

const Quote = looseObject({ turn: z.int(), start: z.int(), end: z.int(), text: z.string() })
const Quotes = z.array(Quote)
const By = z.enum(['phrases', 'model'])
const Level = z.int().min(1).max(4)

export const GradeShape = looseObject({
  criterion: Id,
  level: Level.nullable(),
  abstained: z.enum(['not_reached', 'low_confidence', 'suspected_manipulation', 'grader_failed']).nullable(),
  exposure: z.enum(['volunteered', 'prompted', 'hinted', 'not_reached']),
  cap: z.int(),
  quotes: Quotes,
  points: z.array(looseObject({ id: Id, shown: z.boolean(), how: How.nullable() })),
  samples: z.array(Level),
  spread: z.int(),
  raw: z.array(z.string()),
})

const Claim = looseObject({ says: z.string(), turn: z.int().nullable(), quotes: Quotes })

const DebriefShape = looseObject({
  criteria: z.array(looseObject({ criterion: Id, shown: Claim.nullable(), next: Claim.nullable() })),
  practise: z.array(Claim.extend({ criterion: Id })),
})

const HeardShape = looseObject({
  by: By,
  flags: z.array(looseObject({ id: Id, by: By, quotes: Quotes.min(1) })),
  attempts: z.array(Quote.extend({ by: By })),
  failure: z.string().nullable(),
  raw: z.array(z.string()),
})

const RunShape = looseObject({
  id: Id,
  interviewId: Id,
  status: z.enum(['grading', 'graded', 'failed']),
  grader: z.enum(['scripted', 'model']),
  rubricHash: z.string(),
  grades: z.array(GradeShape),
  heard: HeardShape.nullable(),
  debrief: DebriefShape.nullish(),
})

const Hashed = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex')

export const BundleShape = strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  interview: Id,
  codeVersion: z.string(),
  rubricHash: Hashed,
  rubric: RubricShape,
  otherRubrics: z
    .array(strictObject({ rubricHash: Hashed, rubric: RubricShape }))
    .min(1)
    .optional(),
  events: z.array(strictObject({ event: EventShape, hash: Hashed })).min(1),
  runs: z.array(strictObject({ run: RunShape, totals: looseObject({}), hash: Hashed })),
  seal: Hashed,
})
