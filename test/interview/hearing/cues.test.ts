import { describe, expect, it } from 'vitest'
import { cueOf, findCue } from '../../../src/interview/hearing/cues.ts'
import { clauses } from '../../../src/interview/words.ts'

const find = (cue: string, text: string, counts?: Parameters<typeof findCue>[2]) => {
  const span = findCue(cueOf(cue), clauses(text, { start: 0, end: text.length }), counts)
  return span && text.slice(span.start, span.end)
}

describe('findCue', () => {
  it.each([
    ['dead letter', 'it goes to a dead letter queue', 'dead letter'],
    ['dead letter', 'a dead-letter queue', 'dead-letter'],
    ['dead letter', 'dead and long letter', 'dead and long letter'],
    ['unique index|key', 'a unique compound key on it', 'unique compound key'],
    ['outbox & transaction', 'the outbox row is in the same transaction', 'outbox row is in the same transaction'],
    ['transaction & outbox', 'the outbox row, in one transaction', 'outbox row, in one transaction'],
    ['deduplicat', 'Deduplication happens there', 'Deduplication'],
    ['count', 'it is counted there', 'counted'],
    ['part|partner', 'the partner waits', 'partner'],
    ['ids', 'we store ids', 'ids'],
    ['id', 'we store ids', 'ids'],
    ["don't retry", 'we don’t retry', 'don’t retry'],
    ['counterrevolutionaries', 'the counterrevolutionaries wait', 'counterrevolutionaries'],
    ['202', 'it returns a 202 at once', '202'],
    ['2000000', 'about 2,000,000 a day', '2,000,000'],
  ])('%j is found in %j', (cue, text, expected) => {
    expect(find(cue, text)).toBe(expected)
  })

  it.each([
    ['dead letter', 'letter dead'],
    ['dead letter', 'a dead man wrote a letter'],
    ['outbox & transaction', 'the outbox row is separate'],
    ['id', 'an idea'],
    ['counterrevolutionaries', 'counterrevolutionary words'],
    ['check again', 'we check it against a list'],
    ['part', 'the partner waits'],
    ['time', 'a timeout of a second'],
    ['count', 'in each country'],
    ['log', 'the logic of it'],
    ['dedup', 'the dup is kept'],
    ['', 'anything'],
    ['&', 'anything'],
    ['🙂', 'anything 🙂'],
  ])('%j is not found in %j', (cue, text) => {
    expect(find(cue, text)).toBeNull()
  })

  it('joins parts across clauses, but words of one part only within one', () => {
    expect(find('outbox & transaction', 'we have an outbox, and it shares the transaction')).not.toBeNull()
    expect(find('outbox transaction', 'we have an outbox, the transaction is apart')).toBeNull()
  })

  it('goes on to another place when the first does not count', () => {
    const later = (_: unknown, at: number[]) => (at[0] ?? 0) > 2
    expect(find('outbox', 'an outbox is what our outbox is', later)).toBe('outbox')
    expect(find('outbox', 'an outbox only', later)).toBeNull()
  })

  it('refuses a cue of which one part has no place that counts', () => {
    const notOutbox = (clause: { word: string }[], at: number[]) => clause[at[0] ?? 0]?.word !== 'outbox'
    expect(find('transaction & outbox', 'the outbox in the transaction', notOutbox)).toBeNull()
  })

  it.each(['queue lost', 'queue & queue & lost', 'not lost queue'])(
    'ends on a long text of its own words: %j',
    (cue) => {
      expect(find(cue, 'a queue lost '.repeat(1500))).not.toBe(undefined)
      expect(find(cue, 'queue '.repeat(3300))).toBeNull()
    },
  )
})
