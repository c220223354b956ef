import { APIError } from 'openai'
import type { ModelCall } from '../../interview/events.ts'
import type { ModelFault } from '../../ports/model.ts'

/** What an endpoint takes of the parameters that not all endpoints know. */
export type Dialect = {
  mode: ModelCall['mode']
  /** The name of the token limit. Servers that don't know `max_completion_tokens` tend to ignore it in silence. */
  limit: 'max_tokens' | 'max_completion_tokens'
  /** The other name of the limit was refused already. */
  limitTried: boolean
  usage: boolean
  temperature: boolean
  /** How briefly a reasoning model is asked to think; `null` leaves it out. */
  effort: 'minimal' | 'low' | null
}

/** Models that think before they speak. */
export const reasons = (model: string): boolean => /(?:^|\/)(?:o\d|gpt-[5-9])/.test(model)

export const firstDialect = (model: string): Dialect => ({
  mode: 'strict',
  limit: reasons(model) ? 'max_completion_tokens' : 'max_tokens',
  limitTried: false,
  usage: true,
  temperature: true,
  effort: reasons(model) ? 'minimal' : null,
})

const MODES: ModelCall['mode'][] = ['strict', 'schema', 'object', 'none']

/** What endpoints took, by model and schema, for as long as the process lives. */
export class Dialects {
  readonly #proven = new Map<string, Dialect>()
  readonly #hopeless = new Set<string>()

  of(key: string, model: string): Dialect {
    return this.#proven.get(key) ?? firstDialect(model)
  }

  /** The endpoint began to answer. Only then is a dialect remembered: the next refusal may be about something else. */
  prove(key: string, dialect: Dialect): void {
    this.#proven.set(key, dialect)
  }

  /**
   * One step down for what a refusal names. A 400 that names nothing walks down too, but only until the endpoint has
   * once answered, and once. Null when there is nothing left to leave out.
   */
  next(key: string, dialect: Dialect, fault: ModelFault): Dialect | null {
    const words = refusalOf(fault)
    if (words === null) return null
    const named = stepFor(words, dialect)
    if (named) return named
    const silent = fault.cause instanceof APIError && fault.cause.status === 400 && !KNOWN.test(words)
    if (!silent || this.#proven.has(key) || this.#hopeless.has(key)) return null
    const mode = MODES[MODES.indexOf(dialect.mode) + 1]
    if (mode) return { ...dialect, mode }
    if (dialect.usage) return { ...dialect, usage: false, temperature: false, effort: null }
    this.#hopeless.add(key)
    return null
  }
}

/** Refusals that no parameter left out would cure. */
const KNOWN =
  /context.?length|maximum context|too many tokens|model_not_found|invalid_api_key|billing|quota|unscripted/i

function stepFor(words: string, dialect: Dialect): Dialect | null {
  if (KNOWN.test(words)) return null
  if (/max_(?:completion_)?tokens/.test(words) && !dialect.limitTried) {
    const limit = dialect.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    return { ...dialect, limit, limitTried: true }
  }
  if (/stream_options|include_usage/.test(words) && dialect.usage) return { ...dialect, usage: false }
  if (/temperature/.test(words) && dialect.temperature) return { ...dialect, temperature: false }
  if (/reasoning.?effort/.test(words) && dialect.effort)
    return { ...dialect, effort: dialect.effort === 'minimal' ? 'low' : null }
  const mode = MODES[MODES.indexOf(dialect.mode) + 1]
  return mode && /response_format|json_?schema|json_?object|structured|grammar|schema/i.test(words)
    ? { ...dialect, mode }
    : null
}

/** What a refusal says, or null when the fault is none. Some servers refuse inside a stream they have opened. */
function refusalOf(fault: ModelFault): string | null {
  const { cause } = fault
  if (cause instanceof APIError) {
    const refuses = [400, 404, 415, 422, 501].includes(cause.status ?? 0) && fault.kind !== 'filtered'
    return refuses ? said({ param: cause.param, code: cause.code, error: cause.error ?? cause.message }) : null
  }
  return (fault.kind === 'rejected' || fault.kind === 'server-error') && cause ? said(cause) : null
}

/** The words of an error body, without the request that some servers repeat in it: that names every parameter. */
function said(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || depth > 6) return ''
  return Object.entries(value)
    .map(([key, inner]) => (['input', 'body', 'ctx', 'request'].includes(key) ? '' : said(inner, depth + 1)))
    .join(' ')
}
