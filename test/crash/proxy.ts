import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A plain round-robin proxy: each request goes to the next node, and past those that refuse connections. */
export async function openProxy(nodes: string[]): Promise<{ url: string; close(): void }> {
  let turn = 0
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    const pass = (left: number) => {
      const node = nodes[turn++ % nodes.length]
      const { url, method, headers } = request
      const passed = ask(`${node}${url}`, { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
        answer.on('error', () => response.destroy())
      })
      passed.on('error', (error) => {
        // Only a node that was never reached has certainly done nothing.
        if ('code' in error && error.code === 'ECONNREFUSED' && left > 0) pass(left - 1)
        else if (response.headersSent) response.destroy()
        else response.writeHead(502).end()
      })
      response.on('close', () => passed.destroy())
      passed.end(body)
    }
    pass(nodes.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
