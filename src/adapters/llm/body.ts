import type OpenAI from 'openai'
import { z } from 'zod'
import type { ModelRequest } from '../../ports/model.ts'
import { type Dialect, reasons } from './dialect.ts'

/** A question; `speak` names the field whose words are wanted as they come. */
export type Request = ModelRequest & { speak?: string }
type Body = OpenAI.Chat.ChatCompletionCreateParamsStreaming

/** Thinking is counted against the limit, so that a model that thinks needs more of it to say the same. */
const ROOM_TO_THINK = 1500

/** The request as it goes out. Messages pass untouched, so that each begins with every byte of the one before. */
export function bodyOf(request: ModelRequest, model: string, dialect: Dialect): Body {
  return {
    model,
    messages: request.messages,
    stream: true,
    ...(dialect.usage ? { stream_options: { include_usage: true } } : {}),
    [dialect.limit]: mostOutput(request, model),
    ...(request.temperature !== undefined && dialect.temperature ? { temperature: request.temperature } : {}),
    ...effortOf(request, dialect),
    ...formatOf(request, dialect.mode),
  }
}

const mostOutput = ({ maxTokens }: ModelRequest, model: string): number =>
  maxTokens + (reasons(model) ? ROOM_TO_THINK : 0)

/** Of prose a token is more, or about as much, in any script. */
const LEAST_BYTES_PER_TOKEN = 3
const TOKENS_PER_MESSAGE = 8

/** The most tokens that a request and its answer are likely to take. */
export function mostTokens(request: ModelRequest, model: string): { prompt: number; output: number } {
  const texts = [JSON.stringify(schemaOf(request.schema.shape)), ...request.messages.map((it) => it.content)]
  const tokens = texts.map((text) => TOKENS_PER_MESSAGE + Buffer.byteLength(text) / LEAST_BYTES_PER_TOKEN)
  return { prompt: Math.ceil(tokens.reduce((sum, it) => sum + it)), output: mostOutput(request, model) }
}

/** An interviewer who thinks long is late; a grader may think a little. */
function effortOf(request: ModelRequest, { effort }: Dialect): Pick<Body, 'reasoning_effort'> {
  if (effort === null) return {}
  return { reasoning_effort: request.role === 'grader' ? 'low' : effort }
}

function formatOf(request: ModelRequest, mode: Dialect['mode']): Pick<Body, 'response_format'> {
  if (mode === 'none') return {}
  if (mode === 'object') return { response_format: { type: 'json_object' } }
  const { name, shape } = request.schema
  return {
    response_format: { type: 'json_schema', json_schema: { name, strict: mode === 'strict', schema: schemaOf(shape) } },
  }
}

const known = new WeakMap<z.ZodType, Record<string, unknown>>()

/** A zod shape as JSON schema; key order is emission order. */
function schemaOf(shape: z.ZodType): Record<string, unknown> {
  const made = known.get(shape)
  if (made) return made
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    // A whole number's bounds are JavaScript's own affair; some endpoints refuse them.
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as Record<string, unknown>
  known.set(shape, schema)
  return schema
}

/** The names of an answer's fields in order of emission. */
export const fieldsOf = (shape: z.ZodType): string[] => Object.keys(schemaOf(shape).properties ?? {})
