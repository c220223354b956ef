import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { openPool } from '../../../src/adapters/llm/fetch.ts'

const closers: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** An endpoint of one listener, and the pool's fetch of it. */
async function endpoint(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const pool = openPool(3000)
  closers.push(
    pool.destroy,
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (init: RequestInit = {}) =>
    pool.fetch(`${url}/asked?it=1`, { method: 'POST', body: '{"a":"é"}', ...init })
  return { url, post }
}

describe('an exchange with an endpoint', () => {
  test('sends method, address, headers and the whole body, with its length', async () => {
    const { post } = await endpoint(async (asked, response) => {
      const { method, url, headers } = asked
      const told = { method, url, length: headers['content-length'], key: headers.authorization }
      response.end(JSON.stringify({ ...told, body: await readText(asked) }))
    })
    const answer = await post({ headers: { authorization: 'Bearer k' } })
    expect(await answer.json()).toEqual({
      method: 'POST',
      url: '/asked?it=1',
      length: '10',
      key: 'Bearer k',
      body: '{"a":"é"}',
    })
  })

  test('gives out a large answer whole to a slow reader, and what is read of its headers', async () => {
    const whole = 'x'.repeat(3_000_000)
    const { post } = await endpoint((_, response) => {
      response.writeHead(429, { 'retry-after': '7', 'content-type': 'text/plain', 'x-other': 'no' }).end(whole)
    })
    const answer = await post()
    expect([answer.status, ...answer.headers]).toEqual([429, ['content-type', 'text/plain'], ['retry-after', '7']])
    let read = 0
    for await (const bytes of answer.body ?? []) {
      read += bytes.length
      await new Promise(setImmediate)
    }
    expect(read).toBe(whole.length)
  })

  test('follows to another address with the same request', async () => {
    const { post } = await endpoint(async (asked, response) => {
      if (asked.url !== '/there') response.writeHead(308, { location: '/there' }).end('moved')
      else response.end(await readText(asked))
    })
    expect(await (await post()).text()).toBe('{"a":"é"}')
  })

  test('has no body where the status has none', async () => {
    const { post } = await endpoint((_, response) => response.writeHead(204).end())
    const { status, body } = await post()
    expect({ status, body }).toEqual({ status: 204, body: null })
  })

  test('rejects when no answer comes before the connection ends', async () => {
    const { post } = await endpoint((asked) => asked.socket.destroy())
    await expect(post()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
  })

  test('breaks off a body whose connection ends before it', async () => {
    const { post } = await endpoint((asked, response) => {
      response.write('a part', () => asked.socket.destroy())
    })
    await expect((await post()).text()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
  })

  test('is given up before and after the answer has begun, and the endpoint hears of it', async () => {
    const gone = Promise.withResolvers<void>()
    const { post } = await endpoint((_, response) => {
      response.on('close', gone.resolve).write('a part')
    })
    const why = new Error('given up')
    await expect(post({ signal: AbortSignal.abort(why) })).rejects.toBe(why)
    const stop = new AbortController()
    const answer = await post({ signal: stop.signal })
    stop.abort(why)
    await expect(answer.text()).rejects.toBe(why)
    await gone.promise
  })

  test('is broken off by a reader who wants no more', async () => {
    const gone = Promise.withResolvers<void>()
    const { post } = await endpoint((_, response) => {
      response.on('close', gone.resolve).write('a part')
    })
    await (await post()).body?.cancel()
    await gone.promise
  })
})
