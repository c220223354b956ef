import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradictions } from '../../../src/interview/numbers/contradict.ts'
import { statedIn } from '../../../src/interview/numbers/read.ts'
import { dialogue, weigh } from './dialogue.ts'

const ids = (lines: string[], since?: number[]) => weigh(dialogue(lines), since).contradictions.map((it) => it.id)

describe('two turns are held against each other when they state', () => {
  it.each([
    ['number:1:2:users', ['We have 10 million users.', 'There are fifty thousand users.']],
    ['number:1:2:users', ['Between one and two million users.', 'We have 10 million users.']],
    [
      'number:1:3:orders',
      ['On average we see 10 orders a second.', 'Q: Go on.', 'We have 400 orders a second on average.'],
    ],
    ['number:1:2:orders', ['At peak we get 400 orders a second.', 'We see 40,000 orders a second at peak.']],
    ['number:1:2:orders', ['We get 2 million orders a day.', 'We get 50 million orders a day.']],
    ['number:1:2:orders', ['2 million orders a day.', 'On average we get 600 orders a second.']],
    ['number:1:2:orders', ['Each order is about 2 KB.', 'An order is 50 KB.']],
    ['machine:1:2:requests', ['We expect ten thousand requests a second.', 'One small server is enough.']],
    ['machine:1:2:orders', ['At peak it is 5,000 orders a second.', "I'd run everything on a single small box."]],
    ['machine:1:2:requests', ['We get 20,000 requests per second.', 'A single server handles that.']],
    ['machine:1:2:requests', ['Thousands of requests a second.', 'Everything fits on one cheap VM.']],
    ['promise:1:2:orders', ['We never lose an order.', "If an order is lost, it's lost, that's acceptable."]],
    ['promise:1:2:orders', ['We never lose an order.', "If it is lost, it's lost, that's acceptable."]],
    [
      'promise:1:3:orders',
      ['We never lose an order.', 'Q: What if an order is lost?', "If it is lost, it's lost, that's fine."],
    ],
    ['promise:1:2:messages', ['Losing a few messages is fine.', 'No message is ever lost.']],
    ['promise:1:2:charges', ['Nobody is ever charged twice.', 'Charging a customer twice is acceptable.']],
    ['promise:1:2:stock', ['We never oversell.', 'Overselling a few items is fine.']],
    [
      'promise:1:2:balances',
      ['The balance is always up to date.', 'The balance may be a bit stale, and that is fine.'],
    ],
    ['promise:1:2:orders', ['Orders are strongly consistent.', 'Orders are eventually consistent.']],
    ['promise:1:2:availability', ['There is no downtime.', 'We have a weekly maintenance window.']],
    ['availability:1:2:database', ['Availability is 99.95 percent.', 'The database runs on a single instance.']],
    [
      'availability:1:3:redis',
      ['Availability of 99.95 percent.', 'We have three app instances.', 'Redis runs on a single node.'],
    ],
    ['availability:1:2:redis', ['Our target is four nines.', "I'd use one Redis node."]],
    ['availability:1:2:availability', ['Everything runs on one server.', 'Our availability target is 99.9%.']],
    ['latency:1:2:answers', ['We answer in 100 ms.', 'The call waits for the provider, which takes 800 ms.']],
    [
      'latency:1:2:answers',
      ['The API responds within 200 ms.', 'The request waits for the bank, which takes 3 seconds.'],
    ],
    [
      'latency:1:2:redirects',
      ['The redirect waits for the store, which takes 90 ms.', 'Redirects return in under 50 ms.'],
    ],
  ])('%s: %j', (id, lines) => {
    expect(ids(lines)).toEqual([id])
  })
})

describe('nothing is held against', () => {
  it.each<[why: string, lines: string[]]>([
    ['average and peak', ['On average we get 10 orders a second.', 'At peak we get 400 orders a second.']],
    ['a rate without a load, and the sale', ['We get 10 orders a second.', 'In the sale it is 400 orders a second.']],
    [
      'the worst minute, when asked for it',
      ['We get 10 orders a second.', 'Q: And in the worst minute?', '400 orders a second.'],
    ],
    ['different subjects', ['We get a thousand writes a second.', 'We get a hundred thousand reads a second.']],
    ['all users and the active ones', ['We have 10 million users.', 'We have 2 million daily active users.']],
    ['rounding', ['We have 10 million users.', 'We have 20 million users.']],
    ['a range and a number within reach', ['We have between 1 and 10 million users.', 'We have 20 million users.']],
    ['a correction', ['We have 10 million users.', 'Sorry, I meant 100 million users.']],
    ['a correction', ['We have 10 million users.', 'Actually make that 100 million users.']],
    ['a correction', ['We have 10 million users.', 'Let me correct that, we have 100 million users.']],
    ['a supposition', ['We have 10 million users.', 'If we had 100 million users I would shard.']],
    [
      'the sentence after a supposition',
      ['We have 10 million users.', 'Say it were ten times. We have 100 million users.'],
    ],
    [
      'a question that supposes',
      ['We have 10 million users.', 'Q: Suppose it is ten times that?', 'We have 100 million users.'],
    ],
    ['another company', ['At my company we had 500 users.', 'We have 10 million users.']],
    ['a region', ['We have 10 million users.', 'In Europe we have 2 million users.']],
    ['a shard', ['We have 10 million users.', 'A shard holds 500 thousand users.']],
    ['one city, when asked for it', ['We have 500 thousand drivers.', 'Q: How many in one city?', '5,000 drivers.']],
    ['a part under a heading', ['We have 10 million users.', 'Take Germany. We have 500 thousand users.']],
    ['years ahead', ['We get 1,000 requests a second.', 'Next year it is 20,000 requests a second.']],
    ['a limit', ['The provider takes 150 requests a second.', 'We get 2,000 requests a second.']],
    [
      'what is left after the cache',
      ['We get 1,000 requests a second.', 'After the cache it is fifty requests a second.'],
    ],
    ['at least', ['More than 1,000 requests a second.', '50,000 requests a second.']],
    [
      'a guess, and what the interviewer told',
      ['I have 10,000 users.', 'Q: It is 900,000 users.', 'We have 900,000 users.'],
    ],
    [
      'a guess, and what follows from a fact',
      ['On average 200 orders a second.', 'Q: About 900,000 orders a day.', 'On average ten orders a second.'],
    ],
    ['a unit said otherwise', ['We get 2 million orders a day.', 'That is 23 orders a second.']],
    ['an order alone and with its items', ['An order is 2 KB.', 'An order with its items is 20 KB.']],
    ['small numbers of things', ['We have 20 users.', 'We have 200 users.']],
    ['two numbers in one turn', ['We have 10 million users.', 'We have 10 million users. We have 50 thousand users.']],
    ['a low rate and one server', ['We get 100 requests a second.', 'One small server is enough.']],
    ['a high rate and one node of a store', ['We get ten thousand requests a second.', 'One Redis node is enough.']],
    [
      'one server for something beside',
      ['We get ten thousand requests a second.', 'The reports run on one small server.'],
    ],
    ['one server, denied', ['We get ten thousand requests a second.', 'One small server is not enough.']],
    [
      'one server that fails',
      ['We get ten thousand requests a second.', 'If one small server dies the others take over.'],
    ],
    [
      'many servers said as well',
      ['We get ten thousand requests a second.', 'We have twenty servers.', 'One small server is enough.'],
    ],
    [
      'one server for a test',
      ['We get ten thousand requests a second.', 'Q: How do you test it?', 'One small server is enough.'],
    ],
    ['a part of the load', ['The cache gets ten thousand requests a second.', 'One small server is enough.']],
    ['orders and clicks', ['We never lose an order.', 'Losing a click is fine.']],
    [
      '"it" that is something else',
      ['We never lose an order.', 'Q: What if a click is lost?', "If it is lost, it's lost, that's fine."],
    ],
    ['a loss that is repaired', ['We never lose an order.', 'If an order is lost the sweeper publishes it again.']],
    ['a risk, and no remedy yet', ['We never lose an order.', "If an order is lost, it's lost. So I add an outbox."]],
    [
      'a risk, and no remedy yet',
      ['The balance is always up to date.', 'The balance may be stale. So I read the primary.'],
    ],
    [
      'one server for what was spoken of',
      ['We get 20,000 requests a second.', 'The sweeper is a cron job. It runs on one server.'],
    ],
    [
      'one server for what was spoken of',
      ['Four nines.', 'The reports are read once a month. One small server is enough.'],
    ],
    [
      'the rate of what was spoken of',
      ['We get 1,000 requests a second.', 'The mail service is smaller. 50 requests a second.'],
    ],
    [
      'the availability of what was spoken of',
      ['The store is S3. It has 99.99 percent availability.', 'Everything runs on one server.'],
    ],
    [
      'one server of several',
      ['Four nines.', 'We take one server out.', 'The request lands on one server, then on the other.'],
    ],
    [
      'a loss that something makes good',
      ['We never lose a message.', 'Losing a message is fine. The sweeper finds the order.'],
    ],
    [
      'a loss that something makes good',
      ['We never lose a message.', 'Losing a message is fine, because the sweeper finds it.'],
    ],
    [
      'those online, when asked for them',
      ['We have 10 million users.', 'Q: How many are online in the evening?', '50 thousand users.'],
    ],
    [
      'a machine for what was asked',
      ['We get 20,000 requests a second.', 'Q: Where does the relay run?', 'One small server.'],
    ],
    [
      'growth that the interviewer spoke of',
      ['We have 10 million users.', 'Q: Traffic doubles every year.', 'Okay.', 'Q: Why?', 'We have 100 million users.'],
    ],
    [
      'the first release, when asked for it',
      ['We have 10 million users.', 'Q: What does the first release look like?', 'We have 10 thousand users.'],
    ],
    ['a beta', ['We have 10 million users.', 'The beta is small. We have 5,000 users.']],
    [
      'a plan, when asked for it',
      ['We have 10 million customers.', 'Q: And how many are on the enterprise plan?', 'There are 2,000 customers.'],
    ],
    [
      'one node whose failure is minded',
      [
        'Four nines.',
        'Q: Who hands out the ranges?',
        'A single Redis node. If it dies, the servers still have their ranges.',
      ],
    ],
    [
      'a promise that the question loosens',
      [
        'We never lose a click.',
        'Q: Counts may be off by one percent, does that help?',
        'Losing a few clicks is fine.',
      ],
    ],
    [
      'a promise that the question asks to give up',
      ['We never lose an order.', 'Q: Which of your promises would you relax first?', 'Losing an order is acceptable.'],
    ],
    [
      'a promise that others let go',
      [
        'We never oversell.',
        'Q: The business says overselling a few is fine. What changes?',
        'Overselling a few items is fine.',
      ],
    ],
    [
      'another call, when asked for it',
      [
        'We answer in 100 ms.',
        'Q: What does creating a link do?',
        'The call waits for the virus check, which takes 300 ms.',
      ],
    ],
    [
      'a worker’s call, when asked for it',
      [
        'We answer in 100 ms.',
        'Q: How does the payment worker call the bank?',
        'The call waits for the bank, which takes 800 ms.',
      ],
    ],
    [
      'a size with what comes with it',
      ['An order is 500 bytes.', 'Q: With all its items and addresses?', 'An order is 5 KB.'],
    ],
    [
      'years ahead, two questions on',
      [
        'At peak we get 400 orders a second.',
        'Q: In two years it is ten times this size. What gives?',
        'The row.',
        'Q: Why?',
        'At peak we get 4,000 orders a second.',
      ],
    ],
    [
      'a standby, spoken of as it takes over',
      ['Four nines.', 'When the primary dies the standby takes over.', 'A single Postgres instance is enough.'],
    ],
    [
      'a call of the part asked about',
      [
        'We answer in 100 ms.',
        'Q: How does the worker reach the bank?',
        'The call waits for the bank, which takes 800 ms.',
      ],
    ],
    ['a loss that is refused', ['We never lose an order.', 'Losing an order is not acceptable.']],
    ['another kind of event', ['No event is lost.', 'For the dashboard, losing an event is fine.']],
    [
      'repeats that do no harm',
      ['Each message is processed exactly once.', 'Duplicate messages are fine, since the worker is idempotent.'],
    ],
    ['stock and catalogue', ['Stock is strongly consistent.', 'The catalogue is eventually consistent.']],
    ['a copy elsewhere', ['Orders are strongly consistent.', 'In the search index, orders are eventually consistent.']],
    ['a deploy', ['We deploy without downtime.', 'It runs on one server.']],
    ['somebody else’s availability', ['S3 has 99.99 percent availability.', 'It runs on one server.']],
    ['a modest availability', ['Availability is 99 percent.', 'It runs on one server.']],
    ['a share that is no availability', ['99.9 percent of the requests are reads.', 'It runs on one server.']],
    ['a standby', ['Availability is 99.95 percent.', 'A single Postgres instance with a standby.']],
    [
      'one database, which may be many machines',
      ['Availability is 99.95 percent.', 'There is one Postgres with all tables.'],
    ],
    ['what a worker waits for', ['We answer in 100 ms.', 'The worker waits for the provider, which takes 800 ms.']],
    [
      'what is waited for in vain',
      ['We answer in 100 ms.', 'The call never waits for the provider, which takes 800 ms.'],
    ],
    [
      'what would be waited for',
      ['We answer in 100 ms.', 'If the call waits for the provider, which takes 800 ms, that is slow.'],
    ],
    ['another operation', ['Redirects return in 50 ms.', 'The call waits for the virus check, which takes 300 ms.']],
    [
      'a wait within the target',
      ['We answer within a second.', 'The call waits for the provider, which takes 800 ms.'],
    ],
    ['a mail that comes later', ['We answer in 100 ms.', 'The page waits for the mail, which takes 60 seconds.']],
    [
      'the provider’s own time',
      ['The provider answers in 100 ms.', 'The call waits for the provider, which takes 800 ms.'],
    ],
  ])('%s: %j', (_, lines) => {
    expect(weigh(dialogue(lines))).toMatchObject({ contradictions: [], mismatches: [] })
  })
})

describe('a change of the constraints', () => {
  const lines = ['We have 10 million users.', 'Q: Go on.', 'There are 100 million users.']

  it('keeps what stands on either side of it apart', () => {
    expect(ids(lines)).toEqual(['number:1:3:users'])
    expect(ids(lines, [2])).toEqual([])
    expect(weigh(dialogue(lines), 2).contradictions).toEqual([])
  })

  it('leaves together what stands on one side', () => {
    expect(ids(['Q: Hello.', ...lines], [1])).toEqual(['number:2:4:users'])
    expect(ids(lines, [4])).toEqual(['number:1:3:users'])
  })

  it('keeps promises apart as well', () => {
    const promises = ['We never lose an order.', 'Q: Go on.', 'Losing an order is fine.']
    expect(ids(promises)).toEqual(['promise:1:3:orders'])
    expect(ids(promises, [2])).toEqual([])
  })
})

describe('contradictions', () => {
  it('carry both quotes and turns, and a reason without a verdict', () => {
    const lines = ['We expect ten thousand requests a second.', 'Q: Go on.', 'Everything runs on one small server.']
    expect(weigh(dialogue(lines)).contradictions).toEqual([
      {
        id: 'machine:1:3:requests',
        kind: 'machine',
        quotes: ['ten thousand requests a second', 'one small server'],
        seqs: [1, 3],
        because: 'a high rate, and one machine to take it',
      },
    ])
  })

  it('are named once, with the turn just before, however often both are said', () => {
    const lines = ['10 million users.', 'We have 10 million users.', '50,000 users.', 'We have 50,000 users.']
    expect(ids(lines)).toEqual(['number:2:3:users'])
  })

  it('keep their ids as the interview goes on', () => {
    const lines = [
      'We have 10 million users.',
      'We have 50,000 users.',
      'We never lose an order.',
      'Losing an order is fine.',
    ]
    expect(ids(lines.slice(0, 2))).toEqual(['number:1:2:users'])
    expect(ids(lines)).toEqual(['number:1:2:users', 'promise:3:4:orders'])
  })

  it('are none in one turn, in no turn, or between equal turns', () => {
    expect(ids(['We have 10 million users. One small server is enough. We have 50,000 users.'])).toEqual([])
    expect(contradictions([])).toEqual([])
    expect(ids(Array.from({ length: 5 }, () => 'We get 20,000 requests a second at peak.'))).toEqual([])
  })

  it('hold an earlier and a later statement that stand in the ledger, whatever is said', () => {
    const lines = fc.constantFrom(
      'We have 10 million users.',
      '50,000 users.',
      '20,000 requests a second.',
      'One small server is enough.',
      'We have three nodes.',
      'We never lose an order.',
      'Losing an order is fine.',
      'Four nines.',
      'We answer in 100 ms.',
      'The call waits for the bank, which takes 800 ms.',
      'Actually, hm.',
      'Q: What about ten times that?',
      'Q: Why?',
    )
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 12 }), (picked) => {
        const { ledger, contradictions: found } = weigh(dialogue(picked))
        expect(new Set(found.map((it) => it.id)).size).toBe(found.length)
        for (const it of found) {
          expect(it.seqs[0]).toBeLessThan(it.seqs[1])
          for (const i of [0, 1] as const)
            expect(ledger.some((said) => said.seq === it.seqs[i] && said.quote === it.quotes[i])).toBe(true)
        }
      }),
    )
  })

  it('are found in time in an interview of fifty turns that state all they can', () => {
    const text = 'We have 10 million users. Thousands of requests a second. '.repeat(20)
    const ledger = Array.from({ length: 50 }, (_, seq) => statedIn(text).map((it) => ({ ...it, seq }))).flat()
    expect(ledger).toHaveLength(2_000)
    expect(contradictions(ledger)).toEqual([])
  })
})
