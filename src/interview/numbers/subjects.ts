/** What designs count, in the plural: a key, and after a slash other names for the same. */
const NOUNS = `
  requests/reqs/req queries operations/ops calls hits users customers accounts partners tenants merchants shops people
  visitors devices sensors drivers riders rides/trips orders purchases checkouts carts/baskets payments charges
  refunds transactions reservations bookings tickets seats parcels/packages shipments labels items products/skus
  links/urls codes clicks redirects visits views/pageviews searches lookups messages events jobs/tasks emails/mails
  notifications posts/tweets comments photos/pictures/images videos files/uploads documents writes reads inserts
  updates rows/records entries keys counters tokens connections samples metrics logs applications counts prices
  balances
`

export const PLURAL: ReadonlyMap<string, string> = new Map(
  NOUNS.trim()
    .split(/\s+/)
    .map((names) => names.split('/'))
    .flatMap((names) => names.map((word): [string, string] => [word, names[0] ?? word])),
)

const singularOf = (word: string): string =>
  word === 'people'
    ? 'person'
    : word.endsWith('ies')
      ? `${word.slice(0, -3)}y`
      : /(?:ch|ss|sh)es$/.test(word)
        ? word.slice(0, -2)
        : word.replace(/s$/, '')

const SINGULAR: ReadonlyMap<string, string> = new Map([...PLURAL].map(([word, key]) => [singularOf(word), key]))

/** The key of what a word names, in the singular or the plural, or null when it is nothing that we know. */
export const subjectOf = (word: string): string | null => PLURAL.get(word) ?? SINGULAR.get(word) ?? null

/** Requests of any kind, as they reach a machine. */
export const LOADS: ReadonlySet<string> = new Set(
  'requests queries operations calls hits orders purchases checkouts payments transactions clicks redirects visits views searches lookups messages events writes reads'.split(
    ' ',
  ),
)

/** What there is so much of at any time; of the others there is as much as the moment brings. */
export const STANDING: ReadonlySet<string> = new Set(
  'users customers accounts partners tenants merchants shops devices sensors drivers riders products'.split(' '),
)

/** The noun of a key, without the words before it. */
export const headOf = (about: string): string => about.split(' ').at(-1) ?? ''
