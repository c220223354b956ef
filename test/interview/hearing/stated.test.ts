import { describe, expect, it } from 'vitest'
import { isWavedAway, statedClauses } from '../../../src/interview/hearing/stated.ts'
import { clauses, tokens } from '../../../src/interview/words.ts'

const apart = (text: string) => clauses(text, { start: 0, end: text.length })
const stated = (text: string, next = '') =>
  statedClauses(text, apart(text), apart(next)).map((clause) => clause.map((it) => it.word).join(' '))

describe('a speaker stands behind', () => {
  it.each([
    'We keep it in an outbox.',
    'It is eighty a second, I guess.',
    'We keep a version, that is all it needs.',
    "A single primary does it, sharding isn't needed.",
    "I don't know the limit, so I plan for 150 a second.",
  ])('all of %j', (text) => expect(stated(text)).toHaveLength(apart(text).length))

  it.each([
    ['We keep it in an outbox, does that make sense?', 1],
    ['So we refuse it with a 429, right?', 1],
    ['The key is unique, and we could shard it, but that would be overkill.', 2],
  ])('the beginning of %j', (text, count) => expect(stated(text)).toHaveLength(count))
})

describe('a speaker does not stand behind', () => {
  it.each([
    'Is it in an outbox, or in a table?',
    'If the store is down, do we refuse?',
    'When it is full, what do we do?',
    'A token bucket, or a sliding window, not sure which.',
    'It could be the broker, could be the worker, who knows.',
    'A saga I have to say, dunno yet.',
    'A queue, or something like that.',
  ])('%s', (text) => expect(stated(text)).toEqual([]))

  it.each([
    ["We could use an outbox, but I don't see the point.", "but i don't see the point"],
    ["One might shard it, but I wouldn't.", "but i wouldn't"],
    ["You could lock the row, but it's not worth it here.", "but it's not worth it here"],
    ["I could add a limit, but I don't think it's needed.", "but i don't think it's needed"],
    ["There could be a saga, but we don't need that.", "but we don't need that"],
  ])('what is turned down: %s', (text, rest) => expect(stated(text)).toEqual([rest]))

  it('what the next sentence turns down', () => {
    expect(stated('We could shard it.', "But that's overkill.")).toEqual([])
    expect(stated('We could shard it.', 'And that works.')).toHaveLength(1)
  })

  it('what was done elsewhere', () => {
    expect(stated('At my last company we had an outbox.')).toEqual([])
  })
})

describe('isWavedAway', () => {
  it.each(["we don't need to know how many", 'no need to ask the volume', 'how many or whatever'])('%s', (text) =>
    expect(isWavedAway(tokens(text))).toBe(true),
  )
  it.each(["isn't there a limit", 'how many, maybe a thousand', "why don't they count"])('not: %s', (text) =>
    expect(isWavedAway(tokens(text))).toBe(false),
  )
})
