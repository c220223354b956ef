import { Conflict, Invalid, KeyReused, TooLarge } from '../errors.ts'
import { advance, snapshotOf } from '../interview/advance.ts'
import type { Scene } from '../interview/board/scene.ts'
import { hear } from '../interview/hearing/hear.ts'
import type { Interview } from '../interview/interview.ts'
import type { World } from '../ports/world.ts'
import { hashOf } from './hash.ts'
import { leaseAt } from './lease.ts'
import { takeUp } from './left-interviews.ts'
import { type Loaded, loadInterview } from './load-interview.ts'

export const LONGEST_TURN = 20_000

/** `board` is the whole scene as it stands; left out, it is as it was. */
export type TurnRequest = { key: string; text: string; board?: Scene | undefined }
/** `again`: this key had been accepted before; its turn is at `seq`. `loaded` is the interview as it was left. */
export type Accepted = { seq: number; again: boolean; loaded: Loaded }

type Needs = Pick<World, 'store' | 'clock' | 'feed' | 'node'>

/**
 * Commits a candidate's words; when it returns they are durable and the interviewer's turn is due, held by this node.
 *
 * @throws Invalid without text or key; TooLarge; Conflict when it is not the candidate's turn (with `retryAfter`
 *   seconds where waiting helps); KeyReused for the same key with another text; NotFound
 */
export async function acceptTurn(world: Needs, org: string, id: string, request: TurnRequest): Promise<Accepted> {
  const text = cleaned(request.text)
  const { board = null } = request
  const bodyHash = hashOf(board === null ? text : { text, board })
  const said: Said = { text, board, key: { key: request.key, bodyHash } }
  const left = takeUp(world.store, org, id)
  const next = left && (await append(world, org, left, said))
  if (next) return next
  const loaded = await loadInterview(world, org, id)
  const accepted = await append(world, org, loaded, said)
  if (accepted) return accepted
  const known = await world.store.findKey(org, id, request.key)
  if (known && known.bodyHash !== bodyHash)
    throw new KeyReused(
      'key-reused',
      'This Idempotency-Key came before with another text; use a new key for a new turn.',
    )
  if (known) return { seq: known.seq, again: true, loaded }
  throw refusal(loaded.interview)
}

type Said = { text: string; board: Scene | null; key: { key: string; bodyHash: string } }

/** The turn as the next of an interview; null when it is not, or the store knows it or more than we do. */
async function append(world: Needs, org: string, loaded: Loaded, { text, board, key }: Said): Promise<Accepted | null> {
  const { rubric, interview } = loaded
  const { id } = interview
  const at = world.clock.now()
  const event = hear(rubric, interview, text, at, board)
  const next = advance(rubric, interview, event).interview
  if (next === interview) return null
  const [snapshot, lease] = [snapshotOf(next), leaseAt(world, at)]
  const request = { org, id, after: interview.seq, events: [event], snapshot, key, lease }
  if ((await world.store.append(request)) === 'stale') return null
  const stored = { ...event, seq: next.seq }
  world.feed.publish(id, { type: 'stored', seq: next.seq, events: [stored] })
  return { seq: next.seq, again: false, loaded: { rubric, events: [...loaded.events, stored], interview: next } }
}

/** NUL bytes and lone surrogates cannot be stored; everything else is kept as it was written. @throws Invalid, TooLarge */
export function cleaned(given: string): string {
  const text = given.toWellFormed().replaceAll('\0', '')
  if (text.length > LONGEST_TURN)
    throw new TooLarge(
      'turn-too-long',
      `A turn holds at most ${LONGEST_TURN.toLocaleString('en')} characters; this one has ${text.length.toLocaleString('en')}.`,
    )
  if (text.trim() === '') throw new Invalid('empty-text', 'Say something: the text is empty.', { path: 'text' })
  return text
}

function refusal(interview: Interview): Conflict {
  if (interview.status === 'ended')
    return new Conflict('interview-ended', 'This interview has ended; its scorecard is at …/scorecard.')
  if (interview.status === 'paused')
    return new Conflict('interview-paused', 'This interview is paused; resume it to go on.')
  return new Conflict('interviewer-is-due', "It is the interviewer's turn; send this again in a moment.", {
    retryAfter: 1,
  })
}
