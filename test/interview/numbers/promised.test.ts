import { describe, expect, it } from 'vitest'
import { promisesIn } from '../../../src/interview/numbers/promised.ts'
import { PROMISES } from '../../../src/interview/numbers/promises.ts'

const promises = (text: string, asked: string | null = null) =>
  promisesIn(text, { start: 0, end: text.length }, asked).map(
    (it) =>
      `${it.promise} ${it.holds ? 'holds' : 'breaks'} ${it.about || '-'}${it.scope.length > 0 ? ' qualified' : ''}`,
  )

describe('a promise is', () => {
  it.each([
    ['We never lose an order.', 'no-loss holds orders'],
    ["We don't lose orders.", 'no-loss holds orders'],
    ['We must never lose a single message.', 'no-loss holds messages'],
    ['No message is ever lost.', 'no-loss holds messages'],
    ['Orders are never lost.', 'no-loss holds orders'],
    ['Zero data loss.', 'no-loss holds data'],
    ['Without ever losing an event.', 'no-loss holds events'],
    ['We never lose an order event.', 'no-loss holds orders events qualified'],
    ['Every message is processed exactly once.', 'exactly-once holds messages'],
    ['We never charge a customer twice.', 'charged-once holds charges'],
    ['Nobody pays twice.', 'charged-once holds charges'],
    ['We never oversell.', 'no-oversell holds stock'],
    ['We never sell more than we have.', 'no-oversell holds stock'],
    ['No downtime.', 'no-downtime holds availability'],
    ['We are always available.', 'no-downtime holds availability'],
    ['The site never goes down.', 'no-downtime holds availability'],
    ['The balance is always up to date.', 'fresh holds balances'],
    ['The price is never stale.', 'fresh holds prices'],
    ['We never show a stale price.', 'fresh holds prices'],
    ['Orders are strongly consistent.', 'strong-consistency holds orders'],
    ['We have strong consistency for orders.', 'strong-consistency holds orders'],
  ])('made: %s', (text, expected) => {
    expect(promises(text)).toEqual([expected])
  })

  it.each([
    ["If an order is lost, it's lost, that's acceptable.", 'no-loss breaks orders'],
    ["If it is lost, it's lost, that's acceptable.", 'no-loss breaks -'],
    ['If a click is lost, so be it.', 'no-loss breaks clicks'],
    ['Losing a click now and then is fine.', 'no-loss breaks clicks'],
    ["It's okay to lose a click.", 'no-loss breaks clicks'],
    ['We can live with losing a click.', 'no-loss breaks clicks'],
    ["We don't mind losing a click.", 'no-loss breaks clicks'],
    ["If a click is counted twice, that's fine.", 'exactly-once breaks clicks'],
    ['Counting a click twice is fine.', 'exactly-once breaks clicks'],
    ['Charging a customer twice is acceptable.', 'charged-once breaks charges'],
    ['Overselling a few items is okay.', 'no-oversell breaks stock'],
    ['We can live with overselling.', 'no-oversell breaks stock'],
    ['A little downtime is fine.', 'no-downtime breaks availability'],
    ['We take a short maintenance window.', 'no-downtime breaks availability'],
    ['A stale price is fine.', 'fresh breaks prices'],
    ["The price may be a few minutes behind, and that's fine.", 'fresh breaks prices'],
    ['We have eventual consistency for orders.', 'strong-consistency breaks orders'],
  ])('let go: %s', (text, expected) => {
    expect(promises(text)).toEqual([expected])
  })

  it.each([
    'Once stored, we never lose an order.',
    'In the search index orders are strongly consistent.',
    'For the dashboard, losing an event is fine.',
    'The balance is always up to date in the feed.',
  ])('qualified: %s', (text) => {
    expect(promises(text)[0]).toContain('qualified')
  })
})

describe('no promise is', () => {
  it.each([
    ['a wish', "I'd like to never lose an order."],
    ['a wish', 'We want to never lose an order.'],
    ['a denial', "We can't guarantee that no order is lost."],
    ['a denial', "I don't think each message is processed exactly once."],
    ['a denial', 'Losing an order is not acceptable.'],
    ['a denial', "We can't afford to lose an order."],
    ['a claim of others', 'Nobody says losing an order is fine.'],
    ['a question', 'Do we never lose an order?'],
    ['a supposition', 'If the broker is durable we never lose an order.'],
    ['a supposition', 'We never lose an order unless the disk dies.'],
    ['a risk', 'An order may be lost.'],
    ['a risk', 'If an order is lost, we send it again.'],
    ['a risk', "If an order is lost, it's lost."],
    ['a risk', 'The price may be stale.'],
    ['a hedge', 'Maybe no order is ever lost.'],
    ['a weighing of two', 'We never lose an order, though losing a click is fine.'],
    ['what does no harm', 'Duplicate messages are fine, the worker is idempotent.'],
    ['a deploy', 'We deploy without downtime.'],
    ['nothing at all', 'None may get lost.'],
    ['empty', ''],
  ])('%s: %s', (_, text) => {
    expect(promises(text)).toEqual([])
  })
})

describe('"it" is', () => {
  const text = "If it is lost, it's lost, that's fine."

  it('what the question asks about, when that is one thing', () => {
    expect(promises(text, 'What if a click is lost?')).toEqual(['no-loss breaks clicks'])
  })

  it('nobody knows what, when the question names two or none', () => {
    expect(promises(text, 'What if a click or an order is lost?')).toEqual([])
    expect(promises(text, 'What if that is lost?')).toEqual([])
  })

  it('what the sentence itself named before', () => {
    expect(promises(`A click is cheap; ${text}`, 'What of an order?')).toEqual(['no-loss breaks clicks qualified'])
  })
})

describe('PROMISES', () => {
  it.each(PROMISES)('$id can be made and let go, and knows what it is of', ({ about, holds, breaks }) => {
    expect(holds.length).toBeGreaterThan(0)
    expect(breaks.length).toBeGreaterThan(0)
    const named = [...holds, ...breaks].every((pattern) => pattern.source.includes('?<about>'))
    expect(named || about !== undefined).toBe(true)
  })

  it.each(['never lose a ', 'losing a few ', 'if a click is lost, ', 'orders are ', 'stale ', 'no ', 'a'])(
    'are looked for in time in twenty thousand characters of %j',
    (unit) => {
      const text = unit.repeat(20_000 / unit.length)
      expect(promises(text).length).toBeLessThanOrEqual(PROMISES.length)
    },
  )
})
