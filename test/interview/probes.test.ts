import { describe, expect, it } from 'vitest'
import {
  bringsOf,
  componentFor,
  criterionOf,
  isHead,
  isOpen,
  isReached,
  unseen,
  wordFor,
  worthOf,
} from '../../src/interview/probes.ts'
import { openInterview, START, say, speak } from '../support/hold.ts'
import { makeLevel, makeProbe, makeProblem, makeRubric } from '../support/rubric.ts'

const rubric = makeRubric()
const { problem } = rubric
const OPEN = { move: 'open' as const, target: null, phase: 0, because: '', says: problem.brief }
const begun = speak(rubric, openInterview(rubric), OPEN, START)
const after = (...texts: string[]) =>
  texts.reduce(
    (it, text) => speak(rubric, say(rubric, it, text, START).interview, { ...OPEN, move: 'wait' }, START),
    begun,
  )
const ask = (probe: string, interview = begun) =>
  speak(rubric, say(rubric, interview, 'Well.', START).interview, { ...OPEN, move: 'probe', target: probe }, START)
const probe = (id: string) => problem.probes.find((it) => it.id === id) ?? makeProbe({ id, brings: [] })

describe('the word for {{component}}', () => {
  const binds = ['queue', 'event bus', 'kafka', 'sqs']
  it.each([
    ['We put it on Kafka.', 'Kafka'],
    ['An SQS queue', 'queue'],
    ['The queue holds it.', 'queue'],
    ['All queues hold it.', 'queue'],
    ['It is queued there.', 'queue'],
    ['On the event-bus it waits.', 'event bus'],
    ["We don't want SQS, but Kafka is fine.", 'Kafka'],
    ['It is stored.', null],
    ['We work without a queue.', null],
    ["I wouldn't use Kafka here.", null],
  ])('in %j is %j', (text, expected) => {
    expect(wordFor(binds, { text })?.replace('-', ' ') ?? null).toBe(expected)
  })

  it('is the latest that the candidate used, never one of the interviewer', () => {
    expect(componentFor(begun, { binds: ['parcel'] })).toBeNull()
    expect(componentFor(after('We have a queue.', 'It is Kafka, in fact.', 'It is stored.'), { binds })).toBe(
      'your Kafka',
    )
  })
})

describe('a probe is open', () => {
  it('until it was asked', () => {
    expect(isOpen(begun, probe('bad-message'))).toBe(true)
    expect(isOpen(ask('bad-message'), probe('bad-message'))).toBe(false)
  })

  it('until all its points are shown', () => {
    expect(isOpen(after('There is a unique index on it.'), probe('stored-where'))).toBe(false)
    expect(isOpen(after('How many scans are there?'), probe('first-questions'))).toBe(true)
  })

  it('once the thing that its words need was named', () => {
    expect(isOpen(begun, probe('lost-message'))).toBe(false)
    expect(isOpen(after('We put it on a broker.'), probe('lost-message'))).toBe(true)
  })
})

describe('a deeper rung', () => {
  it('waits for the one above it while that can be asked', () => {
    const named = after('We put it on a queue.')
    expect(isHead(problem, named, probe('repeated-message'))).toBe(false)
    expect(isHead(problem, ask('lost-message', named), probe('repeated-message'))).toBe(true)
  })

  it('does not wait for one that cannot be asked', () => {
    expect(isHead(problem, begun, probe('repeated-message'))).toBe(true)
  })
})

describe('a criterion is reached', () => {
  const criterion = criterionOf(problem, 'dead-letter')
  const reached = (interview: typeof begun) => criterion && isReached(problem, interview, criterion)

  it('when something of it was shown, or asked and answered in any way', () => {
    expect(reached(begun)).toBe(false)
    expect(reached(after('The consumer is idempotent.'))).toBe(true)
    expect(reached(say(rubric, ask('bad-message'), 'Pass.', START).interview)).toBe(true)
  })

  it('not by a question that was left without an answer, nor by another criterion', () => {
    expect(reached(ask('bad-message'))).toBe(false)
    expect(reached(after('There is a unique index on it.'))).toBe(false)
  })
})

describe('worth', () => {
  it('is the weight of what is unseen, twice where the criterion was not reached', () => {
    expect(worthOf(makeRubric({ problem }), begun, ['outbox', 'reconcile'])).toBe(12)
    expect(worthOf(makeRubric({ problem }), after('The consumer is idempotent.'), ['outbox', 'reconcile'])).toBe(6)
    expect(worthOf(makeRubric({ problem }), after('We write to an outbox.'), ['outbox', 'reconcile'])).toBe(3)
    expect(worthOf(makeRubric({ problem }), begun, ['unknown-point'])).toBe(0)
  })

  it('weighs points by their own level, as the level asked for wants them weighed', () => {
    const manner = { ...makeLevel('mid').manner, worth: { 2: 2, 3: 1, 4: 0.5 } }
    const mid = makeRubric({ problem, level: { ...makeLevel('mid'), manner } })
    expect(worthOf(mid, begun, ['idempotent'])).toBe(12)
    expect(worthOf(mid, begun, ['outbox'])).toBe(6)
    expect(worthOf(mid, begun, ['reconcile'])).toBe(3)
  })
})

it('probes and changes both bring points; what is unknown brings none', () => {
  expect(bringsOf(problem, 'lost-message')).toEqual(['outbox', 'reconcile'])
  expect(bringsOf(problem, 'region-lost')).toEqual(['reconcile'])
  expect(bringsOf(makeProblem({ changes: [] }), 'region-lost')).toEqual([])
  expect(unseen(begun, ['outbox'])).toEqual(['outbox'])
})
