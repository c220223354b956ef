import type OpenAI from 'openai'
import { APIError } from 'openai'
import { z } from 'zod'
import type { ModelCall } from '../../interview/events.ts'
import type { ModelRequest } from '../../ports.ts'

/** What an endpoint takes, learned from its refusals and remembered for as long as the process lives. */
export type Dialect = {
  mode: ModelCall['mode']
  /** The name of the token limit; older servers know only `max_tokens`. */
  limit: 'max_tokens' | 'max_completion_tokens'
  usage: boolean
  temperature: boolean
  effort: boolean
}

export const FIRST_DIALECT: Dialect = {
  mode: 'strict',
  limit: 'max_completion_tokens',
  usage: true,
  temperature: true,
  effort: true,
}

const MODES: ModelCall['mode'][] = ['strict', 'schema', 'object', 'none']

/** One step down for what a refusal names, or null when it names nothing we could leave out. */
export function stepDown(dialect: Dialect, error: unknown): Dialect | null {
  if (!(error instanceof APIError) || ![400, 404, 415, 422, 501].includes(error.status ?? 0)) return null
  const words = `${error.param ?? ''} ${error.code ?? ''} ${error.message} ${JSON.stringify(error.error ?? '')}`
  if (/max_completion_tokens/.test(words) && dialect.limit === 'max_completion_tokens')
    return { ...dialect, limit: 'max_tokens' }
  if (/stream_options|include_usage/.test(words) && dialect.usage) return { ...dialect, usage: false }
  if (/temperature/.test(words) && dialect.temperature) return { ...dialect, temperature: false }
  if (/reasoning_effort/.test(words) && dialect.effort) return { ...dialect, effort: false }
  const next = MODES[MODES.indexOf(dialect.mode) + 1]
  return /response_format|json_schema|json_object|schema|structured/i.test(words) && next
    ? { ...dialect, mode: next }
    : null
}

type Body = OpenAI.Chat.ChatCompletionCreateParamsStreaming

/** The request as it goes out. Messages pass untouched, so that each begins with every byte of the one before. */
export function bodyOf(request: ModelRequest, model: string, dialect: Dialect): Body {
  return {
    model,
    messages: request.messages,
    stream: true,
    ...(dialect.usage ? { stream_options: { include_usage: true } } : {}),
    [dialect.limit]: request.maxTokens,
    ...(request.temperature !== undefined && dialect.temperature ? { temperature: request.temperature } : {}),
    ...(dialect.effort && REASONS.test(model) ? { reasoning_effort: 'low' as const } : {}),
    ...formatOf(request, dialect.mode),
  }
}

/** Models that think before they speak are asked to think briefly. */
const REASONS = /^(?:o\d|gpt-[5-9])/

function formatOf(request: ModelRequest, mode: Dialect['mode']): Pick<Body, 'response_format'> {
  if (mode === 'none') return {}
  if (mode === 'object') return { response_format: { type: 'json_object' } }
  const { name } = request.schema
  return {
    response_format: {
      type: 'json_schema',
      json_schema: { name, strict: mode === 'strict', schema: schemaOf(request.schema.shape) },
    },
  }
}

const known = new WeakMap<z.ZodType, Record<string, unknown>>()

/** A zod shape as JSON schema; key order is emission order. */
function schemaOf(shape: z.ZodType): Record<string, unknown> {
  const made = known.get(shape)
  if (made) return made
  const { $schema: _, ...schema } = z.toJSONSchema(shape) as Record<string, unknown>
  known.set(shape, schema)
  return schema
}
