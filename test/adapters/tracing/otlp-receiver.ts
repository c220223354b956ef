import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

type Value = { stringValue?: string; intValue?: number; doubleValue?: number; arrayValue?: { values: Value[] } }
type Attribute = { key: string; value: Value }
type Sent = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Attribute[]
  status: { code?: number }
}
type Body = {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Sent[] }[] }[]
}

export type ReceivedSpan = Omit<Sent, 'attributes'> & { attributes: Record<string, unknown> }

/** Takes traces as a collector does, and keeps them. */
export async function startReceiver() {
  const spans: ReceivedSpan[] = []
  const resource: Record<string, unknown> = {}
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    const raw = await text(request)
    bodies.push(raw)
    if (request.url !== '/v1/traces') return response.writeHead(404).end()
    for (const sent of (JSON.parse(raw) as Body).resourceSpans) {
      Object.assign(resource, plain(sent.resource.attributes))
      for (const span of sent.scopeSpans.flatMap((it) => it.spans))
        spans.push({ ...span, attributes: plain(span.attributes) })
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resource,
    bodies,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

const plain = (attributes: Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, contentOf(value)]))

const contentOf = ({ arrayValue, ...value }: Value): unknown =>
  arrayValue ? arrayValue.values.map(contentOf) : Object.values(value)[0]
