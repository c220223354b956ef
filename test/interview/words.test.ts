import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clauses, sentences, states, tokens } from '../../src/interview/words.ts'

const split = (text: string) => sentences(text).map((span) => text.slice(span.start, span.end))
const parts = (text: string) =>
  clauses(text, { start: 0, end: text.length }).map((it) => it.map((token) => token.word).join(' '))

describe('sentences', () => {
  it.each([
    ['One. Two! Three? Four… Five', ['One.', 'Two!', 'Three?', 'Four…', 'Five']],
    ['It takes 3.5 seconds. Then it stops.', ['It takes 3.5 seconds.', 'Then it stops.']],
    ['A store, e.g. Redis, or a queue, i.e. Kafka. Fine.', ['A store, e.g. Redis, or a queue, i.e. Kafka.', 'Fine.']],
    ['Update it where id = ? and it is open. Done', ['Update it where id = ? and it is open.', 'Done']],
    ['He said "go." Then (it stopped.) Done', ['He said "go."', 'Then (it stopped.)', 'Done']],
    ['first line\nsecond line\n\nthird', ['first line', 'second line', 'third']],
    ['We use Node.js and example.com/path?x=1 here', ['We use Node.js and example.com/path?x=1 here']],
    ['Wait... what?! Really', ['Wait...', 'what?!', 'Really']],
    ['   ', []],
    ['', []],
  ])('splits %j where a reader would', (text, expected) => {
    expect(split(text)).toEqual(expected)
  })

  it('loses no word and never overlaps, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'É', '😀', '.', '?', '…', '\n', ' ', '"', ')', '5', ',') }),
        (text) => {
          const spans = sentences(text)
          for (const [i, span] of spans.entries()) {
            expect(span.start).toBeLessThan(span.end)
            expect(span.start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0)
            expect(text.slice(span.start, span.end)).toBe(text.slice(span.start, span.end).trim())
          }
          expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        },
      ),
    )
  })

  it.each(['.', '?!', '…', '."', ' .', '\n', '?)', 'e.g.'])('ends on twenty thousand of %j', (unit) => {
    const text = `${unit.repeat(20_000 / unit.length)}x`
    expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })
})

describe('tokens', () => {
  it('are words and numbers in lower case, thousands joined, apostrophes straight', () => {
    expect(tokens('We’d take 2,000,000 Scans, ok? p99 is 3.5 ms').map((it) => it.word)).toEqual([
      "we'd",
      'take',
      '2000000',
      'scans',
      'ok',
      'p99',
      'is',
      '3',
      '5',
      'ms',
    ])
  })

  it('stand at their offsets in any script', () => {
    const text = 'Größe 😀 naïve очередь 東京'
    const found = tokens(text, 10)
    expect(found.map((it) => text.slice(it.start - 10, it.end - 10))).toEqual(['Größe', 'naïve', 'очередь', '東京'])
  })
})

describe('clauses', () => {
  it('end at commas before a new statement, semicolons, dashes and turning words', () => {
    expect(parts('We cache it, but the store is slow; we wait — then we stop because it fails')).toEqual([
      'we cache it',
      'but the store is slow',
      'we wait',
      'then we stop',
      'because it fails',
    ])
  })

  it('keep a bare list with what went before, so that one "no" reaches all of it', () => {
    expect(parts('There is no outbox, idempotent consumers, dead letter queue')).toEqual([
      'there is no outbox idempotent consumers dead letter queue',
    ])
  })

  it('keep what is only thought of apart from what is said', () => {
    expect(parts('it takes the address and maybe an alias')).toEqual(['it takes the address', 'and maybe an alias'])
  })

  it('cut at "instead" but not at "instead of"', () => {
    expect(parts('we poll instead of pushing')).toHaveLength(1)
    expect(parts('we poll it instead we push it')).toHaveLength(2)
  })
})

describe('states', () => {
  it('tells a statement from a list of keywords', () => {
    expect(states('the worker stores it')).toBe(true)
    expect(states('Kafka outbox sharding CQRS idempotency')).toBe(false)
  })

  it('hears a statement without a verb by the words that tie it together, but no list in its articles', () => {
    expect(states('Jitter of sixty seconds on top')).toBe(true)
    expect(states('Check and decrement happen in one script')).toBe(true)
    expect(states('Retries and exponential backoff')).toBe(false)
    expect(states('Update it where id = ? and status = 1')).toBe(true)
    expect(states('An outbox, a saga, a dead letter queue.')).toBe(false)
    expect(states('Accept the order first, and check the number later.')).toBe(true)
  })
})
