import { randomUUID } from 'node:crypto'
import { Agent, type IncomingMessage, request } from 'node:http'
import { SENTENCE, WHOLE } from './reply.ts'

/** A client that costs little beside what it measures. Times are milliseconds from the moment of sending. */

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

export type Timed = { firstMs: number; wholeMs: number }

/** Posts JSON and reads the answer to its end; `isFirst` says when the first sentence is there. */
function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  isFirst: (so: string) => boolean,
): Promise<Timed & { status: number; text: string }> {
  const began = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<Timed & { status: number; text: string }>()
  const length = String(Buffer.byteLength(body))
  const heads = { 'content-type': 'application/json', 'content-length': length, ...headers }
  const asked = request(url, { method: 'POST', agent, headers: heads }, (answer: IncomingMessage) => {
    let text = ''
    let firstMs = Number.NaN
    answer.setEncoding('utf8')
    answer.on('data', (piece: string) => {
      text += piece
      if (Number.isNaN(firstMs) && isFirst(text)) firstMs = performance.now() - began
    })
    answer.on('end', () =>
      resolve({ firstMs, wholeMs: performance.now() - began, status: answer.statusCode ?? 0, text }),
    )
    answer.on('error', reject)
  })
  asked.on('error', reject)
  asked.end(body)
  return promise
}

/** Asks the model itself, or through the baseline: `url` takes chat completions. */
export async function ask(url: string, prompt: string): Promise<Timed> {
  let [read, said] = [0, '']
  const hasSentence = (text: string): boolean => {
    for (let end = text.indexOf('\n\n', read); end >= 0; end = text.indexOf('\n\n', read)) {
      const line = text.slice(read, end)
      read = end + 2
      if (line.startsWith('data: {')) said += JSON.parse(line.slice(6)).choices[0]?.delta.content ?? ''
    }
    return said.includes(WHOLE)
  }
  const { status, ...timed } = await post(url, prompt, {}, hasSentence)
  if (status !== 200) throw new Error(`the endpoint answered ${status}`)
  return timed
}

const WORDS = [
  'I would put a queue between the order service and the warehouse, and acknowledge a message once its effect is stored.',
  'The order is written to Postgres first; a relay publishes what the outbox table holds, at least once.',
  'Reads go to a cache with a short expiry, since a stale stock figure for a minute does no harm there.',
  'We shard by customer, about twenty shards, so that one large customer fills one of them at most.',
]

/** The n-th turn of an interview, as its stream. */
export async function takeTurn(service: string, id: string, n: number): Promise<Timed> {
  const body = JSON.stringify({ text: `${WORDS[n % WORDS.length]} That is part ${n} of it.` })
  const headers = { accept: 'text/event-stream', 'idempotency-key': randomUUID() }
  const { status, text, ...timed } = await post(`${service}/api/interviews/${id}/turns`, body, headers, (so) =>
    so.includes('event: say'),
  )
  if (status !== 200) throw new Error(`turn ${n} was answered ${status}: ${text}`)
  if (!text.includes(SENTENCE)) throw new Error(`turn ${n} was not spoken by the model: ${text}`)
  return timed
}

/** Opens interviews, a few at a time; their ids. */
export async function openInterviews(service: string, count: number): Promise<string[]> {
  const ids: string[] = []
  const body = JSON.stringify({ problem: 'order-processing', format: 'full', interviewer: 'model' })
  await inLanes(8, count, async () => {
    const { status, text } = await post(`${service}/api/interviews`, body, {}, () => true)
    if (status !== 201) throw new Error(`an interview was answered ${status}: ${text}`)
    ids.push((JSON.parse(text) as { id: string }).id)
  })
  return ids
}

/** Does `count` pieces of work, `lanes` at once. */
export async function inLanes(lanes: number, count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane))
}
