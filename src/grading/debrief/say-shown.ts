import type { How } from '../../interview/events.ts'
import { bringsOf } from '../../interview/probes.ts'
import type { Quote } from '../grade.ts'
import type { Claim } from './debrief.ts'
import type { Case } from './gaps.ts'
import { evidenceOf, putFor } from './moments.ts'
import { asSentence, counted, listed, stated, worded } from './wording.ts'

/** So many points are told of in a sentence; the others stand in the list of points. */
const MOST = 2

type Seen = { says: string; level: number; how: How; quote: Quote | null; hints: number[] }

/** What was shown of a criterion, by how it came about, in one or two sentences; null when nothing was. */
export function sayShown(it: Case, n: number): Claim | null {
  const seen = it.grade.points.flatMap((shown): Seen[] => {
    const point = it.criterion.points.find((one) => one.id === shown.id)
    if (!shown.shown || !point) return []
    const found = evidenceOf(it.interview, it.reading, point.id)
    // Phrases may have heard it where the grader did not.
    const quote = it.grade.quotes.some((one) => one.turn === found?.turn) ? found : null
    const hints = putFor(it.problem, it.interview, point)?.hints ?? []
    return [{ says: point.says, level: point.level, how: shown.how ?? 'prompted', quote, hints }]
  })
  const groups = (['volunteered', 'prompted', 'hinted'] as const)
    .map((how) => seen.filter((one) => one.how === how).toSorted((a, b) => b.level - a.level))
    .filter((group) => group.length > 0)
  // Help is never left unsaid; of the others the larger part is told.
  const told =
    groups.length > 2
      ? [
          ...groups
            .slice(0, 2)
            .toSorted((a, b) => b.length - a.length)
            .slice(0, 1),
          ...groups.slice(2),
        ]
      : groups
  if (told.length === 0) return sayNothingShown(it)
  const kept = told.map((group) => group.slice(0, MOST))
  const own = kept.flat().flatMap((one) => one.quote ?? [])
  const quotes = own.length > 0 ? own : it.grade.quotes.slice(0, MOST)
  return {
    says: [...kept.map((group, i) => sayGroup(group, n + i)), ...sayHelp(it, groups.flat())].join(' '),
    turn: quotes[0]?.turn ?? null,
    quotes: quotes.filter((quote, i) => quotes.findIndex((one) => one.text === quote.text) === i),
  }
}

const OPENERS: Record<Exclude<How, 'told'>, string[]> = {
  volunteered: ['You brought this up yourself', 'Before anyone asked', 'This came from you unasked'],
  prompted: ['Asked about it, you had this', 'The question brought this out', 'Your answer when asked'],
  hinted: ['Only with help', 'This took help'],
}

function sayGroup(group: Seen[], n: number): string {
  const [first] = group
  if (!first || first.how === 'told') return ''
  const openers = OPENERS[first.how]
  const hints = first.how === 'hinted' ? first.hints : []
  const help = hints.length > 0 ? ` (${counted(hints.length, 'hint')}, from turn ${hints[0]})` : ''
  const said = group.map(({ says, quote }) => `${stated(worded(says))}${quote ? ` (turn ${quote.turn})` : ''}`)
  return asSentence(`${openers[n % openers.length]}${help}: ${listed(said)}`)
}

/** Help that no point is owed to holds the level down all the same, and is told. */
function sayHelp({ problem, interview, criterion, grade }: Case, seen: Seen[]): string[] {
  const points = criterion.points.map((point) => point.id)
  const hints = interview.turns.filter(
    (it) => it.move === 'hint' && points.includes(bringsOf(problem, it.target ?? '')[0] ?? ''),
  )
  if (grade.cap === 4 || hints.length === 0 || seen.some((it) => it.how === 'hinted')) return []
  return [asSentence(`${counted(hints.length, 'hint')} came on the way, from turn ${hints[0]?.seq}`)]
}

/** Asked for and not shown: what was said instead, without a word on its worth. */
function sayNothingShown({ problem, interview, criterion, grade }: Case): Claim | null {
  const [quote] = grade.quotes
  if (quote)
    return {
      says: `What bears on this is in turn ${quote.turn}, and it shows none of the points by itself.`,
      turn: quote.turn,
      quotes: grade.quotes.slice(0, MOST),
    }
  const puts = criterion.points.flatMap((point) => putFor(problem, interview, point) ?? [])
  const [put] = puts.toSorted((a, b) => a.asked.seq - b.asked.seq)
  if (!put) return null
  const turns = [...new Set(puts.map((one) => one.asked.seq))].sort((a, b) => a - b)
  const help = put.hints.length > 0 ? `; ${counted(put.hints.length, 'hint')} did not bring them out` : ''
  return {
    says: `${turns.length === 1 ? `It was asked about in turn ${turns[0]}` : `It was asked about in turns ${turns.join(', ')}`}, and none of its points was heard in your answers${help}.`,
    turn: put.asked.seq,
    quotes: put.answer ? [put.answer] : [],
  }
}
