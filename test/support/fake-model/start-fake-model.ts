import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { type ChatRequest, Wire } from './answer-wire.ts'
import { type FaultId, play } from './play-fault.ts'

type StatusAnswer = { status: number; body: unknown; headers?: Record<string, string> }
type FaultAnswer = { fault: FaultId; seed?: number; answer?: unknown }

/** What the endpoint answers: the text, an object as JSON, an answer of its own status, or a fault by name and seed. */
export type FakeAnswer = string | StatusAnswer | FaultAnswer | Record<string, unknown>

export type Received = { body: ChatRequest; raw: string; headers: IncomingHttpHeaders }

export type FakeModel = {
  /** Ends in `/v1`. */
  baseUrl: string
  requests: Received[]
  /** Calls that nothing was scripted for; each was answered with 500, and `close` fails on them. */
  unscripted: string[]
  /** Answers that are still being sent. */
  busy(): number
  /** Connections taken so far. */
  connections(): number
  close(): Promise<void>
}

type Settings = {
  /** Called for every request; `n` counts from 0. Undefined means that this call is not expected. */
  respond: (request: ChatRequest, n: number) => FakeAnswer | undefined | Promise<FakeAnswer | undefined>
  /** Milliseconds before each piece of content. */
  paceMs?: number
  /** Characters in each piece of content. */
  chunk?: number
}

/** What a fault spoils when it is given no answer of its own. */
const GOOD_ANSWER = {
  move: 'probe',
  target: 'none',
  say: 'You spoke of a queue — “naïve” 🙂, you said. What happens when its worker dies half-way?',
  observed: [{ probe: 'none', answered: 'partly', quote: 'a queue' }],
}

/** A local OpenAI-compatible endpoint that says what it is told to and fails as endpoints fail. */
export async function startFakeModel(settings: Settings): Promise<FakeModel> {
  const requests: Received[] = []
  const unscripted: string[] = []
  const under = new Set<ServerResponse>()
  let prompt = ''
  let connections = 0
  const server = createServer(async (request, response) => {
    under.add(response)
    response.on('close', () => under.delete(response))
    try {
      const raw = await readText(request)
      if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
        throw new Unscripted(`${request.method} ${request.url}`)
      const body = JSON.parse(raw) as ChatRequest
      const n = requests.push({ body, raw, headers: request.headers }) - 1
      const next = body.messages.map((it) => `${it.role}\n${it.content}\n`).join('')
      const wire = new Wire(body, response, {
        paceMs: settings.paceMs ?? 0,
        chunk: settings.chunk ?? 12,
        promptTokens: Math.ceil(next.length / 4),
        cachedTokens: Math.floor(sameBytes(prompt, next) / 4),
      })
      prompt = next
      const answer = await settings.respond(body, n)
      if (answer === undefined) throw new Unscripted(`call ${n}`)
      await give(answer, wire, () => server.close())
    } catch (error) {
      unscripted.push(String(error))
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end(JSON.stringify({ error: { message: String(error) } }))
    }
  })
  server.on('connection', () => {
    connections++
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    unscripted,
    busy: () => under.size,
    connections: () => connections,
    async close() {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
      if (unscripted.length > 0) throw new Error(`the fake model was called without a script: ${unscripted.join('; ')}`)
    },
  }
}

class Unscripted extends Error {}

async function give(answer: FakeAnswer, wire: Wire, goAway: () => void): Promise<void> {
  if (typeof answer === 'string') return say(answer, wire)
  if (isStatus(answer)) return wire.json(answer.status, answer.body, answer.headers)
  if (!isFault(answer)) return say(JSON.stringify(answer), wire)
  if (!wire.request.stream) throw new Unscripted(`${answer.fault} without a stream`)
  await play(answer.fault, answer.seed ?? 0, { wire, answer: JSON.stringify(answer.answer ?? GOOD_ANSWER), goAway })
}

const isStatus = (answer: object): answer is StatusAnswer => 'status' in answer && typeof answer.status === 'number'
const isFault = (answer: object): answer is FaultAnswer => 'fault' in answer && typeof answer.fault === 'string'

async function say(text: string, wire: Wire): Promise<void> {
  if (!wire.request.stream) {
    const message = { role: 'assistant', content: text, refusal: null }
    return wire.json(200, {
      ...wire.chunk({ object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }] }),
      usage: wire.usage(text),
    })
  }
  wire.head()
  await wire.choice({ role: 'assistant', content: '' })
  await wire.content(text)
  await wire.done(text)
}

/** How far two prompts are the same: what a provider's cache would hold. */
function sameBytes(before: string, now: string): number {
  let at = 0
  while (at < before.length && before[at] === now[at]) at++
  return at
}
