import { createParser } from 'eventsource-parser'
import { expect } from 'vitest'
import type { z } from 'zod'
import type { ScorecardView } from '../../src/http/scorecard-views.ts'
import type {
  ExchangeView,
  InterviewListView,
  InterviewView,
  ProblemDetails,
  TranscriptView,
} from '../../src/http/views.ts'
import type { TestWorld } from '../support/world.ts'

/** The API as a client uses it. */

export type Interview = z.infer<typeof InterviewView>
export type Exchange = z.infer<typeof ExchangeView>
export type Scorecard = z.infer<typeof ScorecardView>
export type InterviewList = z.infer<typeof InterviewListView>
export type Transcript = z.infer<typeof TranscriptView>
type Problem = z.infer<typeof ProblemDetails>

export type Caller = Pick<TestWorld, 'request'>

export const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
  body: JSON.stringify(body),
})

export const newKey = (): string => crypto.randomUUID()

/** A turn as it is sent, with a key of its own unless one is given. */
export const turn = (text: unknown, key = newKey(), headers: Record<string, string> = {}): RequestInit =>
  post({ text }, { 'idempotency-key': key, ...headers })

export async function begin(it: Caller, body: Record<string, unknown> = {}): Promise<Interview> {
  const response = await it.request('/api/interviews', post({ problem: 'queue-loss', ...body }))
  expect(response.status).toBe(201)
  return (await response.json()) as Interview
}

export async function say(it: Caller, id: string, text: string, key?: string): Promise<Exchange> {
  const response = await it.request(`/api/interviews/${id}/turns`, turn(text, key))
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as Exchange
}

export const act = (it: Caller, id: string, verb: 'pause' | 'resume' | 'end') =>
  it.request(`/api/interviews/${id}/${verb}`, { method: 'POST' })

export async function read<T>(it: Caller, path: string): Promise<T> {
  const response = await it.request(path)
  expect(response.status, await response.clone().text()).toBeLessThan(300)
  return (await response.json()) as T
}

/** Asserts that an answer is a problem in full form, and returns it. */
export async function problemOf(response: Response, status: number, code: string): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = (await response.json()) as Problem
  expect({ status: response.status, code: problem.code }, problem.detail).toEqual({ status, code })
  expect(problem).toMatchObject({
    type: 'about:blank',
    title: expect.stringMatching(/\w/),
    status,
    detail: expect.stringMatching(/\w/),
    requestId: expect.stringMatching(/^[\w-]+$/),
  })
  return problem
}

export type Sent = { id: string | null; event: string; data: Record<string, unknown> }

/** Reads server-sent events as they come; `next` waits for one more and is undefined at the end. */
export function listen(response: Response) {
  const events: Sent[] = []
  let comments = 0
  const body = response.body?.getReader()
  if (!body) throw new Error('there is no body')
  const parser = createParser({
    onEvent: ({ id, event, data }) => events.push({ id: id ?? null, event: event ?? '', data: JSON.parse(data) }),
    onComment: () => comments++,
  })
  const decoder = new TextDecoder()
  let taken = 0
  const pull = async (): Promise<boolean> => {
    const { value, done } = await body.read()
    if (value) parser.feed(decoder.decode(value, { stream: true }))
    return !done
  }
  return {
    events,
    comments: () => comments,
    pull,
    async next(): Promise<Sent | undefined> {
      while (taken === events.length) if (!(await pull())) return undefined
      return events[taken++]
    },
    /** All there is until the server closes. */
    async rest(): Promise<Sent[]> {
      while (await pull());
      return events
    },
    leave: () => body.cancel(),
  }
}
