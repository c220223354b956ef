import { type ContradictionKind, RULES, type Rule } from './conflicts.ts'
import { has, type SeqStated } from './stated.ts'
import { headOf } from './subjects.ts'

/** Two statements of one candidate that are hard to hold at once. `id` stays the same as the interview goes on. */
export type Contradiction = {
  id: string
  kind: ContradictionKind
  /** As said, the earlier first. */
  quotes: [earlier: string, later: string]
  seqs: [earlier: number, later: number]
  /** For the record, not for the candidate. */
  because: string
}

/**
 * What a candidate stated in different turns and is hard to hold at once, by the order of the later statement. Whatever
 * may explain a difference (another load, a correction, a supposition, a part of the design) keeps it silent.
 *
 * @param ledger everything the candidate stated, in the order said
 * @param since turns after which numbers may rightly differ: changes of a constraint, facts told, questions of growth
 */
export function contradictions(ledger: SeqStated[], since: number | number[] = []): Contradiction[] {
  const all = ledger.filter((it) => !has(it, 'supposed'))
  const known = { all, spread: new Set(all.filter((it) => has(it, 'redundant')).map((it) => it.about)) }
  const found = new Map<string, Contradiction>()
  for (const later of all.filter((it) => !has(it, 'corrected'))) {
    const from = Math.max(Number.NEGATIVE_INFINITY, ...[since].flat().filter((seq) => seq <= later.seq))
    const earlier = all.filter((it) => it.seq < later.seq && it.seq > from)
    for (const rule of RULES) {
      const before = rule.against(later, earlier, known)
      const key = `${rule.kind} ${later.about || before?.about}`
      if (before && !found.has(key)) found.set(key, contradictionOf(rule, before, later))
    }
  }
  return [...found.values()]
}

const contradictionOf = ({ kind, because }: Rule, earlier: SeqStated, later: SeqStated): Contradiction => ({
  id: [kind, earlier.seq, later.seq, headOf(later.about || earlier.about) || 'any'].join(':'),
  kind,
  quotes: [earlier.quote, later.quote],
  seqs: [earlier.seq, later.seq],
  because,
})
