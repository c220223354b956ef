import { advance, snapshotOf } from '../interview/advance.ts'
import type { InterviewEvent, InterviewerSpoke, LegalMove } from '../interview/events.ts'
import { observe } from '../interview/hear.ts'
import { type Ledger, ledgerOf } from '../interview/ledger.ts'
import type { Rubric } from '../interview/rubric.ts'
import { authoredSentences } from '../interview/speech.ts'
import type { World } from '../ports.ts'
import { loadInterview } from './load-interview.ts'
import { type Spoken, speakByModel } from './speak-by-model.ts'
import { systemPrompt } from './system-prompt.ts'

type Needs = Pick<World, 'store' | 'model' | 'library' | 'clock' | 'feed' | 'log' | 'patienceMs'>

/**
 * Speaks the interviewer's turn if it is due: sentences go out as they pass the guards, then the whole turn is
 * committed. Safe to call twice: the second commit finds the interview moved on and changes nothing.
 */
export async function speakTurn(world: Needs, org: string, id: string, signal?: AbortSignal): Promise<void> {
  const { rubric, events, interview } = await loadInterview(world, org, id)
  if (interview.due !== 'interviewer') return
  const ledger = ledgerOf(rubric, id, events, systemPrompt(world.library.prompts, rubric, interview))
  const seq = interview.seq + 1
  let part = 0
  const release = (sentence: string) => world.feed.publish(id, { type: 'say', seq, part: ++part, text: sentence })
  const spoken = await speak(world, rubric, ledger, release, signal)
  await commit(world, org, rubric, ledger, spoken)
}

/** Moves whose words are the machine's: no model is asked. */
const AUTHORED = new Set(['open', 'wait', 'redirect', 'close'])

async function speak(
  world: Needs,
  rubric: Rubric,
  ledger: Ledger,
  release: (sentence: string) => void,
  signal: AbortSignal | undefined,
): Promise<Spoken> {
  const [top] = ledger.legal
  if (!top) throw new Error('there is no legal move')
  if (world.model && ledger.interview.interviewer === 'model' && !AUTHORED.has(top.move))
    return speakByModel({ ...world, model: world.model }, rubric, ledger, release, signal)
  const said = authoredSentences(top)
  for (const sentence of said) release(sentence)
  return { pair: top, text: said.join(' '), by: 'script', observed: [], fault: null, call: null }
}

async function commit(world: Needs, org: string, rubric: Rubric, ledger: Ledger, spoken: Spoken): Promise<void> {
  const { interview } = ledger
  const at = world.clock.now()
  const event: InterviewerSpoke = {
    type: 'interviewer-spoke',
    at,
    text: spoken.text,
    move: spoken.pair.move,
    target: spoken.pair.target,
    phase: spoken.pair.phase,
    by: spoken.by,
    why: { legal: ledger.legal.map(reasonOnly), trigger: ledger.heard ? interview.seq : null },
    ...observe(rubric, interview, spoken.observed),
    fault: spoken.fault,
    call: spoken.call,
  }
  const events: InterviewEvent[] = [event]
  if (event.move === 'close') events.push({ type: 'interview-ended', at, reason: 'finished' })
  const next = events.reduce((it, one) => advance(rubric, it, one).interview, interview)
  const jobs = next.status === 'ended' ? [{ name: 'grade' as const, interviewId: interview.id }] : []
  const stored = await world.store.append({
    org,
    id: interview.id,
    after: interview.seq,
    events,
    snapshot: snapshotOf(next),
    lease: null,
    jobs,
  })
  if (stored === 'stale')
    world.log.warn({ interview: interview.id, seq: interview.seq }, 'the turn was spoken by another')
  world.feed.publish(interview.id, { type: 'stored', seq: next.seq })
}

const reasonOnly = ({ says: _, ...rest }: LegalMove): Omit<LegalMove, 'says'> => rest
