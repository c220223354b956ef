import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { AnswerWire, type ChatRequest, type WireUsage } from './answer-wire.ts'
import { type FaultId, play } from './play-fault.ts'
import { PromptCache } from './prompt-cache.ts'
import type { Pace } from './wire.ts'

type StatusAnswer = { status: number; body: unknown; headers?: Record<string, string> }
type FaultAnswer = { fault: FaultId; variant?: string; seed?: number; answer?: unknown }

/** What the endpoint answers: the text, an object as JSON, an answer of its own status, or a fault by name and seed. */
export type FakeAnswer = string | StatusAnswer | FaultAnswer | Record<string, unknown>

/** A request as it came; `usage` is what its answer will say of its prompt. */
export type Received = { body: ChatRequest; raw: string; headers: IncomingHttpHeaders; usage: WireUsage }

export type Endpoint = {
  /** Ends in `/v1`. */
  baseUrl: string
  /** Answers that are still being sent. */
  busy(): number
  /** Connections taken so far. */
  connections(): number
  close(): Promise<void>
}

export type EndpointSettings = {
  /** Called for every request. Undefined means that nothing is known to answer. */
  respond: (received: Received) => FakeAnswer | undefined | Promise<FakeAnswer | undefined>
  /** Told why a request was answered with an error that nobody asked for. */
  onStranger?: (because: string) => void
  /** 0 takes a free one. */
  port?: number
  /** Milliseconds before each piece of content. */
  paceMs?: number
  /** Characters in each piece of content, of all answers or of each that begins. */
  chunk?: number | (() => number)
  /** Milliseconds after which an endpoint that went away (F1) is back; for good unless given. */
  awayMs?: number
}

/** What a fault spoils when it is given no answer of its own. */
const GOOD_ANSWER = {
  move: 'probe',
  target: 'none',
  say: 'You spoke of a queue — “naïve” 🙂, you said. What happens when its worker dies half-way?',
  observed: [{ probe: 'none', answered: 'partly', quote: 'a queue' }],
}

const HOST = '127.0.0.1'

/**
 * A local OpenAI-compatible endpoint that says what it is told to and fails as endpoints fail.
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function openEndpoint(settings: EndpointSettings): Promise<Endpoint> {
  const under = new Set<ServerResponse>()
  const cache = new PromptCache()
  const { paceMs = 0, chunk = 12 } = settings
  const pace = (): Pace => ({ paceMs, chunk: typeof chunk === 'number' ? chunk : chunk() })
  let connections = 0
  const server = createServer(async (request, response) => {
    under.add(response)
    response.on('close', () => under.delete(response))
    try {
      const raw = await readText(request)
      if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
        throw new Error(`there is no ${request.method} ${request.url}; there is POST /v1/chat/completions`)
      const body = JSON.parse(raw) as ChatRequest
      const wire = new AnswerWire(body, response, pace(), cache.take(body.messages))
      const answer = await settings.respond({ body, raw, headers: request.headers, usage: wire.usage('') })
      if (answer === undefined) throw new Error('nothing is known to answer this')
      await give(answer, wire, goAway)
    } catch (error) {
      settings.onStranger?.(String(error))
      if (response.headersSent) response.destroy()
      else response.writeHead(404).end(JSON.stringify({ error: { message: String(error) } }))
    }
  })
  server.on('connection', () => {
    connections++
  })
  await new Promise<void>((done, fail) => server.once('error', fail).listen(settings.port ?? 0, HOST, done))
  const { port } = server.address() as AddressInfo
  let back: NodeJS.Timeout | undefined
  const goAway = () => {
    server.close()
    if (settings.awayMs !== undefined) back = setTimeout(() => server.listen(port, HOST), settings.awayMs)
  }
  return {
    baseUrl: `http://${HOST}:${port}/v1`,
    busy: () => under.size,
    connections: () => connections,
    async close() {
      clearTimeout(back)
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}

async function give(answer: FakeAnswer, wire: AnswerWire, goAway: () => void): Promise<void> {
  if (typeof answer === 'string') return say(answer, wire)
  if (isStatus(answer)) return wire.json(answer.status, answer.body, answer.headers)
  if (!isFault(answer)) return say(JSON.stringify(answer), wire)
  if (!wire.request.stream) throw new Error(`${answer.fault} is played on streams alone; ask with "stream": true`)
  const { fault, variant, seed = 0 } = answer
  await play(
    { fault, seed, ...(variant === undefined ? {} : { variant }) },
    { wire, model: wire.request.model, answer: JSON.stringify(answer.answer ?? GOOD_ANSWER), goAway },
  )
}

const isStatus = (answer: object): answer is StatusAnswer => 'status' in answer && typeof answer.status === 'number'
const isFault = (answer: object): answer is FaultAnswer => 'fault' in answer && typeof answer.fault === 'string'

async function say(text: string, wire: AnswerWire): Promise<void> {
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
