import type { CandidateSpoke } from '../events.ts'
import type { Interview } from '../interview.ts'
import { type Contradiction, contradictions } from './contradict.ts'
import type { Mismatch } from './recompute.ts'
import type { SeqStated } from './stated.ts'

/** A question about numbers: its target, which is nobody else's, and what it quotes. */
export type Conflict = { target: string; because: string; of: Contradiction | Mismatch }

/** Asked more often, an interview becomes an audit. */
const MOST = 3

/** What the latest turn says that does not fit a sum, or something said before; not yet asked about. */
export function conflictsOf(interview: Interview, heard: CandidateSpoke | null): Conflict[] {
  const turn = interview.turns.at(-1)
  if (!heard || turn?.by !== 'candidate') return []
  const sums = heard.sums.map((of, i) => ({ target: `sum:${turn.seq}:${i}`, because: of.because, of }))
  const clashes = contradictions(interview.numbers, changesOf(interview))
    .filter((of) => of.seqs[1] === turn.seq)
    .map((of) => ({ target: of.id, because: `turn ${of.seqs[0]}: ${of.because}`, of }))
  const asked = new Set(interview.asked.map((it) => it.probe))
  if ([...asked].filter(isConflict).length >= MOST) return []
  return [...clashes, ...sums].filter((it) => !asked.has(it.target))
}

/** Targets of ours hold a colon, which no authored id does. */
const isConflict = (target: string): boolean => target.includes(':')

/** What was stated since a constraint was changed. */
export function sinceChange(interview: Interview): SeqStated[] {
  const latest = Math.max(0, ...changesOf(interview))
  return interview.numbers.filter((it) => it.seq > latest)
}

const GROWS =
  /\b(?:\d+|two|three|five|ten|twenty|hundred|thousand)(?: times|x)\b|\b(?:doubles?|twice|half) (?:the|as)\b|\bin (?:a|two|three|five) years?\b/i

/** Seqs of turns after which numbers may rightly be others: a change, or a question of growth. */
const changesOf = (interview: Interview): number[] =>
  interview.turns
    .filter((it) => it.by === 'interviewer' && (it.move === 'change-constraint' || GROWS.test(it.text)))
    .map((it) => it.seq)
