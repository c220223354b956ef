import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The bare baseline: a Node server that hands every request on and every byte of the answer back, and keeps nothing. */

const upstream = process.argv[2]
if (upstream === undefined) throw new Error('name the endpoint')
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

const server = createServer((asked, response) => {
  if (asked.method === 'GET') return response.end('up')
  const onward = request(
    `${upstream}/chat/completions`,
    { method: 'POST', agent, headers: asked.headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders()
      answer.pipe(response)
    },
  )
  onward.on('error', () => response.destroy())
  asked.pipe(onward)
})
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
)
