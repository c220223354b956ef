import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { AnswerWire, type ChatRequest, type WireUsage } from './answer-wire.ts'
import { AUDIO_PATHS, answerAudio, type OnAudio } from './audio/answer-audio.ts'
import { FAULTS, play, type Strike } from './play-fault.ts'
import { PromptCache } from './prompt-cache.ts'
import { type Pace, Wire } from './wire.ts'

type StatusAnswer = { status: number; body: unknown; headers?: Record<string, string> }
type FaultAnswer = Strike & { answer?: unknown }

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
  /** Without it there is nothing at the paths for audio. */
  onAudio?: OnAudio
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
  let connections = 0
  let back: NodeJS.Timeout | undefined
  const goAway = () => {
    server.close()
    if (settings.awayMs !== undefined) back = setTimeout(() => server.listen(port, HOST), settings.awayMs)
  }
  const doors = doorsOf(settings, goAway)
  const server = createServer(async (request, response) => {
    under.add(response)
    response.on('close', () => under.delete(response))
    try {
      const door = request.method === 'POST' ? doors[request.url ?? ''] : undefined
      if (!door)
        throw new Error(`there is no ${request.method} ${request.url}; there is POST ${Object.keys(doors).join(', ')}`)
      await door(request, response)
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

type Door = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What answers at each path. */
function doorsOf(settings: EndpointSettings, goAway: () => void): Record<string, Door> {
  const cache = new PromptCache()
  const { paceMs = 0, chunk = 12, onAudio } = settings
  const pace = (): Pace => ({ paceMs, chunk: typeof chunk === 'number' ? chunk : chunk() })
  const chat: Door = async (request, response) => {
    const raw = await readText(request)
    const body = JSON.parse(raw) as ChatRequest
    const wire = new AnswerWire(body, response, pace(), cache.take(body.messages))
    const answer = await settings.respond({ body, raw, headers: request.headers, usage: wire.usage('') })
    if (answer === undefined) throw new Error('nothing is known to answer this')
    await give(answer, wire, goAway)
  }
  const doors = { '/v1/chat/completions': chat }
  if (!onAudio) return doors
  const audio: Door = async (request, response) => {
    const refused = await answerAudio(request, new Wire(response, pace()), { onAudio, goAway })
    if (refused !== null) settings.onStranger?.(refused)
  }
  return { ...doors, ...Object.fromEntries(AUDIO_PATHS.map((path) => [path, audio])) }
}

async function give(answer: FakeAnswer, wire: AnswerWire, goAway: () => void): Promise<void> {
  if (typeof answer === 'string') return say(answer, wire)
  if (isStatus(answer)) return wire.json(answer.status, answer.body, answer.headers)
  if (!isFault(answer)) return say(JSON.stringify(answer), wire)
  if (!wire.request.stream) throw new Error(`${answer.fault} is played on streams alone; ask with "stream": true`)
  const good = JSON.stringify(answer.answer ?? GOOD_ANSWER)
  await play(answer, FAULTS, { wire, model: wire.request.model, answer: good, goAway })
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
