import { BadContent } from '../errors.ts'
import { answerRequest, QUESTIONS, questionOf } from '../fake-model/answer-request.ts'
import { AUDIO_FAULTS } from '../fake-model/audio/faults.ts'
import { type FaultChoice, type FaultWish, faultsOf } from '../fake-model/choose-fault.ts'
import { type Endpoint, openEndpoint } from '../fake-model/open-endpoint.ts'

export type FakeModelOptions = {
  port: number
  fault?: FaultWish
  seed: number
  /** Share of requests that meet the fault, 0 to 1. */
  rate: number
  /** Tokens a second; as fast as it goes where none is given. */
  pace?: number
}

const CHARACTERS_A_TOKEN = 4
/** How long F1 leaves the port closed. */
const AWAY_MS = 10_000

/**
 * A model endpoint without a model, for who writes rubrics or runs a server: every answer is valid and understands
 * nothing; it speaks in a tone, and hears again what it spoke. Prints a line for each request, never what was said. Runs until
 * it is closed.
 * @throws BadContent when the port is taken
 */
export async function fakeModel(options: FakeModelOptions): Promise<Endpoint> {
  const { fault = null, rate, seed } = options
  const nextFault = faultsOf(fault, rate, seed)
  const nextOfAudio = faultsOf(fault, rate, seed, AUDIO_FAULTS)
  let count = 0
  const print = (line: string, hit: FaultChoice | null): void =>
    console.log(`${String(++count).padStart(4)} ${line}${hit ? ` · ${hit.fault}: ${hit.variant}` : ''}`)
  const endpoint = await openEndpoint({
    port: options.port,
    chunk: CHARACTERS_A_TOKEN,
    paceMs: options.pace === undefined ? 0 : 1000 / options.pace,
    awayMs: AWAY_MS,
    onStranger: (because) => console.log(`     ${because}`),
    respond: ({ body, usage }) => {
      const answer = answerRequest(body)
      const hit = answer && body.stream ? nextFault() : null
      const { prompt_tokens: read, prompt_tokens_details: details } = usage
      const tokens = `${read.toLocaleString('en')} tokens read, ${details.cached_tokens.toLocaleString('en')} of them cached`
      print(`${questionOf(body)} · ${tokens}`, hit)
      if (answer) return hit ? { ...hit, answer } : answer
      const message = `${questionOf(body)} is unknown here; a fake model answers ${QUESTIONS.join(', ')}`
      return { status: 400, body: { error: { message, type: 'invalid_request_error', code: 'unknown_schema' } } }
    },
    onAudio: ({ kind, seconds }) => {
      const hit = nextOfAudio()
      print(`${kind} · ${seconds.toFixed(1)} s of sound`, hit)
      return hit
    },
  }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new BadContent('port-taken', `port ${options.port} is taken; choose another one with --port.`)
  })
  console.log(`A fake model answers at ${endpoint.baseUrl}; it understands nothing, and its marks are worth nothing.`)
  console.log(`For a server that asks it: OPENAI_BASE_URL=${endpoint.baseUrl} npm start`)
  return endpoint
}
