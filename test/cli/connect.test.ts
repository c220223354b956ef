import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Server } from '../../src/cli/connect.ts'
import { readConfig } from '../../src/config.ts'

/** A server that is up and refuses so many requests for their number. */
let refusals = 0
let asked = 0
let server: Server
let listening: ReturnType<typeof serve>
beforeAll(async () => {
  const app = new Hono()
    .get('/api/catalogue', (c) => c.json({ interviewers: [] }))
    .post('/api/interviews', async (c) => {
      asked++
      if (refusals-- > 0) return c.json({ detail: 'Too many.' }, 429, { 'retry-after': '0' })
      return c.json({ had: await c.req.json() })
    })
  const port = await new Promise<number>((ready) => {
    listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (it) => ready(it.port))
  })
  server = await connect(readConfig({ PORT: String(port) }))
})
afterAll(async () => {
  await server.close()
  listening.close()
})

const send = () => server.ask('/api/interviews', { method: 'POST', body: '{"a":1}' })

it('a command sends again what was refused for the number of requests', async () => {
  refusals = 2
  expect(await send()).toEqual({ had: { a: 1 } })
})

it('and gives up in the words of the server when that goes on', async () => {
  ;[refusals, asked] = [100, 0]
  await expect(send()).rejects.toThrow('Too many.')
  expect(asked).toBe(5)
})
