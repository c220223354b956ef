import { isDenied, isHedged } from '../hearing/denial.ts'
import { clauses, type Span, type Token } from '../words.ts'
import { marksOf } from './scope.ts'
import type { Capacity, Mark } from './stated.ts'

/** One machine as the design's choice ("it fits on one small server"), or more than one. */

const SMALL = 'small|tiny|little|cheap|modest|micro|nano|low-end|entry-level'
const TECH =
  'redis|postgres|postgresql|mysql|mongo|mongodb|kafka|rabbitmq|cassandra|sqlite|app|application|api|db|database|web|queue|broker|cache|ec2|linux'
const MACHINE = 'server|box|machine|instance|node|vm|host|computer|laptop|raspberry pi'
const ONE = String.raw`(?:(?:just |only )?(?:one|a single) (?:(${SMALL}) )?(?:(${TECH}) )?(?:${MACHINE})|(?:just )?a (${SMALL}) (?:(${TECH}) )?(?:${MACHINE}))\b`
const WHAT = '(?:it|that|this|everything|all of it|all of this|the whole thing|the lot)'

const CHOOSES = `(?:runs?|running|fits?|lives?|sits?|host|deploy|keep|put|stays?|use|take|have|need|go with|choose|rent|is|be) (?:${WHAT} )?(?:easily |just |all )?(?:in memory )?(?:on )?`
const SUFFICES = String.raw` (?:(?:is|will be|would be|should be) (?:more than )?(?:enough|plenty|sufficient|fine)|(?:does|can do|will do|handles|can handle|takes|can take) (?:${WHAT}|the (?:whole )?(?:load|traffic)))\b`
/** The parts of these that name the machine alone. */
const FORMS = [
  new RegExp(String.raw`\b(?:${CHOOSES})(${ONE})`, 'i'),
  new RegExp(String.raw`\b(${ONE})(?=${SUFFICES})`, 'i'),
  new RegExp(
    `^(?:(?:so|then|well|okay|ok|and|now|say|i'd say|honestly)[, ]+)*(${ONE})(?=(?: then)?(?:[.!,;—–]|$))`,
    'i',
  ),
  new RegExp(String.raw`\bin memory on (${ONE})`, 'i'),
]
/** What follows makes it one of several, or one that fails, or one for a start. */
const OTHERWISE =
  /^\s*(?:per|for each|in each|each|of|at a time|behind|with|plus|and (?:a|one|another)|to (?:start|begin)|at first|first|for (?:now|a start|the first|each|every)|dies|out|off|down|away|more|less|over|fails|goes|is (?:down|lost|gone)|crashes|that|which|whose|could|would(?! be)|to another)\b/i

/** What a machine runs; one standby is no other's. */
const FAMILIES: [about: string, words: RegExp][] = [
  ['database', /\b(?:postgres|postgresql|mysql|mongo|mongodb|cassandra|sqlite|db|databases?|primary)\b/i],
  ['redis', /\b(?:redis|memcached|caches?)\b/i],
  ['broker', /\b(?:kafka|rabbitmq|brokers?|queues?)\b/i],
  [
    'app',
    /\b(?:apis?|apps?|applications?|web|linux|servers|machines|boxes|vms|load balancers?|stateless|autoscal\w+)\b/i,
  ],
]

const familiesOf = (words: string): string[] =>
  FAMILIES.filter(([, names]) => names.test(words)).map(([about]) => about)

const MANY =
  /\b(?:replicas?|replicated|standby|stand-by|followers?|secondar(?:y|ies)|fail-?over|multi-?az|hot spare|clusters?|clustered|shards?|sharded|load balancers?|autoscal\w+|scal(?:e|es|ed|ing) (?:out|horizontally)|stateless|servers|boxes|machines|instances|nodes|vms|takes? over)\b/i

/** Words of a design that stands on one machine as a whole; others may name a part of it. */
const WHOLE =
  'everything whole thing lot go with choose rent api app application backend database db runs run running fits fit on just only simply memory honest honestly enough plenty easily fine all host deploy keep put stays use redis postgres postgresql mysql mongo mongodb kafka rabbitmq cassandra'

/** Who goes on to say what happens when it fails need not be asked. */
const MINDS =
  /\b(?:dies|fails?|fail-?over|failing|goes down|is down|is lost|is gone|standby|replicas?|falls? ?back|without it|restarts?)\b/i
/** "Enough for all of it" narrows nothing. */
const FOR_ALL = /\bfor (?:all of (?:it|this|that|them)|everything|the (?:whole )?(?:thing|lot))\b/
const ALL = /\b(?:everything|whole|all)\b/i

/** The machine a sentence settles on, at most one; more machines than one are noted as well. */
export function capacityIn(text: string, sentence: Span): Capacity[] {
  const body = text.slice(sentence.start, sentence.end).replaceAll('’', "'")
  const parts = clauses(text, sentence)
  const many = MANY.exec(body)
  if (many) {
    const start = sentence.start + many.index
    const said = placeOf(parts, start, many[0])
    const families = familiesOf(body)
    if (said && !isDenied(said.clause, said.at))
      return (families.length > 0 ? families : ['']).map((about) =>
        capacityOf(text, start, many[0], null, about, ['redundant']),
      )
  }
  const match = FORMS.map((form) => form.exec(body)).find((it) => it !== null)
  const phrase = match?.[1]
  if (!match || phrase === undefined) return []
  const index = match.index + match[0].lastIndexOf(phrase)
  if (OTHERWISE.test(body.slice(index + phrase.length))) return []
  const start = sentence.start + index
  const said = placeOf(parts, start, phrase)
  if (!said || isDenied(said.clause, said.at) || isHedged(said.clause)) return []
  const [, , small, , other] = match
  const words = said.clause.filter((_, i) => !said.at.includes(i)).map((token) => token.word)
  // "More than I'd put on one node".
  if (words.includes('than')) return []
  const beside = words.join(' ').replace(FOR_ALL, ' ').replace(/\s+/g, ' ').trim()
  const narrowed = marksOf(beside, `${WHOLE} frankly really`).filter((mark) => mark === 'qualified' || mark === 'each')
  const marks: Mark[] = small || other ? ['small', ...narrowed] : narrowed
  if (MINDS.test(text.slice(sentence.end))) marks.push('qualified')
  const [own, ...more] = familiesOf(phrase).concat(ALL.test(body) ? [''] : familiesOf(body))
  return [capacityOf(text, start, phrase, 1, more.some((it) => it !== own) ? '' : (own ?? ''), marks)]
}

function placeOf(parts: Token[][], start: number, phrase: string): { clause: Token[]; at: number[] } | null {
  const clause = parts.find((it) => it.some((token) => token.start >= start))
  if (!clause) return null
  return {
    clause,
    at: clause.flatMap(({ start: from, end }, i) => (from >= start && end <= start + phrase.length ? [i] : [])),
  }
}

function capacityOf(
  text: string,
  start: number,
  phrase: string,
  value: 1 | null,
  about: string,
  scope: Mark[],
): Capacity {
  const end = start + phrase.length
  return { kind: 'capacity', value, about, scope, quote: text.slice(start, end), start, end }
}
