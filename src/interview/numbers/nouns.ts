import { type Lexeme, wordAt } from './lex.ts'
import { SCALES } from './number-words.ts'
import { PLURAL, subjectOf } from './subjects.ts'
import { PER, PER_ADVERBS } from './units.ts'

/** What stands beside a number: the noun it counts, the time it is told for. Places are indexes of pieces. */

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** No adjectives: after one of these, a noun is no longer what the number counts. */
const APART = set(`
  a an the of and or in on at per to for with from by is are was were be that which who we i it they them times than as if
  so then not no but each every all more less extra additional other further spare fewer our my their your this these those
  hundred thousand million percent seconds minutes hours days years bytes up down out over under into onto
`)
const MOST_ADJECTIVES = 2

export type Noun = { about: string; to: number }

/** "orders", "active users", "order events": a plural that we know, with at most two words before it. */
export function nounAt(pieces: Lexeme[], at: number): Noun | null {
  const words: string[] = []
  for (let i = at; i <= at + MOST_ADJECTIVES; i++) {
    const piece = pieces[i]
    if (piece?.kind !== 'word' || APART.has(piece.text)) return null
    const key = PLURAL.get(piece.text)
    // "Orders events" is one thing, and it isn't orders.
    if (key !== undefined)
      return PLURAL.has(wordAt(pieces, i + 1)) ? null : { about: [...words, key].join(' '), to: i + 1 }
    words.push(piece.text)
  }
  return null
}

const EACH = set('a an per each every')
/** After "a second": a new thought. Anything else is a second something ("a second worker"). */
const AFTER_SECOND = set(`
  at on in during for and or so is are which that's then but now over when with it we to from average peak divided times
  spread as because since while after before gives makes means comes would will can should vs versus against roughly about
  around maybe only per each i of across through into per against than today
`)

/** "a second", "per day", "/s", "daily". */
export function perAt(pieces: Lexeme[], at: number): { seconds: number; to: number } | null {
  const [first, unit, next] = [wordAt(pieces, at), wordAt(pieces, at + 1), pieces[at + 2]]
  const adverb = PER_ADVERBS.get(first)
  if (adverb !== undefined && !nounAt(pieces, at + 1)) return { seconds: adverb, to: at + 1 }
  const seconds = PER.get(unit)
  if (seconds === undefined) return null
  if (first === '/') return { seconds, to: at + 2 }
  const isWhole = unit.length > 1 && EACH.has(first)
  const isOrdinal = unit === 'second' && first !== 'per' && next?.kind === 'word' && !AFTER_SECOND.has(next.text)
  return isWhole && !isOrdinal ? { seconds, to: at + 2 } : null
}

/** "are placed", "come in". */
const ARRIVING = set(`
  are is get come comes coming in placed made created being sent written arrive arrives arriving through served happen
  processed handled
`)
const MOST_ARRIVING = 3

/** The time a counted noun is told for, right after it or after "come in", "are placed". */
export function perAfter(pieces: Lexeme[], at: number): { seconds: number; to: number } | null {
  for (let i = at; i <= at + MOST_ARRIVING; i++) {
    const per = perAt(pieces, i)
    if (per) return per
    if (!ARRIVING.has(wordAt(pieces, i))) return null
  }
  return null
}

/** "each", "per node", "/user"; "per 10 seconds" is a window that we don't read. */
export function eachAt(pieces: Lexeme[], at: number): 'each' | 'window' | null {
  const [first, next] = [wordAt(pieces, at), pieces[at + 1]]
  if (first === 'each' || first === 'apiece') return 'each'
  if (!['per', '/', 'every', 'a', 'an', 'within', 'in'].includes(first)) return null
  const isTimed =
    next?.kind === 'number' || PER.has(next?.text ?? '') || /^(?:one|two|five|ten|sixty|thirty)$/.test(next?.text ?? '')
  if (isTimed) return 'window'
  return first === 'per' || first === '/' || first === 'every' ? 'each' : null
}

const LINKS = set(
  'is are at about roughly around approximately be would takes take of = : maybe come in weighs needs has',
)
const MOST_LINKS = 4

/** The noun before a number, over "is about": "orders are", "each order is"; `from` is where that begins. */
export function nounBefore(pieces: Lexeme[], at: number): { about: string; each: boolean; from: number } | null {
  for (let i = at - 1; i >= 0 && i >= at - 1 - MOST_LINKS; i--) {
    const word = wordAt(pieces, i)
    if (LINKS.has(word)) continue
    const about = subjectOf(word)
    if (about === null) return null
    const before = pieces[i - 1]
    if (!PLURAL.has(word)) return SINGLE.has(before?.text ?? '') ? { about, each: true, from: i - 1 } : null
    // "Failed orders are 10 a second" says nothing of orders, and "2 million orders are" is a number of its own.
    const isPlain =
      before === undefined || before.kind === 'other' || (APART.has(before.text) && !SCALES.has(before.text))
    return isPlain ? { about, each: false, from: i } : null
  }
  return null
}

const SINGLE = set('a an one each every per')
