import type { z } from 'zod'
import type { ModelCall } from '../interview/events.ts'

/** What speaks and grades, wherever it runs. */

export type ModelMessage = { role: 'system' | 'user' | 'assistant'; content: string }

export type ModelRequest = {
  role: 'interviewer' | 'grader' | 'candidate'
  /** Another model at the same endpoint than the role has by the settings. */
  model?: string
  messages: ModelMessage[]
  /** The shape of the answer; its key order is the order of emission. */
  schema: { name: string; shape: z.ZodType }
  maxTokens: number
  temperature?: number
  /** Gives the call up; a ModelFault as its reason is what the endpoint did, and none of the caller's own affairs. */
  signal?: AbortSignal
}

/**
 * A JSON answer as it arrives: each top-level field once whole (`field`), the one named in `speak` in pieces as well
 * (`text`), then `end` with the whole value. Nothing after `end`; no `end` means the call threw.
 */
export type AnswerDelta =
  | { type: 'field'; name: string; value: unknown }
  | { type: 'text'; text: string }
  | { type: 'end'; value: unknown; raw: string; call: ModelCall }

/** Classes of failure; `faults.ts` in the adapter says which wire event is which. */
export type FaultKind =
  | 'unreachable'
  | 'timeout'
  | 'stalled'
  | 'cut'
  | 'length'
  | 'filtered'
  | 'refused'
  | 'rate-limited'
  | 'over-budget'
  | 'server-error'
  | 'rejected'
  | 'not-an-answer'
  | 'invalid-answer'
  | 'empty'
  | 'too-large'
  | 'aborted'

/** The model did not give a usable answer. Never the candidate's fault. */
export class ModelFault extends Error {
  readonly kind: FaultKind
  /** May the same call be made again? */
  readonly retryable: boolean
  /** Seconds the endpoint asked us to wait, when it did. */
  readonly retryAfter: number | null
  /** What came before it failed, for the log of the operator and never for the candidate. */
  readonly raw: string
  constructor(
    kind: FaultKind,
    sentence: string,
    more: { retryable?: boolean; retryAfter?: number | null; raw?: string; cause?: unknown } = {},
  ) {
    super(sentence, { cause: more.cause })
    this.name = 'ModelFault'
    this.kind = kind
    this.retryable = more.retryable ?? false
    this.retryAfter = more.retryAfter ?? null
    this.raw = more.raw ?? ''
  }
}

export interface LanguageModel {
  /** The models' names by role, as the settings give them; one that has no names, such as a fake, leaves them out. */
  readonly names?: Record<ModelRequest['role'], string>
  /** @throws ModelFault */
  stream(request: ModelRequest & { speak: string }): AsyncIterable<AnswerDelta>
  /** One whole answer, validated against the schema. @throws ModelFault */
  generate(request: ModelRequest): Promise<{ value: unknown; raw: string; call: ModelCall }>
}
