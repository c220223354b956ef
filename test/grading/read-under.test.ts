import { describe, expect, it } from 'vitest'
import { capOf, exposureOf } from '../../src/grading/exposure.ts'
import { readUnder } from '../../src/grading/read-under.ts'
import { replay } from '../../src/interview/advance.ts'
import type { LegalMove, SeqEvent } from '../../src/interview/events.ts'
import { hear } from '../../src/interview/hearing/hear.ts'
import type { Problem, Rubric } from '../../src/interview/rubric.ts'
import { hold, MINUTE, makeOpened, makeSpoke, START } from '../support/hold.ts'
import { makePoint, makeProbe, makeProblem, makeRubric } from '../support/rubric.ts'
import { criterionOf } from './make.ts'

const held = makeRubric()
const ID = 'interview-1'

/** A line is the candidate's words, or what the interviewer does. */
type Line = string | [move: LegalMove['move'], target: string | null]

/** The events of an interview held so, heard by the rubric it was held under. */
function eventsOf(lines: Line[]): SeqEvent[] {
  const events: SeqEvent[] = [{ ...makeOpened(held), seq: 1 }]
  for (const line of [['open', null] as Line, ...lines]) {
    const at = START + events.length * MINUTE
    const seq = events.length + 1
    if (typeof line === 'string') events.push({ ...hear(held, replay(held, ID, events), line, at), seq })
    else {
      const pair = { move: line[0], target: line[1], phase: 2, because: 'so', says: `Well, ${line[1]}?` }
      events.push({ ...makeSpoke(pair, at), seq })
    }
  }
  return [
    ...events,
    { type: 'interview-ended', at: START + events.length * MINUTE, reason: 'finished', seq: events.length + 1 },
  ]
}

const version = (change: (problem: Problem) => Partial<Problem>): Rubric =>
  makeRubric({ problem: makeProblem(change(makeProblem())) })

/** The delivery criterion with its points changed. */
const points = (change: (points: Problem['criteria'][number]['points']) => Problem['criteria'][number]['points']) =>
  version(({ criteria }) => ({
    criteria: criteria.map((it) => (it.id === 'delivery' ? { ...it, points: change(it.points) } : it)),
  }))

const probes = (change: (probe: Problem['probes'][number]) => Problem['probes'][number][]) =>
  version((problem) => ({ probes: problem.probes.flatMap(change) }))

const LEASE = makePoint({ id: 'lease', cues: ['lease'] })
const withLease = points((it) => [...it, LEASE])

function read(rubric: Rubric, lines: Line[]) {
  const it = readUnder(rubric, held, ID, eventsOf(lines))
  const criterion = criterionOf(rubric, 'delivery')
  return {
    ...it,
    coverage: it.interview.coverage,
    exposure: exposureOf(it.rubric.problem, it.interview, criterion),
    cap: capOf(it.rubric.problem, it.interview, criterion),
  }
}

describe('under the rubric it was held under', () => {
  it('an interview comes out as it is, of whatever was said', () => {
    const said = [
      'How many scans are there a day?',
      'A queue, and an outbox.',
      "I'm stuck, give me a hint.",
      'It is stored.',
    ]
    const { events } = hold(held, (_, turn) => said[turn % said.length] ?? null)
    const whole = readUnder(held, makeRubric(), ID, events)
    expect(whole.interview).toEqual(replay(held, ID, events))
    expect(whole.rubric).toEqual(held)
    expect(Object.keys(whole.interview.coverage).length).toBeGreaterThan(1)
  })

  it('is no interview without its opening', () => {
    expect(() => readUnder(held, held, ID, eventsOf([]).slice(1))).toThrow('begins with its opening')
  })
})

describe('a point that is new', () => {
  it('is heard in what was said, at its turn, and as volunteered where no question asked for it', () => {
    const { coverage, exposure } = read(withLease, [
      'A worker takes a lease on the scan.',
      ['wait', null],
      'And a lease ends.',
    ])
    expect(coverage.lease).toEqual({ how: 'volunteered', seq: 3, quote: 'A worker takes a lease on the scan.' })
    expect(exposure).toBe('volunteered')
  })

  it('is prompted where the question on the table asks for it by this version, and hinted after help', () => {
    const asking = version(({ criteria, probes: all }) => ({
      criteria: criteria.map((it) => (it.id === 'delivery' ? { ...it, points: [...it.points, LEASE] } : it)),
      probes: all.map((it) => (it.id === 'bad-message' ? { ...it, brings: [...it.brings, 'lease'] } : it)),
    }))
    const ask: Line[] = ['It is stored.', ['probe', 'bad-message']]
    expect(read(asking, [...ask, 'A worker takes a lease.']).coverage.lease?.how).toBe('prompted')
    const helped = read(asking, [...ask, "I don't know.", ['hint', 'bad-message'], 'A worker takes a lease.'])
    expect(helped.coverage.lease?.how).toBe('hinted')
    expect(helped).toMatchObject({ exposure: 'hinted', cap: 3 })
  })

  it('that nobody said or asked for is not reached', () => {
    const only = points(() => [LEASE, makePoint({ id: 'fence', cues: ['fencing token'] })])
    expect(read(only, ['An outbox, and it is stored.', ['probe', 'stored-where'], 'A row.'])).toMatchObject({
      exposure: 'not_reached',
      cap: 4,
    })
  })

  it('is listened for in the place of one of its name that was put otherwise', () => {
    const other = points((all) => all.map((it) => (it.id === 'outbox' ? { ...it, cues: ['relay table'] } : it)))
    const lines: Line[] = ['We write the event to an outbox.', ['wait', null], 'I mean a relay table beside it.']
    expect(read(held, lines).coverage.outbox?.seq).toBe(3)
    expect(read(other, lines).coverage.outbox?.seq).toBe(5)
    expect(read(other, lines.slice(0, 1)).coverage.outbox).toBeUndefined()
  })
})

describe('what stayed', () => {
  it('keeps how it was shown; what is gone covers nothing', () => {
    const fewer = points((all) => all.filter((it) => it.id !== 'idempotent'))
    const { coverage } = read(fewer, [
      'The consumer is idempotent.',
      ['probe', 'lost-message'],
      'We write it to an outbox.',
    ])
    expect(coverage).toEqual({ outbox: expect.objectContaining({ how: 'prompted' }) })
  })

  it('that the interviewer gave away earns nothing, however it is put now', () => {
    const steps = Array.from({ length: 4 }, (): Line[] => ["I don't know.", ['hint', 'bad-message']]).flat()
    const lines: Line[] = ['It is stored.', ['probe', 'bad-message'], ...steps, 'It goes to a dead letter queue.']
    const other = points((all) => all.map((it) => (it.id === 'dead-letter' ? { ...it, says: 'Sets it aside.' } : it)))
    expect(read(other, lines).coverage['dead-letter']?.how).toBe('told')
    expect(read(other, lines).cap).toBe(2)
  })
})

describe('the brief', () => {
  it('is the one that the candidate was given', () => {
    const rebriefed = version(() => ({ brief: 'Letters now. Where do you begin?', title: 'Letters' }))
    expect(read(rebriefed, ['It is stored.']).rubric.problem).toMatchObject({
      brief: held.problem.brief,
      title: 'Letters',
    })
  })
})

describe('a question that was asked', () => {
  const asked: Line[] = [
    'It is stored.',
    ['probe', 'bad-message'],
    "I don't know.",
    ['hint', 'bad-message'],
    'Well, it is stored.',
  ]

  it('in the same words asks for what this version says it does', () => {
    const moved = probes((it) => [it.id === 'bad-message' ? { ...it, brings: ['unique-key'] } : it])
    expect(read(moved, asked)).toMatchObject({ exposure: 'not_reached', cap: 4 })
    expect(
      exposureOf(read(moved, asked).rubric.problem, read(moved, asked).interview, criterionOf(held, 'storage')),
    ).toBe('hinted')
  })

  it('in other words than it has now asks for what it asked for then', () => {
    const reworded = probes((it) => [
      it.id === 'bad-message' ? { ...it, asks: 'What else?', brings: ['unique-key'] } : it,
    ])
    expect(read(reworded, asked)).toMatchObject({ exposure: 'hinted', cap: 3 })
  })

  it('and is gone now was asked all the same, as far as its points stayed', () => {
    const dropped = probes((it) => (it.id === 'bad-message' ? [] : [it]))
    expect(read(dropped, asked)).toMatchObject({ exposure: 'hinted', cap: 3 })
    const both = version(({ criteria }) => ({
      criteria: criteria.map((it) => ({ ...it, points: it.points.filter((point) => point.id !== 'dead-letter') })),
      probes: [makeProbe({ id: 'other', brings: ['outbox'] })],
    }))
    expect(read(both, asked)).toMatchObject({ exposure: 'not_reached', cap: 4 })
  })

  const night: Line[] = ['It is stored.', ['probe', 'at-night'], "I don't know.", ['hint', 'at-night'], 'It waits.']
  const atNight = (point: object) =>
    version(({ criteria, probes: all }) => ({
      criteria: criteria.map((it) => ({
        ...it,
        points: it.points.map((one) => (one.id === 'reconcile' ? { ...one, ...point } : one)),
      })),
      probes: all.map((it) => (it.id === 'at-night' ? { ...it, asks: 'What keeps you awake?' } : it)),
    }))
  const capIn = (rubric: Rubric, criterion: string) => {
    const it = readUnder(rubric, held, ID, eventsOf(night))
    return capOf(it.rubric.problem, it.interview, criterionOf(rubric, criterion))
  }

  it('with help caps what it asked for first, and nothing else where that means something else now', () => {
    expect([capIn(held, 'delivery'), capIn(held, 'storage')]).toEqual([3, 4])
    const other = atNight({ says: 'Counts both sides.' })
    expect([capIn(other, 'delivery'), capIn(other, 'storage')]).toEqual([4, 4])
  })

  it('asks for a point that is heard by more words now, as long as it means the same', () => {
    const more = atNight({ cues: ['reconcil', 'both sides'] })
    expect([capIn(more, 'delivery'), capIn(more, 'storage')]).toEqual([3, 4])
    expect(read(more, night)).toMatchObject({ exposure: 'hinted', cap: 3 })
  })

  it('as a change of constraint counts the same way', () => {
    const lines: Line[] = ['It is stored.', ['change-constraint', 'region-lost'], 'It waits.']
    const gone = version(() => ({ changes: [] }))
    const other = version(({ changes }) => ({
      changes: changes.map((it) => ({ ...it, says: 'Else?', brings: ['unique-key'] })),
    }))
    for (const rubric of [held, gone, other]) expect(read(rubric, lines).exposure).toBe('prompted')
  })
})
