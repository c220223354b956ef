import { hc } from 'hono/client'
import type { z } from 'zod'
import type { Api } from '../../src/http/api.ts'
import type { RunDiffView } from '../../src/http/diff-views.ts'
import type { QuoteView } from '../../src/http/heard-view.ts'
import type { GradeView, ScorecardView } from '../../src/http/scorecard-views.ts'
import type { RegradeBody } from '../../src/http/version-views.ts'
import type {
  CatalogueView,
  ClockView,
  ExchangeView,
  InterviewListView,
  InterviewView,
  ProblemDetails,
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
/** Which grader and rubric, where not the configured one and the one it was held under. */
export type Regrade = z.input<typeof RegradeBody>
export type RunDiff = z.infer<typeof RunDiffView>
export type Scorecard = z.infer<typeof ScorecardView>
export type Transcript = z.infer<typeof TranscriptView>
export type Turn = z.infer<typeof TurnView>
export type StartInterview = z.input<typeof StartInterviewBody>
export type StreamEvent = {
  [Name in StreamEventName]: { name: Name; data: z.infer<(typeof StreamEvents)[Name]> }
}[StreamEventName]

export type ScorecardEvent = { name: 'scorecard'; data: Scorecard }

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
  const problem = isProblem ? ((await response.json().catch(() => ({}))) as Partial<Problem>) : {}
  return new ProblemError({ ...problem, status: response.status }, retryAfter)
}

const { catalogue, interviews, diff } = hc<Api>('/').api
const interview = interviews[':id']

type Answer = { ok: boolean; json: () => Promise<unknown> }
/** What a route answers as JSON when all is well; where it could be text as well, we ask for JSON. */
type Wanted<A> = A extends { ok: true; json: () => Promise<infer View> } ? Exclude<View, string> : never

/** @throws ProblemError when the server refuses, TypeError when it cannot be reached */
async function read<A extends Answer & Response>(sent: Promise<A>): Promise<Wanted<A>> {
  const response = await sent
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as Wanted<A>
}

export const readCatalogue = () => read(catalogue.$get())
export const listInterviews = (before: string | null) =>
  read(interviews.$get({ query: before === null ? {} : { before } }))
export const startInterview = (body: StartInterview) => read(interviews.$post({ json: body }))
export const readInterview = (id: string) => read(interview.$get({ param: { id } }))
/** The latest grading, or the one named. */
export const readScorecard = (id: string, run?: string) =>
  read(interview.scorecard.$get({ param: { id }, query: run === undefined ? {} : { run } }))
export const regradeInterview = (id: string, wish: Regrade = {}) =>
  read(interview.scorecard.$post({ param: { id }, json: wish }))
/** What two runs of an interview differ in. */
export const readDiff = (before: string, after: string) => read(diff.$get({ query: { before, after } }))
export const readTranscript = (id: string) => read(interview.transcript.$get({ param: { id } }))
export const pauseInterview = (id: string) => read(interview.pause.$post({ param: { id } }))
export const resumeInterview = (id: string) => read(interview.resume.$post({ param: { id } }))
export const endInterview = (id: string) => read(interview.end.$post({ param: { id } }))

export const takeTurn = (id: string, turn: { key: string; text: string }, signal: AbortSignal) =>
  read(
    interview.turns.$post(
      { param: { id }, header: { 'idempotency-key': turn.key }, json: { text: turn.text } },
      { headers: { accept: 'application/json' }, init: { signal } },
    ),
  )

/** Opens the stream of the interview's log after the event `lastId`, `seq` or `seq.part`. */
export const openEvents = (id: string, lastId: string, signal: AbortSignal): Promise<Response> =>
  interview.events.$get(
    { param: { id }, query: {} },
    { headers: { accept: 'text/event-stream', 'last-event-id': lastId }, init: { signal, cache: 'no-store' } },
  )

/** Opens the stream of the scorecard while it is made. */
export const openScorecardEvents = (id: string, lastId: string, signal: AbortSignal): Promise<Response> =>
  interview.scorecard.events.$get(
    { param: { id } },
    { headers: { accept: 'text/event-stream', 'last-event-id': lastId }, init: { signal, cache: 'no-store' } },
  )
