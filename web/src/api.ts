import type { z } from 'zod'
import type {
  CatalogueView,
  ClockView,
  ExchangeView,
  GradeView,
  InterviewListView,
  InterviewView,
  ProblemDetails,
  QuoteView,
  ScorecardView,
  StartInterviewBody,
  StreamEventName,
  StreamEvents,
  TranscriptView,
  TurnView,
} from '../../src/http/views.ts'

/** Everything the pages ask of the server, typed by the server's own views. */

export type Catalogue = z.infer<typeof CatalogueView>
export type Clock = z.infer<typeof ClockView>
export type Exchange = z.infer<typeof ExchangeView>
export type Grade = z.infer<typeof GradeView>
export type Interview = z.infer<typeof InterviewView>
export type InterviewList = z.infer<typeof InterviewListView>
export type Quote = z.infer<typeof QuoteView>
export type Scorecard = z.infer<typeof ScorecardView>
export type Transcript = z.infer<typeof TranscriptView>
export type Turn = z.infer<typeof TurnView>
export type StartInterview = z.input<typeof StartInterviewBody>
export type StreamEvent = {
  [Name in StreamEventName]: { name: Name; data: z.infer<(typeof StreamEvents)[Name]> }
}[StreamEventName]

type Problem = z.infer<typeof ProblemDetails>

/** The server said no, in its own words. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  /** Seconds after which the same request is worth sending again; null when it is not. */
  readonly retryAfter: number | null
  constructor(problem: Partial<Problem> & { status: number }, retryAfter: number | null) {
    super(problem.detail ?? problem.title ?? `The server answered ${problem.status}.`)
    this.name = 'ProblemError'
    this.status = problem.status
    this.code = problem.code ?? 'unknown'
    this.requestId = problem.requestId ?? null
    this.retryAfter = retryAfter
  }
}

export async function problemOf(response: Response): Promise<ProblemError> {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  const retryAfter = Number.isNaN(seconds) ? null : seconds
  const isProblem = response.headers.get('content-type')?.includes('application/problem+json') ?? false
  const problem: Partial<Problem> = isProblem ? await response.json().catch(() => ({})) : {}
  return new ProblemError({ ...problem, status: response.status }, retryAfter)
}

/** @throws ProblemError when the server refuses, TypeError when it cannot be reached */
async function call<View>(path: string, request: RequestInit = {}): Promise<View> {
  const response = await fetch(`/api${path}`, {
    ...request,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...request.headers },
  })
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as View
}

const interview = (id: string) => `/interviews/${encodeURIComponent(id)}`
const act = (verb: 'pause' | 'resume' | 'end') => (id: string) =>
  call<Interview>(`${interview(id)}/${verb}`, { method: 'POST' })

export const readCatalogue = () => call<Catalogue>('/catalogue')
export const listInterviews = (before: string | null) =>
  call<InterviewList>(before === null ? '/interviews' : `/interviews?before=${encodeURIComponent(before)}`)
export const startInterview = (body: StartInterview) =>
  call<Interview>('/interviews', { method: 'POST', body: JSON.stringify(body) })
export const readInterview = (id: string) => call<Interview>(interview(id))
export const readScorecard = (id: string) => call<Scorecard>(`${interview(id)}/scorecard`)
export const readTranscript = (id: string) => call<Transcript>(`${interview(id)}/transcript`)
export const pauseInterview = act('pause')
export const resumeInterview = act('resume')
export const endInterview = act('end')

export const takeTurn = (id: string, turn: { key: string; text: string }, signal: AbortSignal) =>
  call<Exchange>(`${interview(id)}/turns`, {
    method: 'POST',
    headers: { 'idempotency-key': turn.key },
    body: JSON.stringify({ text: turn.text }),
    signal,
  })

/** Opens the stream of the interview's log after the event `lastId`, `seq` or `seq.part`. */
export const openEvents = (id: string, lastId: string, signal: AbortSignal) =>
  fetch(`/api${interview(id)}/events`, {
    headers: { accept: 'text/event-stream', 'last-event-id': lastId },
    cache: 'no-store',
    signal,
  })
