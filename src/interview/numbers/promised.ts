import { clauses, type Span, tokens } from '../words.ts'
import { doubtOf } from './doubt.ts'
import { PROMISES, type PromiseRow } from './promises.ts'
import { isPlain } from './scope.ts'
import type { Mark, Promised } from './stated.ts'
import { subjectOf } from './subjects.ts'

/** Before a promise, in its clause: then it is denied, wished for or another's. */
const UNDONE =
  /\b(?:not|no|never|nobody|nothing|cannot|hardly|impossible|hard|difficult|\w+n't|guarantee\w*|promis\w*|want\w*|says?|claims?|might|maybe|perhaps|guess|suppose|must we|goal)\b/i
/** What follows takes care of what was let go. */
const REPAIRS =
  /\b(?:sweeper|retr(?:y|ies|ied)|again|outbox|reconcil\w*|replay\w*|resen[dt]\w*|recover\w*|back-?up|find|finds|found|until|because|since)\b/i
/** Said beside a promise, these leave it whole. */
const WHOLE =
  'rule main also still ever always absolutely honestly simply just tell customer quickly never charge twice lose order orders oversell'

/**
 * What a sentence promises, or says need not hold; at most one of each promise.
 *
 * @param asked the question on the table: "it" may be what that asks about; null when there was none
 */
export function promisesIn(text: string, sentence: Span, asked: string | null): Promised[] {
  const body = text.slice(sentence.start, sentence.end).replaceAll('’', "'")
  return PROMISES.flatMap((row) => promiseOf(row, body, asked) ?? []).map(({ at, length, ...it }): Promised => {
    const [start, end] = [sentence.start + at, sentence.start + at + length]
    const isRepaired = !it.holds && REPAIRS.test(text.slice(sentence.end))
    const scope: Mark[] = isRepaired ? ['qualified'] : it.scope
    return { kind: 'promise', value: null, ...it, scope, quote: text.slice(start, end), start, end }
  })
}

type Found = Pick<Promised, 'promise' | 'holds' | 'about' | 'scope'> & { at: number; length: number }

function promiseOf(row: PromiseRow, body: string, asked: string | null): Found | null {
  if (row.unless?.test(body)) return null
  const sides = [
    { holds: true, patterns: row.holds },
    { holds: false, patterns: row.breaks },
  ]
  const matches = sides.flatMap(({ holds, patterns }) => {
    const match = patterns.map((pattern) => pattern.exec(body)).find((it) => it !== null)
    return match ? [{ holds, match }] : []
  })
  const [found] = matches
  // Who says both in one sentence weighs them.
  if (!found || matches.length > 1) return null
  const { holds, match } = found
  const [at, length] = [match.index, match[0].length]
  const [before, after] = [body.slice(0, at), body.slice(at + length)]
  if (doubtOf(`${before} … ${after}`) !== null || UNDONE.test(clauseBefore(before))) return null
  const about = row.about ?? aboutOf(match.groups?.about ?? '', before, after, asked)
  if (about === null) return null
  // What is let go "because …" may be kept in another way.
  const beside = wordsBeside(body, at, at + length, holds ? at + length : body.length)
  const scope = isPlain(beside, WHOLE) ? [] : (['qualified'] as const)
  return { promise: row.id, holds, about, scope: [...scope], at, length }
}

const clauseBefore = (before: string): string => before.split(/[,;:.()–—]|\b(?:but|so|because|since)\b/i).at(-1) ?? ''

/** The other words of the clauses that begin before an end. */
function wordsBeside(body: string, start: number, end: number, until: number): string {
  return clauses(body, { start: 0, end: body.length })
    .filter(([first]) => (first?.start ?? 0) < until)
    .flat()
    .filter((token) => token.end <= start || token.start >= end)
    .map((token) => token.word)
    .join(' ')
}

/** "None may be lost" lets nothing be lost. */
const NOTHING = /^(?:none|nothing|nobody|neither|never|not|no)$/

const POINTS_BACK = new Set('it that this one them they something some which any these those ones'.split(' '))

/** The key of what is promised; null when it could be one of several. */
function aboutOf(word: string, before: string, after: string, asked: string | null): string | null {
  const raw = word.toLowerCase()
  if (NOTHING.test(raw)) return null
  if (POINTS_BACK.has(raw)) {
    const own = subjectsIn(before)
    if (own.size > 0) return own.size === 1 ? ([...own][0] ?? null) : null
    if (asked === null) return ''
    const named = subjectsIn(asked)
    return named.size === 1 ? ([...named][0] ?? null) : null
  }
  // "Losing an order event" loses no order.
  const next = /^ ([a-z]+)/i.exec(after)?.[1]?.toLowerCase() ?? ''
  const key = subjectOf(raw) ?? raw
  const following = subjectOf(next)
  return following === null ? key : `${key} ${following}`
}

const subjectsIn = (text: string): Set<string> => new Set(tokens(text).flatMap((token) => subjectOf(token.word) ?? []))
