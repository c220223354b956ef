import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Unavailable } from '../../src/errors.ts'
import { createApp } from '../../src/http/app.ts'
import type { Stage } from '../../src/http/health.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { begin, type Interview, post, problemOf, read, turn } from './call.ts'

let app: TestWorld
let stage: Stage = 'serving'
beforeAll(async () => {
  app = await openTestWorld({ stage: () => stage })
})
afterAll(() => app.close())

/** The same app over a store that fails. */
const failing = (error: Error) => {
  const fail = () => Promise.reject(error)
  const store = { ...app.world.store, listInterviews: fail, readEvents: fail, ping: fail }
  return createApp({ ...app.world, store }, { org: ORG, pages: null })
}

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const ROUTES = [
  'GET /api/catalogue',
  'GET /api/diff',
  'GET /api/diff/models',
  'GET /api/rubrics',
  'GET /api/rubrics/{hash}',
  'POST /api/interviews',
  'GET /api/interviews',
  'GET /api/interviews/{id}',
  'POST /api/interviews/{id}/turns',
  'GET /api/interviews/{id}/board',
  'GET /api/interviews/{id}/events',
  'POST /api/interviews/{id}/pause',
  'POST /api/interviews/{id}/scorecard',
  'POST /api/interviews/{id}/resume',
  'POST /api/interviews/{id}/end',
  'GET /api/interviews/{id}/scorecard',
  'GET /api/interviews/{id}/scorecard/events',
  'GET /api/interviews/{id}/transcript',
  'GET /api/interviews/{id}/bundle',
]

describe('errors', () => {
  it('of ours that we know are said with their code, and when to come back', async () => {
    const response = await failing(
      Object.assign(new Unavailable('database-unavailable', 'The database does not answer.'), {
        cause: 'connect ECONNREFUSED',
      }),
    ).request('/api/interviews')
    expect(response.headers.get('retry-after')).toBe('2')
    const problem = await problemOf(response, 503, 'database-unavailable')
    expect(JSON.stringify(problem)).not.toContain('ECONNREFUSED')
    expect(app.lines.at(-1)).toMatchObject({ level: 'error', cause: 'connect ECONNREFUSED', status: 503 })
  })

  it('of ours that we do not know are opaque, with an id that the log has too', async () => {
    const response = await failing(new TypeError('secret of the house')).request('/api/interviews')
    const problem = await problemOf(response, 500, 'internal')
    expect(JSON.stringify(problem)).not.toMatch(/secret of the house|TypeError|\.ts/)
    expect(response.headers.get('x-request-id')).toBe(problem.requestId)
    expect(app.lines.at(-1)).toMatchObject({
      level: 'error',
      request: problem.requestId,
      cause: expect.stringContaining('secret of the house'),
    })
  })

  it('of a route that is not there name it', async () => {
    expect((await problemOf(await app.request('/api/nothing'), 404, 'no-such-route')).detail).toContain('/api/nothing')
    await problemOf(await app.request('/api/nothing', { method: 'DELETE' }), 404, 'no-such-route')
    await problemOf(await app.request('/nothing'), 404, 'no-such-page')
  })

  it.each([
    ['DELETE', '/api/catalogue', 'GET, HEAD'],
    ['PUT', '/api/interviews', 'POST, GET, HEAD'],
    ['GET', `/api/interviews/${UNKNOWN}/pause`, 'POST'],
    ['OPTIONS', '/healthz', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ])('of %s on %s name what it takes', async (method, path, allow) => {
    const response = await app.request(path, { method })
    expect(response.headers.get('allow')).toBe(allow)
    expect(response.headers.get('x-request-id')).not.toBeNull()
    const { detail } = await problemOf(response, 405, 'method-not-allowed')
    expect(detail).toBe(`${path} takes ${allow}, not ${method}.`)
  })

  it('of what is not there keep their 404, whatever the path takes', async () => {
    const response = await app.request(`/api/interviews/${UNKNOWN}`)
    expect(response.headers.get('allow')).toBeNull()
    await problemOf(response, 404, 'no-such-interview')
  })

  it('nothing that a candidate says is logged', async () => {
    const { id } = await begin(app)
    await app.request(`/api/interviews/${id}/turns`, turn('My mother is called Ermentrude.'))
    expect(app.lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(app.lines)).not.toContain('Ermentrude')
  })
})

describe('who may ask', () => {
  it.each(['localhost:3000', '127.0.0.1', '127.0.0.1:80', '[::1]:3000', 'LOCALHOST'])('%s may', async (host) => {
    expect((await app.request('/api/catalogue', { headers: { host } })).status).toBe(200)
  })

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:3000',
    '10.0.0.7',
    'evil.example:localhost',
    '',
  ])('a page that came as %j may not', async (host) => {
    for (const init of [{}, post({ problem: 'queue-loss' })])
      await problemOf(
        await app.request('/api/interviews', { ...init, headers: { ...init.headers, host } }),
        403,
        'not-local',
      )
  })

  it.each(['pause', 'resume', 'end', 'turns'])('a page of another origin may not POST …/%s', async (verb) => {
    const { id } = await begin(app)
    const init = turn('A queue.')
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, { origin: 'null' }])
      await problemOf(
        await app.request(`/api/interviews/${id}/${verb}`, { ...init, headers: { ...init.headers, ...headers } }),
        403,
        'foreign-origin',
      )
    const same = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
    const response = await app.request(`/api/interviews/${id}/${verb}`, {
      ...init,
      headers: { ...init.headers, ...same },
    })
    expect(response.status).toBe(200)
  })
})

describe('every answer', () => {
  it.each(['/api/catalogue', '/api/interviews', '/api/nothing', '/docs', '/openapi.json', '/healthz', '/nothing'])(
    'of %s forbids what a page does not need',
    async (path) => {
      const { headers } = await app.request(path)
      const policy = headers.get('content-security-policy') ?? ''
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
      ])
        expect(policy).toContain(rule)
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('x-request-id')).toMatch(/^[\w-]+$/)
    },
  )
})

describe('health', () => {
  it('is up, ready, and red before a shutdown', async () => {
    expect((await app.request('/healthz')).status).toBe(200)
    expect((await app.request('/readyz')).status).toBe(200)
    for (stage of ['draining', 'stopping'] as const) {
      await problemOf(await app.request('/readyz'), 503, 'stopping')
      expect((await app.request('/healthz')).status).toBe(200)
    }
    stage = 'serving'
  })

  it('takes nothing more during a shutdown, which nobody would be there to reply to, and says when to ask again', async () => {
    const { id } = await begin(app)
    const taken = turn('A durable queue.')
    stage = 'stopping'
    const response = await app.request(`/api/interviews/${id}/turns`, taken)
    stage = 'serving'
    expect([response.headers.get('retry-after'), response.headers.get('connection')]).toEqual(['1', 'close'])
    await problemOf(response, 503, 'stopping')
    expect((await read<Interview>(app, `/api/interviews/${id}`)).turns).toHaveLength(1)
    expect((await app.request(`/api/interviews/${id}/turns`, taken)).status).toBe(200)
  })

  it('is not ready without its database, and still up', async () => {
    const down = failing(new Unavailable('database-unavailable', 'The database does not answer.'))
    await problemOf(await down.request('/readyz'), 503, 'database-unavailable')
    expect((await down.request('/healthz')).status).toBe(200)
  })

  it('has figures, and none of them by interview', async () => {
    const { id } = await begin(app)
    await app.request(`/api/interviews/${id}`)
    const response = await app.request('/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    const text = await response.text()
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/interviews\/:id",status="200"\} [1-9]/,
    )
    expect(text).not.toContain(id)
  })
})

type Operation = { responses: Record<string, { content?: Record<string, unknown> }>; summary?: string }
type OpenApi = { openapi: string; info: unknown; paths: Record<string, Record<string, Operation>> }

describe('the reference', () => {
  it('is OpenAPI 3.1 and lists every route with its problems', async () => {
    const document = (await (await app.request('/openapi.json')).json()) as OpenApi
    expect(document.openapi).toBe('3.1.0')
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(listed.sort()).toEqual(ROUTES.toSorted())
    for (const operation of Object.values(document.paths).flatMap((it) => Object.values(it))) {
      expect(operation.summary).toMatch(/\w/)
      for (const [status, response] of Object.entries(operation.responses))
        if (Number(status) >= 400) expect(Object.keys(response.content ?? {})).toEqual(['application/problem+json'])
    }
  })

  it('refers only to schemas that it holds', async () => {
    const text = await (await app.request('/openapi.json')).text()
    const { components } = JSON.parse(text) as { components: { schemas: Record<string, unknown> } }
    const named = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => !(name in components.schemas))).toEqual([])
  })

  it('is a page as well, without scripts', async () => {
    const response = await app.request('/docs')
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    const text = await response.text()
    for (const route of ROUTES) expect(text).toContain(`<code>${route}</code>`)
    expect(text).not.toMatch(/<script|<style| style=|https?:\/\/(?!json-schema)/)
    expect((await app.request('/docs.css')).headers.get('content-type')).toMatch(/^text\/css/)
  })
})
