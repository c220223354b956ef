import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { GOOD, hear, modelAt, REQUEST } from './call.ts'

const ANSWER = [
  `data: ${JSON.stringify({ choices: [{ delta: { content: JSON.stringify(GOOD) }, finish_reason: 'stop' }] })}`,
  'data: [DONE]',
  '',
].join('\n\n')

/** The model behind an endpoint, asked twice: what it said, and what was asked for. */
async function askTwice(answer: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request.resume(), response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const model = modelAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  const heard = [await hear(model.stream(REQUEST)), await hear(model.stream(REQUEST))]
  await model.close()
  server.closeAllConnections()
  server.close()
  return { asked, said: heard.map((it) => it.end?.value) }
}

it('follows an endpoint that sends it elsewhere', async () => {
  const { asked, said } = await askTwice((request, response) => {
    if (request.url?.startsWith('/v1')) response.writeHead(307, { location: '/elsewhere' }).end()
    else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(ANSWER)
  })
  expect(said).toEqual([GOOD, GOOD])
  expect(asked.filter((url) => url === '/elsewhere')).toHaveLength(2)
})

it('reads an endpoint that compresses unasked, and asks it no more than once in vain', async () => {
  const { asked, said } = await askTwice((_, response) => {
    const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }
    response.writeHead(200, headers).end(gzipSync(ANSWER))
  })
  expect(said).toEqual([GOOD, GOOD])
  expect(asked).toHaveLength(3)
})
