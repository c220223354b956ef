import { Conflict, Unavailable } from '../errors.ts'
import { advance, snapshotOf } from '../interview/advance.ts'
import type { Rubric } from '../interview/rubric.ts'
import { type Ledger, ledgerOf } from '../interview/speaking/ledger.ts'
import { authoredSentences } from '../interview/speaking/speech.ts'
import { authored, type Spoken, spokenEvents } from '../interview/speaking/spoken.ts'
import type { World } from '../ports/world.ts'
import { whileLeased } from './lease.ts'
import { leave } from './left-interviews.ts'
import { type Loaded, loadInterview } from './load-interview.ts'
import { speakByModel } from './speak-by-model.ts'

type Needs = Pick<World, 'store' | 'model' | 'clock' | 'feed' | 'log' | 'meter' | 'node' | 'patienceMs'>

/** What the operator may know of a turn: figures and classes, none of its words. Times in milliseconds. */
export type TurnTold = Pick<Spoken, 'by' | 'fault'> & {
  turn: number
  phase: string
  move: string
  firstSentenceMs: number
  turnMs: number
  model?: string
  promptTokens?: number | null
  cachedTokens?: number | null
  outputTokens?: number | null
}

/**
 * Speaks the interviewer's turn if it is due: sentences go out as they pass the guards, then the whole turn is
 * committed. Safe to call twice: the second commit finds the interview moved on and changes nothing.
 * @param loaded the interview, where the caller has it
 * @returns what is to be told of the turn, null when there was none or another spoke it
 */
export async function speakTurn(
  world: Needs,
  org: string,
  id: string,
  signal?: AbortSignal,
  loaded?: Loaded,
): Promise<TurnTold | null> {
  const began = performance.now()
  const answered = loaded ?? (await loadInterview(world, org, id))
  const { rubric, events, interview } = answered
  if (interview.due !== 'interviewer') return null
  const ledger = ledgerOf(rubric, id, events)
  const seq = interview.seq + 1
  let part = 0
  let firstSentenceMs = 0
  const release = (sentence: string) => {
    if (part === 0) firstSentenceMs = performance.now() - began
    world.feed.publish(id, { type: 'say', seq, part: ++part, text: sentence })
  }
  const spoken = await whileLeased(world, org, id, async () => {
    const it = await speak(world, rubric, ledger, release, signal)
    return (await commit(world, org, answered, ledger, it)) ? it : null
  })
  if (spoken === null) return null
  const times = { firstSentenceMs: Math.round(firstSentenceMs), turnMs: Math.round(performance.now() - began) }
  const { firstSentenceMs: first, turnMs: ms } = times
  world.meter.note({ type: 'turn', by: spoken.by, outcome: outcomeOf(spoken), firstSentenceMs: first, ms })
  return toldOf(rubric, seq, spoken, times)
}

const outcomeOf = ({ fault }: Spoken): 'spoken' | 'refused' | 'fault' =>
  fault === null ? 'spoken' : fault.startsWith('refused:') ? 'refused' : 'fault'

function toldOf(
  { format }: Rubric,
  turn: number,
  { pair, by, fault, call }: Spoken,
  times: Pick<TurnTold, 'firstSentenceMs' | 'turnMs'>,
): TurnTold {
  const phase = format.phases[pair.phase]?.id ?? ''
  const told = { turn, phase, move: pair.move, by, fault, ...times }
  if (!call) return told
  const { model, promptTokens, cachedTokens, outputTokens } = call
  return { ...told, model, promptTokens, cachedTokens, outputTokens }
}

/** Moves whose words are the machine's: no model is asked. */
const AUTHORED = new Set(['open', 'wait', 'redirect', 'close'])

/** The interviewer's turn that a ledger calls for: by the model where it holds this interview, else by the script. */
export async function speak(
  world: Pick<World, 'model' | 'clock' | 'log' | 'patienceMs'>,
  rubric: Rubric,
  ledger: Ledger,
  release: (sentence: string) => void,
  signal: AbortSignal | undefined,
): Promise<Spoken> {
  const said = authored(ledger.legal)
  if (world.model && ledger.interview.interviewer === 'model' && !AUTHORED.has(said.pair.move))
    return speakByModel({ ...world, model: world.model }, rubric, ledger, release, signal)
  const sentences = authoredSentences(said.pair)
  for (const sentence of sentences) release(sentence)
  return { ...said, text: sentences.join(' ') }
}

const TRIES = 5

/**
 * A pause or a resume meanwhile does not cost the candidate the reply; a reply by another does.
 * @returns whether it was this one that was stored
 */
async function commit(world: Needs, org: string, answered: Loaded, ledger: Ledger, spoken: Spoken): Promise<boolean> {
  const { rubric } = answered
  const { id } = answered.interview
  let { events: before, interview } = answered
  for (let tries = 0; tries < TRIES; tries++) {
    const events = spokenEvents(rubric, ledger, spoken, world.clock.now())
    const next = events.reduce((it, one) => advance(rubric, it, one).interview, interview)
    const jobs = next.status === 'ended' ? [{ name: 'grade' as const, interviewId: id }] : []
    const append = { org, id, after: interview.seq, events, snapshot: snapshotOf(next), lease: null, jobs }
    if ((await insist(() => world.store.append(append))) === 'stored') {
      const stored = events.map((event, n) => ({ ...event, seq: append.after + 1 + n }))
      world.feed.publish(id, { type: 'stored', seq: next.seq, events: stored })
      if (next.status !== 'ended') leave(world.store, org, { rubric, events: [...before, ...stored], interview: next })
      return true
    }
    const { interview: now, events: all } = await insist(() => loadInterview(world, org, id))
    if (now.due !== 'interviewer' || now.turns.length !== interview.turns.length) {
      world.log.warn({ interview: id, seq: interview.seq }, 'the turn was spoken by another')
      world.feed.publish(id, { type: 'stored', seq: now.seq })
      return false
    }
    interview = now
    before = all
  }
  throw new Conflict('busy', 'The interview is moving on; the turn could not be committed.')
}

const LONGEST_WAIT_MS = 4000

/** A database that is away for seconds does not cost the candidate what was just said to them. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let wait = 250; ; wait *= 2) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Unavailable) || wait > LONGEST_WAIT_MS) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}
