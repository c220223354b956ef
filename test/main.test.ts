import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { freePort, makeServer } from './crash/server.ts'
import { begin, type Caller, say } from './http/call.ts'

const TIMEOUT = { timeout: 90_000 }

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const it of undo.splice(0).reverse()) await it()
})

async function startNode(settings: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'interlocutor-main-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const server = makeServer(await freePort(), { DATA_DIR: folder, DATABASE_URL: '', ...settings })
  undo.push(() => server.kill())
  await server.start()
  const caller: Caller = { request: (path, init) => fetch(`${server.url}${path}`, init) }
  return { ...server, caller, readiness: async () => (await fetch(`${server.url}/readyz`)).status }
}

it('a node that drains is not ready and serves on, then leaves with code 0', TIMEOUT, async () => {
  const node = await startNode({ DRAIN_S: '6', OPENAI_BASE_URL: '', OPENAI_API_KEY: '' })
  const { id } = await begin(node.caller)
  const leaving = node.stop()
  await expect.poll(node.readiness, { timeout: 3000 }).toBe(503)
  expect((await say(node.caller, id, 'A durable queue.')).reply.text).not.toBe('')
  expect(await leaving).toBe(0)
  await expect(node.readiness()).rejects.toThrow('fetch failed')
})

it(
  'a node leaves within fifteen seconds of a model that hangs, and the turn ends in the words of the script',
  TIMEOUT,
  async () => {
    const silent = createServer((request) => void request.resume()).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    undo.push(
      () => silent.closeAllConnections(),
      () => silent.close(),
    )
    const { port } = silent.address() as AddressInfo
    const node = await startNode({
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_API_KEY: 'none',
      MODEL_PATIENCE_S: '3600',
    })
    const { id } = await begin(node.caller, { interviewer: 'model' })
    const asked = once(silent, 'request')
    const exchange = say(node.caller, id, 'A durable queue.')
    await asked
    const began = performance.now()
    expect(await node.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(await exchange).toMatchObject({ fault: expect.stringContaining('from the script'), reply: { seq: 4 } })
  },
)
