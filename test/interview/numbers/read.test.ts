import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statedIn } from '../../../src/interview/numbers/read.ts'
import { has, type Stated } from '../../../src/interview/numbers/stated.ts'

/** "rate 10 orders peak": kind, value or range, subject, marks. */
function told(it: Stated): string {
  if (it.kind === 'promise')
    return [it.kind, it.promise, it.holds ? 'holds' : 'breaks', it.about || '-', ...it.scope].join(' ')
  const value = it.kind === 'capacity' ? (it.value === 1 ? 'one' : 'many') : (it.range?.join('..') ?? it.value)
  return [it.kind, value, it.about || '-', ...it.scope.filter((mark) => mark !== 'derived')].join(' ')
}
const read = (text: string, heard: string[] = []) => statedIn(text, heard).map(told)

describe('counts are read', () => {
  it.each([
    ['We have about ten million users.', ['count 10000000 users']],
    ['We have 10M users.', ['count 10000000 users']],
    ['We have 1.5 million users.', ['count 1500000 users']],
    ['We have two and a half million users.', ['count 2500000 users']],
    ['We have half a million customers.', ['count 500000 customers']],
    ['We have nine hundred thousand accounts.', ['count 900000 accounts']],
    ['We have a couple of thousand partners.', ['count 2000 partners']],
    ['We have a hundred and fifty thousand drivers.', ['count 150000 drivers']],
    ['We have two lakh users.', ['count 200000 users']],
    ['We have 3 crore customers.', ['count 30000000 customers']],
    ['We have 2,000,000 users.', ['count 2000000 users']],
    ['We have one point two million users.', ['count 1200000 users']],
    ['We have a million and a half users.', ['count 1500000 users']],
    ['We have 5m users.', ['count 5000000 users']],
    ['We have 2bn devices.', ['count 2000000000 devices']],
    ['There are several hundred merchants.', ['count 300..900 merchants']],
    ['We have between one and two million users.', ['count 1000000..2000000 users']],
    ['5 to 10 thousand customers.', ['count 5000..10000 customers']],
    ['10-20k users.', ['count 10000..20000 users']],
    ['Hundreds of thousands of users.', ['count 100000..10000000 users']],
    ['10 million daily active users.', ['count 10000000 daily active users']],
    ['We have 300 million links.', ['count 300000000 links']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('rates are read', () => {
  it.each([
    ["It's 10,000 requests per second.", ['rate 10000 requests']],
    ['10k rps.', ['rate 10000 requests']],
    ['5,000 qps on the store.', ['rate 5000 queries qualified']],
    ['2,000 tps.', ['rate 2000 transactions']],
    ['We get 2 million orders a day.', ['rate 23.1481481481 orders average']],
    ['2 million orders daily.', ['rate 23.1481481481 orders average']],
    ['On an ordinary day we have 900k orders.', ['rate 10.4166666667 orders average']],
    ['Every day we get two million orders.', ['rate 23.1481481481 orders average']],
    ['We see 400 orders a second at peak.', ['rate 400 orders peak']],
    ['In the sale, we get 4,000 orders a second.', ['rate 4000 orders peak']],
    ['In the worst minute it is 600 orders a second.', ['rate 600 orders peak']],
    ['On average we get ten orders a second.', ['rate 10 orders average']],
    ["That's 23 a second.", ['rate 23 -']],
    ['36,000 orders an hour.', ['rate 10 orders']],
    ['10/s', ['rate 10 -']],
    ['100 requests/s', ['rate 100 requests']],
    ['500 req/s.', ['rate 500 requests']],
    ['A few thousand requests a second.', ['rate 2000..6000 requests']],
    ['Thousands of requests a second.', ['rate 1000..100000 requests']],
    ['Orders are about 10 a second.', ['rate 10 orders']],
    ['12 million events a month.', ['rate 4.62962962963 events average']],
    ['At most 150 requests a second.', ['rate 150 requests most']],
    ['More than 10,000 requests a second.', ['rate 10000 requests least']],
    ['We handle up to 5,000 requests a second.', ['rate 5000 requests most limit']],
    ['5 requests a second per user.', ['rate 5 requests each qualified']],
    ['It comes to 150 gigabytes a day.', ['rate 1736111.11111 bytes average']],
    ['We need 10 Gbps.', ['rate 1250000000 bytes']],
    ['100 Mb/s.', ['rate 12500000 bytes']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('sizes are read', () => {
  it.each([
    ['Each order is about 2 KB.', ['size 2000 orders each']],
    ['500 bytes per link.', ['size 500 links each']],
    ['5 TB of orders.', ['size 5000000000000 orders']],
    ['A photo is 3 MB.', ['size 3000000 photos each']],
    ['64 KiB.', ['size 65536 -']],
    ['20 gigs.', ['size 20000000000 -']],
    ['Two petabytes.', ['size 2000000000000000 -']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('durations are read', () => {
  it.each([
    ['It takes 5 ms.', ['duration 0.005 - limit']],
    ['About 800 milliseconds.', ['duration 0.8 -']],
    ['A 30-minute hold.', ['duration 1800 - qualified']],
    ['We keep it for seven years.', ['duration 220752000 - qualified']],
    ['Half an hour.', ['duration 1800 -']],
    ['Within 24h.', ['duration 86400 - most']],
    ['The TTL is 60s.', ['duration 60 - qualified']],
    ['A few seconds.', ['duration 2..6 -']],
    ['Between 10 and 20 ms.', ['duration 0.01..0.02 -']],
    ['15 min.', ['duration 900 -']],
    ['p99 under 100 ms.', ['duration 0.1 answers target most']],
    ['We answer in 100 ms.', ['duration 0.1 answers target']],
    ['The customer must know within a second.', ['duration 1 answers target most']],
    ['Redirects return in under 50 ms.', ['duration 0.05 redirects target most']],
    ['The API responds within 200 ms.', ['duration 0.2 answers target most']],
    ['The call waits for the provider, which takes 800 ms.', ['duration 0.8 answers synchronous limit']],
    ['The checkout waits for the fraud check, which takes 2 seconds.', ['duration 2 checkouts synchronous limit']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('shares are read', () => {
  it.each([
    ['About 80 percent.', ['share 0.8 -']],
    ['99.5%', ['share 0.995 -']],
    ['About twenty per cent.', ['share 0.2 -']],
    ['Half a percent.', ['share 0.005 -']],
    ['We need four nines.', ['share 0.9999 availability target']],
    ['Availability of 99.95 percent.', ['share 0.9995 availability target']],
    ['Our availability target is ninety-nine point nine percent.', ['share 0.999 availability target']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('factors are read', () => {
  it.each([
    ['At peak it is ten times that.', ['factor 10 - qualified peak']],
    ['10x more.', ['factor 10 - qualified']],
    ["It's forty times the average.", ['factor 40 - qualified average']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('machines are read', () => {
  it.each([
    ['One small server is enough.', ['capacity one - small']],
    ["I'd run everything on a single box.", ['capacity one -']],
    ['We keep it in memory on one machine.', ['capacity one -']],
    ['One Redis node.', ['capacity one redis']],
    ['A single Postgres instance is plenty.', ['capacity one database']],
    ['It fits on one cheap VM.', ['capacity one - small']],
    ['One of the servers fails.', ['capacity many app redundant']],
    ['If one server dies the other takes over.', ['capacity many - redundant']],
    ['When the primary dies we promote a replica.', ['capacity many database redundant']],
    ['We have three nodes.', ['capacity many - redundant']],
    ['There is a replica in another zone.', ['capacity many - redundant']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('promises are read', () => {
  it.each([
    ['We never lose an order.', ['promise no-loss holds orders']],
    ['No message is ever lost.', ['promise no-loss holds messages']],
    ['Zero data loss.', ['promise no-loss holds data']],
    ['Losing a few clicks is fine.', ['promise no-loss breaks clicks']],
    ["If a click is lost, it's lost, that's fine.", ['promise no-loss breaks clicks']],
    ['We can live with losing a click.', ['promise no-loss breaks clicks']],
    ['Each message is processed exactly once.', ['promise exactly-once holds messages']],
    ['Nobody is charged twice.', ['promise charged-once holds charges']],
    ['We never oversell.', ['promise no-oversell holds stock']],
    ['No downtime.', ['promise no-downtime holds availability']],
    ['The site is always available.', ['promise no-downtime holds availability']],
    ['We have a weekly maintenance window.', ['promise no-downtime breaks availability']],
    ['The balance is always up to date.', ['promise fresh holds balances']],
    ['The balance may be stale, that is fine.', ['promise fresh breaks balances']],
    ['Orders are strongly consistent.', ['promise strong-consistency holds orders']],
    ['Orders are eventually consistent.', ['promise fresh breaks orders', 'promise strong-consistency breaks orders']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('nothing is read from', () => {
  it.each([
    'Is it 10,000 requests a second?',
    'How many users do we have, a million?',
    'Do we get 400 orders a second',
    "If we had a million users I'd shard.",
    'Suppose we get 10,000 requests a second.',
    'Say it were ten times.',
    'Imagine a million users.',
    'What if we lose an order?',
    'When we have a million users we shard.',
    'Once we reach 10,000 requests a second we add a cache.',
    'At my last company we had 500 million users.',
    "At my company it's a couple thousand a day.",
    'In my last job we took 10,000 requests a second.',
    'We used to get 10,000 requests a second.',
    "I've seen 100,000 requests a second on one node.",
    'You said 900k orders a day.',
    'They say it takes 100 ms.',
    'Netflix gets a million requests a second.',
    'I read that Kafka does a million messages a second.',
    "We don't get 10,000 requests a second.",
    "It isn't 10 million users.",
    'We never get 10,000 requests a second.',
    'There are no 10,000 requests a second here.',
    'I guess a million users.',
    'It might be a million users.',
    'Not sure, 10 million users.',
    'I have no idea, a million users.',
    'It could be anything, 10,000 requests a second.',
    'A wild guess is 10 million users.',
    'It depends, 10,000 requests a second.',
    'The POST returns a 202.',
    'We answer 404s quickly.',
    'The 503s jump.',
    "I'd listen on port 8080.",
    'Postgres 15 is fine.',
    'We put it in S3.',
    'The p99 matters.',
    "It's base62.",
    'HTTP 2 helps.',
    'We use UTF-8 and SHA-256.',
    'The service is at 10.0.0.1.',
    'It is 10:30.',
    'It costs $5.',
    "I'd use version 2.",
    '1 1 1 1 1 1',
    '1,2,3,4',
    'TTL of 5m.',
    '500B.',
    '10 Mb.',
    'The second worker takes it.',
    'Give me one second.',
    'A second request comes.',
    'The second insert fails.',
    'Two workers read it.',
    'We store the two rows.',
    'One of them wins.',
    'One order comes in.',
    'The last one wins.',
    'We retry three times.',
    'It runs ten times a day.',
    'We poll ten times a second.',
    'Two hundred is the status.',
    'It has 7 characters.',
    '100 requests per 10 seconds.',
    'Losing an order is not acceptable.',
    "We can't afford to lose an order.",
    "I'd like to never lose an order.",
    "We can't guarantee that no message is lost.",
    'Nobody says losing an order is fine.',
    'No queue guarantees that each message is delivered exactly once.',
    'A zero-downtime deploy.',
    'The migration runs without downtime.',
    'Is one small server enough?',
    'One small server is not enough.',
    'A single node sees all of it.',
    'One server per region.',
    "More than I'd put on one node.",
    "I'd start with one server to begin with.",
    'Hm.',
    '😀 ١٢٣ 一百万',
  ])('%s', (text) => {
    expect(read(text)).toEqual([])
  })
})

describe('several numbers of one sentence', () => {
  it.each([
    [
      'At peak we get 400 orders a second and 10 orders a second on average.',
      ['rate 400 orders peak', 'rate 10 orders average'],
    ],
    ['10 million users and 5 million orders a day.', ['count 10000000 users', 'rate 57.8703703704 orders average']],
    [
      'In Europe 2 million orders a day is 23 orders a second.',
      ['rate 23.1481481481 orders qualified average', 'rate 23 orders qualified'],
    ],
    ['We get 2 million orders a day, but not 10 million users.', ['rate 23.1481481481 orders average']],
    [
      'A billion clicks at 150 bytes is 150 gigabytes a day.',
      ['count 1000000000 clicks', 'size 150 -', 'rate 1736111.11111 bytes average'],
    ],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('a number is marked', () => {
  const marks = (text: string, heard: string[] = []) => statedIn(text, heard)[0]?.scope ?? []

  it.each([
    'We have 10 million users in Europe.',
    'In Europe, we have 10 million users.',
    'We have 10 million users, bots included.',
    'In the first year we have 10 million users.',
    'We have 10 million users on the free plan.',
    'At ten times the load that is 10 million users.',
  ])('qualified by words that may narrow it: %s', (text) => {
    expect(statedIn(text).find((it) => it.kind === 'count')?.scope).toContain('qualified')
  })

  it.each([
    ['supposed', 'If it grows we shard. We have 10 million users.'],
    ['supposed', 'At my last job we had Kafka. We get 10,000 requests a second.'],
    ['corrected', 'Sorry, we have 10 million users.'],
    ['corrected', 'We have 10 million users. I meant 20.'],
    ['derived', 'So we have 10 million users.'],
    ['qualified', 'Take Germany. We have 10 million users.'],
    ['qualified', 'The notification service is smaller. 50 requests a second.'],
  ])('%s by its turn: %s', (mark, text) => {
    expect(statedIn(text).find((it) => it.kind === 'count' || it.kind === 'rate')?.scope).toContain(mark)
  })

  it.each([
    ['supposed', 'Suppose the shop is ten times this size, what then?'],
    ['supposed', 'And what about the partner API?'],
    ['qualified', 'How many of them reach your database?'],
    ['qualified', 'How would you test this?'],
    ['peak', 'How many come in the worst minute?'],
    ['average', 'How many are there on an ordinary day?'],
  ])('%s by the question before: %s', (mark, question) => {
    expect(marks('We get 1,000 requests a second.', [question])).toContain(mark)
    expect(marks('We get 1,000 requests a second.', [question, 'Go on.'])).not.toContain(mark)
  })

  it('as often told as the interviewer has named numbers that bear on it', () => {
    const [users] = statedIn('We have 10 million users.', ['About 400 orders a second.', 'It is 5 million users.'])
    const [orders] = statedIn('We get 20 orders a second.', ['About 400 a second.', 'It is forty times the average.'])
    expect([users, orders].map((it) => it && 'told' in it && it.told)).toEqual([1, 2])
  })
})

describe('statedIn', () => {
  it('takes nothing from a sentence copied from the interviewer', () => {
    const heard = ['You get about nine hundred thousand orders on an ordinary day here.']
    expect(read('About nine hundred thousand orders on an ordinary day.', heard)).toEqual([])
    expect(read('So we have nine hundred thousand orders.', heard)).toEqual(['count 900000 orders'])
  })

  it.each([
    ['What if a click is lost?', ['promise no-loss breaks clicks']],
    ['What if a click or an order is lost?', []],
    ['What if that is lost?', []],
  ])('knows what "it" is when the question names one thing: %s', (question, expected) => {
    expect(read("If it is lost, it's lost, that's fine.", [question])).toEqual(expected)
  })

  it('takes who says both in one sentence to weigh them', () => {
    expect(read('We never lose an order, though losing a click is fine.')).toEqual([])
  })

  it('is plain data that a store gives back unchanged', () => {
    const stated = statedIn(
      'We get 5 to 10 thousand orders a second. One small server is enough. We never lose an order.',
    )
    expect(stated.map((it) => it.kind)).toEqual(['rate', 'capacity', 'promise'])
    expect(JSON.parse(JSON.stringify(stated))).toEqual(stated)
  })

  it('stops at forty statements', () => {
    expect(statedIn('We have 10 million users. '.repeat(100))).toHaveLength(40)
  })

  it.each(['', ' ', '.', '\u0000', '\ud800', '"""', '٣٣'])('finds nothing in %j', (text) => {
    expect(statedIn(text, [text])).toEqual([])
  })

  const words = fc.constantFrom(
    ...'we I get have never lose an order 10,000 ten million 2.5k requests users a second day per % ms TB one small server is lost exactly once no downtime at peak average if , . ? — 😀 not times takes waits for the call'.split(
      ' ',
    ),
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(words, { maxLength: 60 }).map((picked) => picked.join(' ')),
  )

  it('quotes what stands in the text and never throws, whatever the text', () => {
    fc.assert(
      fc.property(texts, fc.array(texts, { maxLength: 3 }), (text, heard) => {
        const stated = statedIn(text, heard)
        for (const it of stated) {
          expect(text.slice(it.start, it.end)).toBe(it.quote)
          expect(it.quote).not.toBe('')
          expect(it.value === null || Number.isFinite(it.value)).toBe(true)
          expect(new Set(it.scope).size).toBe(it.scope.length)
        }
        expect(JSON.parse(JSON.stringify(stated))).toEqual(stated)
      }),
      { numRuns: 500 },
    )
  })

  it('gives ranges that rise, and values within their measure', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const it of statedIn(text)) {
          if (it.kind === 'capacity' || it.kind === 'promise') continue
          const [low, high] = it.range ?? [it.value ?? 0, it.value ?? 0]
          expect(low).toBeGreaterThan(0)
          expect(high).toBeGreaterThanOrEqual(low)
          if (it.kind === 'share') expect(high).toBeLessThanOrEqual(1)
          expect(it.per !== null).toBe(it.kind === 'rate')
          expect(has(it, 'small', 'redundant')).toBe(false)
        }
      }),
    )
  })

  it.each([
    '1 ',
    '9,',
    '9,999,',
    '1',
    'one ',
    '10 users ',
    '10 million users and ',
    'a hundred ',
    '10 a second ',
    'if ',
    'and 10 users, ',
    'we never lose ',
    'losing a few clicks ',
    'one small server ',
    'the call waits for ',
    'at my ',
    'is lost ',
    '. ',
    'so ',
  ])('ends on twenty thousand characters of %j', (unit) => {
    const text = unit.repeat(20_000 / unit.length)
    expect(statedIn(text, [text]).length).toBeLessThanOrEqual(40)
  })
})
