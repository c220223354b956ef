import type { Connection, Variants } from './stage.ts'

/** A connection that fails or an answer that is no stream at all. */

const status =
  (code: number, error: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  ({ wire }: Connection) =>
    wire.error(code, error, headers)

const limited = (headers: Record<string, string>) =>
  status(429, { code: 'rate_limit_exceeded', type: 'requests' }, headers)

export const CONNECTION_FAULTS = {
  F1: {
    'gone away': ({ wire, goAway }: Connection) => {
      goAway()
      wire.reset()
    },
  },
  F2: { 'reset before headers': ({ wire }: Connection) => wire.reset() },
  F3: { 'headers never come': ({ wire }: Connection) => wire.hang() },
  F16: {
    'retry after 1': limited({ 'retry-after': '1' }),
    'retry after 600': limited({ 'retry-after': '600' }),
    'retry after a date': (stage: Connection) =>
      limited({ 'retry-after': new Date(Date.now() + 600_000).toUTCString() })(stage),
    'no retry after': limited({}),
    'quota exhausted': status(429, { code: 'insufficient_quota', message: 'You exceeded your current quota' }),
  },
  F17: {
    '500': status(500),
    '502': status(502),
    '503': status(503),
    '504': ({ wire }: Connection) => {
      wire.response.writeHead(504, { 'content-type': 'text/html' }).end('<html>upstream timed out</html>')
    },
    '529': status(529, { type: 'overloaded_error' }),
  },
  F18: {
    '401': status(401, { code: 'invalid_api_key' }),
    '403': status(403),
    '404 on the model name': ({ wire, model }: Connection) =>
      wire.error(404, { code: 'model_not_found', message: `The model \`${model}\` does not exist` }),
  },
  F19: {
    'a page with status 200': ({ wire }: Connection) => {
      wire.response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in</body></html>')
    },
    'a page that does not end': async ({ wire }: Connection) => {
      wire.response.writeHead(200, { 'content-type': 'text/html' })
      await wire.write('<html>')
      await wire.hang()
    },
  },
} satisfies Record<string, Variants<Connection>>
