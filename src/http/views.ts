import { z } from '@hono/zod-openapi'
import { SceneSchema } from '../interview/board/scene.ts'

/** What the API shows, as schemas: the OpenAPI document, the pages' types and the tests all read these. */

export const Time = z.iso.datetime().openapi({ example: '2026-11-23T20:00:00.000Z' })
const Simulated = z
  .string()
  .nullable()
  .openapi({ description: 'the simulated candidate that took it; null for a person' })

export const CatalogueView = z
  .object({
    problems: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['problem', 'scenario']),
        title: z.string(),
        summary: z.string(),
        dimensions: z.array(z.string()),
      }),
    ),
    formats: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        summary: z.string(),
        fits: z.enum(['problem', 'scenario']),
        minutes: z.number(),
        phases: z.array(z.object({ id: z.string(), title: z.string(), goal: z.string(), minutes: z.number() })),
      }),
    ),
    levels: z.array(
      z.object({
        id: z.enum(['mid', 'senior', 'lead']),
        title: z.string(),
        says: z.string(),
        titles: z
          .array(z.string())
          .openapi({ description: 'words of a job title that suggest it; the last level that has one is taken' }),
      }),
    ),
    interviewers: z.array(z.object({ id: z.enum(['scripted', 'model']), available: z.boolean(), says: z.string() })),
  })
  .openapi('Catalogue')

export const TurnView = z
  .object({
    seq: z.int(),
    at: Time,
    by: z.enum(['candidate', 'interviewer']),
    text: z.string(),
    drew: z.string().optional().openapi({ description: 'what became different on the board with it, in words' }),
    phase: z.int().openapi({ description: 'index into the phases of the format' }),
  })
  .openapi('Turn')

export const ClockView = z
  .object({
    status: z.enum(['open', 'paused', 'ended']),
    due: z.enum(['candidate', 'interviewer', 'nobody']),
    phase: z.int(),
    now: Time.openapi({ description: "the server's time, to correct the page's clock by" }),
    openedAt: Time,
    phaseEndsAt: Time,
    endsAt: Time,
    pausedAt: Time.nullable(),
    endedAt: Time.nullable(),
    endReason: z.enum(['finished', 'time', 'candidate']).nullable(),
  })
  .openapi('Clock')

export const InterviewView = z
  .object({
    id: z.uuid(),
    problem: z.object({ id: z.string(), kind: z.enum(['problem', 'scenario']), title: z.string(), brief: z.string() }),
    format: z.object({
      id: z.string(),
      title: z.string(),
      phases: z.array(z.object({ id: z.string(), title: z.string(), goal: z.string(), minutes: z.number() })),
    }),
    level: z.enum(['mid', 'senior', 'lead']),
    interviewer: z.enum(['scripted', 'model']),
    seq: z.int().openapi({ description: 'last event; resume from here with ?after=' }),
    clock: ClockView,
    turns: z.array(TurnView),
    fault: z.string().nullable().openapi({ description: 'one line when the model could not speak for the last turn' }),
  })
  .openapi('Interview')

export const InterviewListView = z
  .object({
    interviews: z.array(
      z.object({
        id: z.uuid(),
        problem: z.object({ id: z.string(), title: z.string() }),
        format: z.string(),
        level: z.enum(['mid', 'senior', 'lead']),
        interviewer: z.enum(['scripted', 'model']),
        simulated: Simulated,
        status: z.enum(['open', 'paused', 'ended']),
        openedAt: Time,
        endedAt: Time.nullable(),
        grading: z.enum(['none', 'grading', 'graded', 'failed']),
      }),
    ),
    next: z.string().nullable().openapi({ description: 'pass as ?before= for the page after this one' }),
  })
  .openapi('InterviewList')

/** Answer to POST …/turns when JSON is asked for; the same two turns that the stream sends. */
export const ExchangeView = z
  .object({ turn: TurnView, reply: TurnView, clock: ClockView, fault: z.string().nullable() })
  .openapi('Exchange')

/** Why the interviewer said what it said; told once the interview has ended. */
export const WhyView = z
  .object({
    by: z.enum(['model', 'script']).openapi({ description: 'who found the words' }),
    trigger: z.int().nullable().openapi({ description: 'seq of the candidate turn it answers' }),
    fault: z
      .string()
      .nullable()
      .openapi({ description: "why the words are not the model's, where they should have been" }),
    legal: z
      .array(z.object({ move: z.string(), target: z.string().nullable(), because: z.string() }))
      .openapi({ description: 'what the policy allowed, best first' }),
  })
  .openapi('Why')

export const TranscriptView = z
  .object({
    interview: z.uuid(),
    title: z.string(),
    format: z.string(),
    level: z.enum(['mid', 'senior', 'lead']),
    interviewer: z.enum(['scripted', 'model']),
    simulated: Simulated,
    openedAt: Time,
    endedAt: Time.nullable(),
    turns: z.array(
      TurnView.extend({
        move: z.string().nullable(),
        target: z.string().nullable(),
        why: WhyView.nullable(),
        steers: z.boolean().openapi({ description: 'tried to steer the interview; told once it has ended' }),
      }),
    ),
  })
  .openapi('Transcript')

export const ProblemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: 'stable, for programs' }),
    detail: z.string(),
    requestId: z.string(),
  })
  .loose()
  .openapi('ProblemDetails')

export const StartInterviewBody = z
  .strictObject({
    problem: z.string().openapi({ example: 'order-processing' }),
    format: z.string().optional().openapi({ example: 'full' }),
    level: z
      .enum(['mid', 'senior', 'lead'])
      .optional()
      .openapi({ description: 'what the job title suggests when it is left out, else senior' }),
    interviewer: z
      .enum(['scripted', 'model'])
      .optional()
      .openapi({ description: 'the model when one is configured, else scripted' }),
    job: z.string().optional().openapi({
      description: 'title of the job that this prepares for, at most 80 characters; said before the brief',
      example: 'Senior Payments Engineer',
    }),
    resume: z
      .string()
      .optional()
      .openapi({
        description:
          'plain text, at most 20,000 characters; of these some 3,000 are kept, without e-mail addresses, phone ' +
          'numbers and links, to choose questions by; a model interviewer reads them, no grader does',
      }),
  })
  .openapi('StartInterview')

export const TakeTurnBody = z
  .strictObject({
    text: z.string(),
    board: SceneSchema.optional().openapi({
      description: 'the whole whiteboard as it stands; leave it out when it is as it was',
    }),
    spoken: z.boolean().default(false),
  })
  .openapi('TakeTurn')

export const BoardView = z
  .object({
    seq: z.int().openapi({ description: 'the turn that drew it so' }),
    says: z.string().openapi({ description: 'the whole board in words' }),
    elements: z.array(z.record(z.string(), z.unknown())),
  })
  .openapi('Board')

/** The events of GET …/events and of a streamed turn, by SSE event name. */
export const StreamEvents = {
  /** A committed turn; id is its seq. A candidate's own turn comes back so too. */
  turn: TurnView,
  /** A sentence of the interviewer's coming turn, before it is committed; id is `seq.part`. The later `turn` of that seq has the last word. */
  say: z.object({ seq: z.int(), part: z.int(), text: z.string() }),
  /** The clock after a change: phase, pause, resume. */
  phase: ClockView,
  /** The model could not speak; the interview goes on. */
  fault: z.object({ says: z.string() }),
  end: ClockView,
} as const

export type StreamEventName = keyof typeof StreamEvents
