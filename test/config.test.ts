import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { BadContent } from '../src/errors.ts'

function refusalOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof BadContent) return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

const PRICE = { input: 0.25, output: 2 }
const PRICES = { small: PRICE, spare: PRICE, large: PRICE, other: PRICE }

describe('settings', () => {
  it('are all optional: a loopback server, data beside it, no model', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root' })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      databaseUrl: null,
      model: null,
      prices: {},
      budgetPerDay: null,
      regradeProvisional: 100,
      drainMs: 0,
      rateLimit: null,
      logLevel: 'info',
      tracing: null,
    })
  })

  it('that are empty are absent', () => {
    const names = ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'OPENAI_BASE_URL', 'OPENAI_API_KEY']
    const models = [
      'INTERVIEWER_MODEL',
      'INTERVIEWER_FALLBACK_MODEL',
      'GRADER_MODEL',
      'CANDIDATE_MODEL',
      'MODEL_PATIENCE_S',
    ]
    const more = [
      ...models,
      'MODEL_PRICES',
      'REGRADE_PROVISIONAL',
      'DRAIN_S',
      'LOG_LEVEL',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_SERVICE_NAME',
    ]
    const empty = Object.fromEntries([...names, ...more].flatMap((name) => [[name, '']]))
    const blank = Object.fromEntries([...names, ...more].flatMap((name) => [[name, '  ']]))
    expect(readConfig(empty)).toEqual(readConfig({}))
    expect(readConfig(blank)).toEqual(readConfig({}))
  })

  it('are each read', () => {
    const env = {
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/var/lib/interlocutor',
      DATABASE_URL: 'postgresql://u:p@db:5432/x',
      OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
      OPENAI_API_KEY: 'sk-1',
      INTERVIEWER_MODEL: 'small',
      INTERVIEWER_FALLBACK_MODEL: 'spare',
      GRADER_MODEL: 'large',
      CANDIDATE_MODEL: 'other',
      MODEL_PATIENCE_S: '2.5',
      MODEL_PRICES: JSON.stringify(PRICES),
      MODEL_BUDGET_PER_DAY: '12.5',
      REGRADE_PROVISIONAL: '0',
      DRAIN_S: '2.5',
      RATE_LIMIT_PER_MINUTE: '20',
      TRUST_PROXY: '1',
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      OTEL_SERVICE_NAME: 'interviews',
    }
    expect(readConfig(env)).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/var/lib/interlocutor',
      databaseUrl: 'postgresql://u:p@db:5432/x',
      model: {
        baseUrl: 'http://127.0.0.1:11434/v1',
        apiKey: 'sk-1',
        interviewer: 'small',
        fallback: 'spare',
        grader: 'large',
        candidate: 'other',
        patienceMs: 2500,
      },
      prices: PRICES,
      budgetPerDay: 12.5,
      regradeProvisional: 0,
      drainMs: 2500,
      rateLimit: { perMinute: 20, trustProxy: true },
      logLevel: 'debug',
      tracing: { endpoint: 'http://127.0.0.1:4318', service: 'interviews' },
    })
  })

  it('limit requests where a limit is given, and trust no proxy unless told to', () => {
    expect(readConfig({ RATE_LIMIT_PER_MINUTE: '0' }).rateLimit).toBeNull()
    expect(readConfig({ RATE_LIMIT_PER_MINUTE: '20' }).rateLimit).toEqual({ perMinute: 20, trustProxy: false })
  })

  it('name a model by a key or by an address alone, and one model does it all', () => {
    expect(readConfig({ OPENAI_API_KEY: 'sk-1' }).model).toMatchObject({ baseUrl: expect.stringMatching(/^https:/) })
    const local = readConfig({ OPENAI_BASE_URL: 'http://localhost:8080/v1', INTERVIEWER_MODEL: 'one' }).model
    expect(local).toMatchObject({
      interviewer: 'one',
      fallback: null,
      grader: 'one',
      candidate: 'one',
      apiKey: expect.stringMatching(/./),
    })
    expect(readConfig({ INTERVIEWER_MODEL: 'one', GRADER_MODEL: 'two' }).model).toBeNull()
  })
})

describe('a wrong setting stops the start', () => {
  it.each([
    ['PORT', 'abc', 'a port number'],
    ['PORT', '-1', '0 to 65535'],
    ['PORT', '65536', '0 to 65535'],
    ['PORT', '3000.5', 'a whole number'],
    ['HOST', '0.0.0.0', 'a loopback address'],
    ['HOST', 'example.com', '127.0.0.1, localhost or ::1'],
    ['OPENAI_BASE_URL', 'localhost:11434', 'beginning with http:// or https://'],
    ['OPENAI_BASE_URL', 'ftp://host/v1', 'beginning with http:// or https://'],
    ['OPENAI_BASE_URL', 'ollama', 'beginning with http:// or https://'],
    ['MODEL_PATIENCE_S', '0', 'more than 0'],
    ['MODEL_PATIENCE_S', '-3', 'more than 0'],
    ['MODEL_PATIENCE_S', '3601', 'at most 3600'],
    ['MODEL_PATIENCE_S', 'soon', 'a number of seconds'],
    ['MODEL_PRICES', 'cheap', 'JSON such as {"my-model"'],
    ['MODEL_PRICES', '[1]', 'JSON such as {"my-model"'],
    ['MODEL_PRICES', '{"a": 2}', 'JSON such as {"my-model"'],
    ['MODEL_PRICES', '{"a": {"input": -1, "output": 1}}', 'at least 0'],
    ['MODEL_PRICES', '{"a": {"input": "1", "output": 1}}', 'a number'],
    ['MODEL_BUDGET_PER_DAY', '0', 'more than 0'],
    ['MODEL_BUDGET_PER_DAY', 'little', 'an amount'],
    ['REGRADE_PROVISIONAL', '-1', 'at least 0'],
    ['REGRADE_PROVISIONAL', '1.5', 'a whole number'],
    ['REGRADE_PROVISIONAL', 'none', 'a number of scorecards'],
    ['DRAIN_S', '-1', 'at least 0'],
    ['DRAIN_S', '301', 'at most 300'],
    ['RATE_LIMIT_PER_MINUTE', '-1', 'at least 0'],
    ['RATE_LIMIT_PER_MINUTE', '1001', 'at most 1000'],
    ['RATE_LIMIT_PER_MINUTE', 'many', 'a number of requests'],
    ['TRUST_PROXY', 'yes', '0 or 1'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'beginning with http:// or https://'],
    ['LOG_LEVEL', 'verbose', 'one of silent, fatal, error, warn, info, debug, trace'],
  ])('%s=%s: its name, what was given, what is right', (name, given, right) => {
    const refusal = refusalOf({ [name]: given })
    expect(refusal).toContain(`${name} is ${JSON.stringify(given)}; it should be `)
    expect(refusal).toContain(right)
    expect(refusal).not.toMatch(/Invalid (?:option|input)/)
  })

  it.each(['mysql://u:hunter2@db/x', 'postgres//u:hunter2@db/x', 'hunter2'])(
    'DATABASE_URL=%s, without saying the password',
    (given) => {
      const refusal = refusalOf({ DATABASE_URL: given })
      expect(refusal).toContain('DATABASE_URL is (hidden); it should be a URL beginning with postgres://')
      expect(refusal).not.toContain('hunter2')
    },
  )

  it('never says a key, wherever it was put', () => {
    const refusal = refusalOf({ PORT: 'x', OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: 'ftp://u:sk-secret@host' })
    expect(refusal).not.toContain('sk-secret')
    expect(refusal).toContain('OPENAI_BASE_URL')
  })

  it('a budget for models that have no price, naming each once', () => {
    const env = { OPENAI_API_KEY: 'sk-1', INTERVIEWER_MODEL: 'small', GRADER_MODEL: 'large', MODEL_BUDGET_PER_DAY: '5' }
    expect(refusalOf(env)).toMatch(
      /^MODEL_BUDGET_PER_DAY is set, .* what small, large costs; it should be JSON such as/,
    )
    const { spare: _, ...most } = PRICES
    const spare = { ...env, INTERVIEWER_FALLBACK_MODEL: 'spare', MODEL_PRICES: JSON.stringify(most) }
    expect(refusalOf(spare)).toContain('what spare costs')
    expect(readConfig({ ...spare, MODEL_PRICES: JSON.stringify(PRICES) }).budgetPerDay).toBe(5)
    expect(readConfig({ MODEL_BUDGET_PER_DAY: '5' }).budgetPerDay).toBe(5)
  })

  it('names all that are wrong at once', () => {
    const refusal = refusalOf({ PORT: 'x', HOST: 'y', LOG_LEVEL: 'z' })
    for (const name of ['PORT', 'HOST', 'LOG_LEVEL']) expect(refusal).toContain(`${name} is`)
  })
})
