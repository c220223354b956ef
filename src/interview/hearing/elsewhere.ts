/** Is a sentence about other people's systems, past or present, rather than about this design? By its words alone. */

const WORKPLACE = '(?:company|job|shop|place|team|employer|gig|startup|firm|project|role|workplace|bank|boss)'
const FIRM = '(?:company|employer|gig|startup|firm|job|shop|place)'
const KNOWN =
  '(?:facebook|netflix|uber|twitter|instagram|linkedin|bitly|github|gitlab|airbnb|dropbox|spotify|shopify|pinterest|whatsapp|tinyurl|ebay|discord|reddit|etsy)'
const SELLERS = '(?:stripe|adyen|google|amazon|cloudflare|redis|slack|paypal|meta)'
const ALSO = '(?:apparently|also|famously|once|all|already|just|folks|people|engineers|really|still|always)'
const DID =
  '(?:uses?|used|do|does|did|has|have|had|sends?|sent|runs?|ran|wrote|writes|built|builds?|made|makes?|invented|published|got|went|keeps?|kept|returns?|moved|switched)'

/** Narrow on purpose: "the last job", "in a different place" and "we read the row" are about this design. */
const ELSEWHERE = new RegExp(
  [
    String.raw`\bmy (?:last|previous|old|former|prior|first|ex)[ -](?:\w+ ){0,2}${WORKPLACE}\b`,
    String.raw`\bour (?:old|previous|former) (?:company|team|employer|firm)\b`,
    String.raw`\bat (?:the|an?|one|another) (?:last|previous|old|former|prior|different) (?:\w+ )?${FIRM}\b`,
    String.raw`\bat (?:an?|one|another) (?:\w+ )?(?:bank|startup|company|firm|agency|bookmaker|retailer|webshop)\b(?! level)`,
    String.raw`\b(?:where|when) i (?:used to work|worked|was before)\b|\bi (?:used to|once) work(?:ed)?\b|\b(?:friend|colleague|mate|buddy)s? of mine\b`,
    String.raw`\b(?:people|folks|guys|team|engineers|crew|ones|lot) before (?:us|me)\b`,
    String.raw`\bi(?:'ve)? (?:once )?(?:read|heard) (?:about|somewhere|of|that)\b|\b(?:remember|recall) (?:reading|seeing|hearing)\b`,
    String.raw`\bi've seen (?:people|teams|others|folks|companies|someone|somebody)\b`,
    String.raw`\bthat was (?:\w+ ){0,2}years ago\b|\bback then\b|\bback in the day\b|\bin an? (?:previous|former|past) life\b`,
    String.raw`\bblog ?posts?\b|\bpost about\b|\b(?:a|the|that|their|nice|famous) (?:paper|article|talk|podcast|book) (?:on|about|by|from|where)\b|\bthere(?:'s| is| was) a (?:paper|talk|book)\b`,
    String.raw`\b${KNOWN}(?:'s)? (?:${ALSO} )*${DID}\b|\b${SELLERS} (?:\w+ )?(?:wrote|published|built|invented|posted)\b`,
  ].join('|'),
)

/** Where a speaker comes back to this design. */
const HERE =
  /\b(?:i'd(?! (?:never|been|seen|had|only|always|worked))|i would|i'll|i will|i'm going to|i want|we'll|let's|here|this time)\b/
const CONTRAST = /\b(?:but|not|never|instead|differently|different|rather|without)\b|n't\b/
const SHORT = 12

/**
 * Which clauses of a sentence are about this design: all when nothing is told of elsewhere, or when the speaker says that
 * the same would be done here, in this sentence or right after; otherwise those from where they come back to it.
 *
 * @param clauses each as its words, in lower case with straight apostrophes
 * @param next the sentence after, in the same form, or ''
 * @returns the index of the first clause that counts, `clauses.length` when none does
 */
export function firstOfOurs(clauses: string[], next: string): number {
  if (!ELSEWHERE.test(clauses.join(' '))) return 0
  const turn = clauses.findIndex((clause) => HERE.test(clause))
  const back = clauses[turn]
  if (back !== undefined) return clauses.slice(turn).some((clause) => CONTRAST.test(clause)) ? turn : 0
  const endorsed = HERE.test(next) && /\b(?:same|that|it|this|so)\b/.test(next) && !CONTRAST.test(next)
  return endorsed && next.split(' ').length <= SHORT ? 0 : clauses.length
}
