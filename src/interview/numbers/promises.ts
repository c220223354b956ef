/**
 * What designs promise, as data. That something may go wrong is a risk, not a stance: only who accepts it breaks a promise.
 * A `(?<about>…)` names what it is promised of; `about` does where no word does.
 */

export type PromiseRow = { id: string; about?: string; holds: RegExp[]; breaks: RegExp[]; unless?: RegExp }

const DET = String.raw`(?:(?:an?|any|the|one|single|some|few|our|their|your|paid|committed|accepted|acknowledged|placed)\s+){0,3}`
const ABOUT = `${DET}(?<about>[a-z]+)`
const NEVER = `(?:never|can't|cannot|won't|will not|must not|mustn't|must never|may not|don't|do not)(?: ever)?`
const FINE = `(?:perfectly |totally |quite |completely |just )?(?:fine|ok|okay|acceptable|tolerable|no problem|not a problem|no big deal|all right|alright)`
const IS = `(?:is|are|would be|it's|it is|that's|that is|which is)`
const ACCEPT = `(?:can (?:afford|live with|accept|tolerate)|accept|tolerate|don't mind|wouldn't mind|live with)(?: to)?`
const DONE = '(?:processed|delivered|handled|counted|applied|sent|written|executed|recorded)'

const all = (...patterns: string[]): RegExp[] => patterns.map((pattern) => new RegExp(String.raw`\b${pattern}\b`, 'i'))

export const PROMISES: PromiseRow[] = [
  {
    id: 'no-loss',
    holds: all(
      `${NEVER} los(?:e|ing) ${ABOUT}`,
      `without (?:ever )?losing ${ABOUT}`,
      `no (?<about>[a-z]+) (?:is|are|gets?|will be) (?:ever )?lost`,
      `(?<about>[a-z]+) (?:is|are|gets?) never lost`,
      `(?:zero|no) (?<about>[a-z]+) loss`,
    ),
    breaks: all(
      `(?:if|when) ${ABOUT} (?:is|are|gets?|goes) lost,? (?:then )?(?:(?:it's|it is|they're) (?:just )?(?:lost|gone),? (?:and |so )?)?(?:${IS} ${FINE}|so be it|we don't care)`,
      `losing ${ABOUT}(?: now and then| here and there| sometimes)? ${IS} ${FINE}`,
      `${IS} ${FINE}(?: for us)?(?: to lose| if we lose| losing| when we lose) ${ABOUT}`,
      `(?:we|i|they) ${ACCEPT} los(?:e|ing) ${ABOUT}`,
    ),
  },
  {
    id: 'exactly-once',
    holds: all(`(?<about>[a-z]+) (?:is|are|gets?|will be) (?:always )?(?:${DONE} )?exactly[ -]once`),
    breaks: all(
      `(?:if|when) ${ABOUT} (?:is|are|gets?) ${DONE} twice,? (?:then )?${IS} ${FINE}`,
      `${DONE.replaceAll('ed', 'ing')} ${ABOUT} twice ${IS} ${FINE}`,
      `counting ${ABOUT} twice ${IS} ${FINE}`,
      `duplicate (?<about>[a-z]+) ${IS} ${FINE}`,
    ),
    unless: /\b(?:idempotent|idempotenc\w+|dedup\w*|effectively|because|since)\b/i,
  },
  {
    id: 'charged-once',
    about: 'charges',
    holds: all(
      `${NEVER} (?:be |get )?(?:charged?|pay|paid|billed|bill|double[- ]charge|double[- ]bill)(?: (?:a|an|any|the|customer|customers|anybody|anyone|somebody|card|user|users)){0,3} twice`,
      `never double[- ]charge`,
      `(?:nobody|no one|no customer|no card) (?:is |gets |pays |ever pays |is ever )(?:charged )?twice`,
    ),
    breaks: all(
      `(?:charging|billing)(?: (?:a|an|the|customer|customers|somebody|someone|them|card)){0,3} twice ${IS} ${FINE}`,
    ),
  },
  {
    id: 'no-oversell',
    about: 'stock',
    holds: all(`${NEVER} (?:oversell|sell more than)`, 'no overselling', 'without (?:ever )?overselling'),
    breaks: all(
      `overselling(?: (?:a|few|little|bit|slightly|some|items|one|or|two)){0,4} ${IS} ${FINE}`,
      `${IS} ${FINE}(?: for us)? (?:to oversell|if we oversell)`,
      `we ${ACCEPT} oversell(?:ing)?`,
    ),
  },
  {
    id: 'no-downtime',
    about: 'availability',
    holds: all(
      '(?:no|zero|without|without any) downtime',
      '(?:we|it|system|service|site|api|that) never (?:goes|go) down',
      '(?:we|it|system|service|site|api) (?:is|are|must be|has to be|stays?) always (?:up|available)(?! to)',
      '100 ?(?:%|percent) (?:uptime|availability|available)',
    ),
    breaks: all(
      String.raw`(?:some|a little|a bit of|a few \w+ of|an hour of|short) downtime ${IS} ${FINE}`,
      String.raw`(?:we|i|i'd|we'd) (?:take|have|need|schedule|accept) (?:a|one|our) (?:\w+ )?maintenance window`,
    ),
    unless:
      /\b(?:deploy\w*|migrat\w*|releas\w*|upgrad\w*|roll\w*|schema|switch\w*|cut-?over|backfill\w*|columns?|index(?:es)?|rename\w*|blue)\b/i,
  },
  {
    id: 'fresh',
    holds: all(
      `(?<about>[a-z]+) (?:is|are|must be|stays?) always (?:up[- ]to[- ]date|fresh|current|exact|accurate)`,
      `(?<about>[a-z]+) (?:is|are|must be) never stale`,
      `never (?:shows?|serves?|returns?|sees?|reads?) (?:an? )?stale (?<about>[a-z]+)`,
      `always (?:shows?|sees?|reads?|returns?|serves?) the (?:latest|newest|current) (?<about>[a-z]+)`,
    ),
    breaks: all(
      String.raw`(?<about>[a-z]+) (?:can|may) be (?:a (?:bit|little|few \w+) |slightly )?(?:stale|out of date|outdated|behind),? (?:and )?${IS} ${FINE}`,
      `(?:an? )?stale (?<about>[a-z]+) ${IS} ${FINE}`,
      `(?<about>[a-z]+) (?:is|are) (?:only )?eventually consistent`,
    ),
  },
  {
    id: 'strong-consistency',
    holds: all(
      `(?<about>[a-z]+) (?:is|are|must be|has to be|have to be|stays?) (?:always )?(?:strongly consistent|linearizable)`,
      `strong consistency (?:for|on|of) (?:the |our )?(?<about>[a-z]+)`,
    ),
    breaks: all(
      `(?<about>[a-z]+) (?:is|are|can be|may be) (?:only )?eventually consistent`,
      `eventual consistency (?:for|on|of) (?:the |our )?(?<about>[a-z]+)`,
    ),
  },
]
