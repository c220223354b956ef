import { type Contradiction, contradictions } from '../../../src/interview/numbers/contradict.ts'
import { statedIn } from '../../../src/interview/numbers/read.ts'
import { type Mismatch, recompute } from '../../../src/interview/numbers/recompute.ts'
import type { SeqStated } from '../../../src/interview/numbers/stated.ts'

export type Turn = { seq: number; by: 'interviewer' | 'candidate'; text: string }

/** Turns written one a line, the interviewer's behind "Q: "; seqs count from 1. */
export const dialogue = (lines: string[]): Turn[] =>
  lines.map((line, i) => ({
    seq: i + 1,
    by: line.startsWith('Q: ') ? 'interviewer' : 'candidate',
    text: line.replace(/^Q: /, ''),
  }))

/** Everything a dialogue states, and what of it does not fit together. */
export function weigh(turns: Turn[], since: number | number[] = []) {
  const ledger: SeqStated[] = []
  const mismatches: (Mismatch & { seq: number })[] = []
  for (const { seq, by, text } of turns) {
    if (by === 'interviewer') continue
    const heard = turns.filter((turn) => turn.by === 'interviewer' && turn.seq < seq).map((turn) => turn.text)
    ledger.push(...statedIn(text, heard).map((it) => ({ ...it, seq })))
    mismatches.push(...recompute(text, ledger).map((it) => ({ ...it, seq })))
  }
  const found: Contradiction[] = contradictions(ledger, since)
  return { ledger, mismatches, contradictions: found }
}
