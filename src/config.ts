import { z } from 'zod'
import { BadContent } from './errors.ts'

const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
const LogLevel = z.enum(LEVELS, `one of ${LEVELS.join(', ')}`)

const url = (protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `a URL beginning with ${protocols.map((it) => `${it}//`).join(' or ')}`,
    )

const price = z.number('a number').min(0, 'at least 0')
const PRICES = 'JSON such as {"my-model": {"input": 0.25, "cached": 0.025, "output": 2}}, each per million tokens'
const Prices = z.record(
  z.string(),
  z.strictObject({ input: price, cached: price.optional(), output: price }, PRICES),
  PRICES,
)

/** Null for what is not JSON: that is no table of prices either. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Every setting, its default and what is right, in one table; the README's table follows it. */
const Environment = z.object({
  PORT: z.coerce
    .number('a port number')
    .int('a whole number')
    .min(0, 'a port from 0 to 65535')
    .max(65535, 'a port from 0 to 65535')
    .default(3000),
  HOST: z
    .enum(
      ['127.0.0.1', 'localhost', '::1'],
      'a loopback address: 127.0.0.1, localhost or ::1; local mode has no sign-in',
    )
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  OPENAI_BASE_URL: url(['http:', 'https:']).optional(),
  OPENAI_API_KEY: z.string().optional(),
  INTERVIEWER_MODEL: z.string().optional(),
  INTERVIEWER_FALLBACK_MODEL: z.string().optional(),
  GRADER_MODEL: z.string().optional(),
  CANDIDATE_MODEL: z.string().optional(),
  MODEL_PATIENCE_S: z.coerce.number('a number of seconds').positive('more than 0').max(3600, 'at most 3600').default(8),
  MODEL_PRICES: z.string().transform(readJson).pipe(Prices).default({}),
  MODEL_BUDGET_PER_DAY: z.coerce.number('an amount, such as 5').positive('more than 0').optional(),
  REGRADE_PROVISIONAL: z.coerce
    .number('a number of scorecards')
    .int('a whole number')
    .min(0, 'at least 0')
    .max(10_000, 'at most 10000')
    .default(100),
  DRAIN_S: z.coerce.number('a number of seconds').min(0, 'at least 0').max(300, 'at most 300').default(0),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number('a number of requests')
    .int('a whole number')
    .min(0, 'at least 0')
    .max(1000, 'at most 1000')
    .default(0),
  TRUST_PROXY: z.enum(['0', '1'], '0 or 1').default('0'),
  LOG_LEVEL: LogLevel.default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional(),
  OTEL_SERVICE_NAME: z.string().default('interlocutor'),
})

export type Config = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | null
  /** Null when neither a base URL nor a key is set: then the scripted interviewer speaks. */
  model: {
    baseUrl: string
    apiKey: string
    interviewer: string
    /** Speaks at the same endpoint while the interviewer's model gives no answer. */
    fallback: string | null
    grader: string
    candidate: string
    patienceMs: number
  } | null
  /** What a model's tokens cost, each per million, for those that have a price. */
  prices: z.infer<typeof Prices>
  /** What the calls of models may cost in a day on all nodes; null for any sum. */
  budgetPerDay: number | null
  /** How many provisional scorecards the model grades anew after a start. */
  regradeProvisional: number
  /** How long a node that was told to stop still serves while it says that it is not ready. */
  drainMs: number
  /** Requests that create work, of one client, on all nodes; null for any number. */
  rateLimit: { perMinute: number; trustProxy: boolean } | null
  logLevel: z.infer<typeof LogLevel>
  /** Where traces go; null sends none. */
  tracing: { endpoint: string; service: string } | null
}

const DEFAULT_BASE_URL = 'https://api.openai.com/v1'
const DEFAULT_MODEL = 'gpt-5-mini'

const SECRET = /KEY|DATABASE_URL/
const CREDENTIALS = /\/\/[^/]*@/

/** The only reader of the environment. An empty value counts as absent. @throws BadContent naming each wrong setting */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const read = Environment.safeParse(given)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => {
      const name = String(issue.path[0])
      const shown = SECRET.test(name) ? '(hidden)' : JSON.stringify(given[name]?.replace(CREDENTIALS, '//(hidden)@'))
      return `${name} is ${shown}; it should be ${issue.message}`
    })
    throw new BadContent('bad-setting', `a setting is wrong:\n  ${wrong.join('\n  ')}`, { wrong })
  }
  const it = read.data
  const model = modelOf(it)
  if (it.MODEL_BUDGET_PER_DAY !== undefined) assertPriced(model, it.MODEL_PRICES)
  return {
    port: it.PORT,
    host: it.HOST,
    dataDir: it.DATA_DIR,
    databaseUrl: it.DATABASE_URL ?? null,
    model,
    prices: it.MODEL_PRICES,
    budgetPerDay: it.MODEL_BUDGET_PER_DAY ?? null,
    regradeProvisional: it.REGRADE_PROVISIONAL,
    drainMs: it.DRAIN_S * 1000,
    rateLimit:
      it.RATE_LIMIT_PER_MINUTE > 0 ? { perMinute: it.RATE_LIMIT_PER_MINUTE, trustProxy: it.TRUST_PROXY === '1' } : null,
    logLevel: it.LOG_LEVEL,
    tracing: it.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: it.OTEL_EXPORTER_OTLP_ENDPOINT, service: it.OTEL_SERVICE_NAME }
      : null,
  }
}

function modelOf(it: z.infer<typeof Environment>): Config['model'] {
  if (it.OPENAI_BASE_URL === undefined && it.OPENAI_API_KEY === undefined) return null
  const interviewer = it.INTERVIEWER_MODEL ?? DEFAULT_MODEL
  return {
    baseUrl: it.OPENAI_BASE_URL ?? DEFAULT_BASE_URL,
    // Local servers want a key to be there and ignore what it says.
    apiKey: it.OPENAI_API_KEY ?? 'none',
    interviewer,
    fallback: it.INTERVIEWER_FALLBACK_MODEL ?? null,
    grader: it.GRADER_MODEL ?? interviewer,
    candidate: it.CANDIDATE_MODEL ?? interviewer,
    patienceMs: it.MODEL_PATIENCE_S * 1000,
  }
}

/** The models that a configuration names, each once. */
export const modelsIn = (model: Config['model']): string[] => {
  const { interviewer, fallback, grader, candidate } = model ?? {}
  return [...new Set([interviewer, fallback, grader, candidate])].filter((it) => typeof it === 'string')
}

/** What has no price cannot be kept within a budget. @throws BadContent naming each */
function assertPriced(model: Config['model'], prices: Config['prices']): void {
  const wrong = modelsIn(model).filter((it) => !(it in prices))
  if (wrong.length === 0) return
  throw new BadContent(
    'no-price',
    `MODEL_BUDGET_PER_DAY is set, and MODEL_PRICES does not say what ${wrong.join(', ')} costs; it should be ${PRICES}`,
    { wrong },
  )
}
