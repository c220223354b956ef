import { createRoute, z } from '@hono/zod-openapi'
import { Conflict, Unavailable } from '../errors.ts'
import { isFault, type SeqEvent } from '../interview/events.ts'
import type { World } from '../ports/world.ts'
import { type Loaded, loadInterview } from '../services/load-interview.ts'
import { takeTurn } from '../services/take-turn.ts'
import { eventStream, parseCursor } from './event-stream.ts'
import { createRouter } from './router.ts'
import { IdParam, problems } from './routes.ts'
import { FAULT, showClock, showTurn } from './show.ts'
import { ExchangeView, TakeTurnBody } from './views.ts'

const tags = ['turns']
const stream = {
  'text/event-stream': { schema: z.string().openapi({ description: 'events turn, say, phase, fault, end' }) },
}

const KeyHeader = z.object({
  'idempotency-key': z
    .string('is missing: make a UUID for this turn before you send it, and send it again when you retry')
    .trim()
    .min(8, 'is too short to be unique')
    .max(200),
})

const take = createRoute({
  method: 'post',
  path: '/{id}/turns',
  tags,
  summary: 'Take a turn; the reply comes as a stream, or as JSON when that is accepted',
  request: {
    params: IdParam,
    headers: KeyHeader,
    body: { required: true, content: { 'application/json': { schema: TakeTurnBody } } },
  },
  responses: {
    200: {
      description: 'the turn is durable, and this is the reply',
      content: { 'application/json': { schema: ExchangeView }, ...stream },
    },
    ...problems(400, 404, 409, 413, 415, 422, 429, 503),
  },
})

const listen = createRoute({
  method: 'get',
  path: '/{id}/events',
  tags,
  summary: 'The log of an interview as it grows; resume with Last-Event-ID or ?after=',
  request: { params: IdParam, query: z.object({ after: z.string().optional() }) },
  responses: {
    200: { description: 'server-sent events', content: stream },
    204: { description: 'the interview has ended and there is nothing after this event' },
    ...problems(404),
  },
})

export const turnRoutes = (world: World) =>
  createRouter()
    .openapi(take, async (c) => {
      const org = c.get('org')
      const { id } = c.req.valid('param')
      const { text, board } = c.req.valid('json')
      const taken = await takeTurn(world, org, id, { key: c.req.valid('header')['idempotency-key'], text, board })
      if (!taken.again) c.set('reply', taken.replied)
      if (taken.again) await assertReplied(world, org, id, taken.seq)
      if (!c.req.header('accept')?.includes('application/json')) {
        // Only the number: what it closes over lives as long as the stream.
        const { seq } = taken
        const until = (event: SeqEvent) =>
          event.seq > seq && event.type === 'interviewer-spoke' && event.move !== 'close'
        return eventStream(world, {
          org,
          ...taken.loaded,
          from: { seq: seq - 1, part: 0 },
          until,
          isLatest: !taken.again,
        })
      }
      await taken.replied
      return c.json(exchange(await loadInterview(world, org, id), taken.seq, world.clock.now()), 200)
    })
    .openapi(listen, async (c) => {
      const org = c.get('org')
      const loaded = await loadInterview(world, org, c.req.valid('param').id)
      // The head alone would leave a listener behind that nobody reads.
      if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
      const from = parseCursor(c.req.header('last-event-id') ?? c.req.valid('query').after)
      // An EventSource comes back after each end of a stream, and stops at this answer.
      if (loaded.interview.status === 'ended' && from.seq >= loaded.interview.seq) return c.body(null, 204)
      return eventStream(world, { org, ...loaded, from })
    })

/** The same key again, before its reply is there: wait, then ask again. */
async function assertReplied(world: World, org: string, id: string, seq: number): Promise<void> {
  const { interview } = await loadInterview(world, org, id)
  if (interview.status !== 'ended' && !replyTo(interview.turns, seq))
    throw new Conflict('turn-in-flight', 'This turn is saved and its reply is under way; ask again in a moment.', {
      retryAfter: 1,
    })
}

const replyTo = (turns: Loaded['interview']['turns'], seq: number) =>
  turns.find((it) => it.seq > seq && it.by === 'interviewer')

function exchange({ interview, events }: Loaded, seq: number, now: number) {
  const turn = interview.turns.find((it) => it.seq === seq)
  const reply = replyTo(interview.turns, seq)
  if (!reply && interview.status === 'ended')
    throw new Conflict('interview-ended', 'Your turn is saved; the interview ended before a reply to it.')
  if (!turn || !reply)
    throw new Unavailable(
      'reply-delayed',
      'Your turn is saved; the reply will follow. Ask for it again with the same key.',
    )
  const event = events.find((it) => it.seq === reply.seq)
  const fault = event?.type === 'interviewer-spoke' && isFault(event) ? FAULT : null
  return { turn: showTurn(turn), reply: showTurn(reply), clock: showClock(interview, now), fault }
}
