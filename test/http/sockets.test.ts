import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { makeGate, makeLanguageModel, topPair } from '../services/language-model.ts'
import { ORG, openTestWorld, type TestWorld } from '../support/world.ts'
import { begin, type Interview, newKey, turn } from './call.ts'

/** What only a real connection shows. */

let node: TestWorld
let server: Server
let port: number
let gate = makeGate()
/** Listeners that were not told that nobody listens any more. */
let listening = 0

beforeAll(async () => {
  const model = makeLanguageModel({ reply: topPair, beforePiece: () => gate.passed })
  node = await openTestWorld({ model, patienceMs: 20_000 })
  const { subscribe } = node.world.feed
  node.world.feed.subscribe = (id, listen) => {
    const leave = subscribe(id, listen)
    listening++
    return () => {
      listening--
      leave()
    }
  }
  const { fetch } = createApp(node.world, { org: ORG, pages: null })
  server = serve({ fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  gate.open()
  server.close()
  server.closeAllConnections()
  await node.close()
})

const url = (path: string) => `http://127.0.0.1:${port}${path}`

/** Sends bytes as they are, and gives back all that is answered. */
async function send(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(bytes)
  return readText(socket)
}

describe('a connection', () => {
  it('that is cut in mid-reply leaves no listener behind and loses no reply', async () => {
    const { id } = await begin(node)
    const leaving = new AbortController()
    const init = turn('A durable queue.', newKey(), { accept: 'text/event-stream' })
    const response = await fetch(url(`/api/interviews/${id}/turns`), { ...init, signal: leaving.signal })
    const beside = await fetch(url(`/api/interviews/${id}/events`), { signal: leaving.signal })
    await Promise.all([response.body?.getReader().read(), beside.body?.getReader().read()])
    expect(listening).toBe(2)
    leaving.abort()
    await expect.poll(() => listening).toBe(0)
    gate.open()
    const read = async () => (await (await fetch(url(`/api/interviews/${id}`))).json()) as Interview
    await expect.poll(async () => (await read()).turns.length).toBe(3)
    gate = makeGate()
  })

  it('that asks only for the head of a stream holds nothing open', async () => {
    const { id } = await begin(node)
    const response = await fetch(url(`/api/interviews/${id}/events`), { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(listening).toBe(0)
  })

  it.each([
    ['of a foreign host', 'GET /api/catalogue HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
    ['of a host that is none', 'GET /api/catalogue HTTP/1.1\r\nHost: a b@c\r\nConnection: close\r\n\r\n'],
    [
      'to another server',
      'GET http://evil.example/api/catalogue HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    ],
  ])('%s is refused', async (_, bytes) => {
    const answer = await send(bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 40[03] /)
    expect(answer).not.toContain('order-processing')
  })

  it('that ends within its body changes nothing', async () => {
    const { id } = await begin(node)
    const head = `POST /api/interviews/${id}/turns HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: 12345678\r\nContent-Type: application/json\r\n`
    await send(`${head}Content-Length: 100\r\n\r\n{"text":"A dur`)
    await send(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"tex\r\n`)
    const { turns } = (await (await fetch(url(`/api/interviews/${id}`))).json()) as Interview
    expect(turns).toHaveLength(1)
    expect(node.lines.filter((line) => line.level === 'error')).toEqual([])
  })
})
