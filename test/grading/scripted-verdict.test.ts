import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelFor, scriptedVerdict } from '../../src/grading/scripted-verdict.ts'
import { settle } from '../../src/grading/settle.ts'
import { makePoint, makeRubric } from '../support/rubric.ts'
import { criterionOf, interviewOf, type Line, turnOf } from './make.ts'

const rubric = makeRubric()
const delivery = criterionOf(rubric, 'delivery')

describe('levelFor', () => {
  // idempotent 2, outbox 3, dead-letter 3, reconcile 4
  const everything = delivery.points.map((it) => it.id)

  it.each<[string[], number]>([
    [[], 1],
    [['idempotent'], 2],
    [['idempotent', 'outbox'], 2],
    [['outbox', 'dead-letter'], 3],
    [['idempotent', 'outbox', 'dead-letter'], 3],
    [['idempotent', 'outbox', 'reconcile'], 4],
    [['reconcile'], 2],
    [['idempotent', 'outbox', 'dead-letter', 'reconcile'], 4],
  ])('for %j of all that was asked for is %i', (shown, level) => {
    expect(levelFor(delivery, shown, everything)).toBe(level)
  })

  it.each<[string[], string[], number]>([
    [[], [], 1],
    [['outbox'], ['outbox'], 3],
    [['outbox'], ['outbox', 'dead-letter'], 2],
    [['reconcile'], [], 4],
    [['reconcile'], ['idempotent', 'outbox'], 4],
    [['outbox'], ['outbox', 'reconcile'], 3],
  ])('for %j, where there was occasion for %j, is %i', (shown, occasions, level) => {
    expect(levelFor(delivery, shown, occasions)).toBe(level)
  })

  it('takes half of the points that count at a level for too few', () => {
    const points = ['a', 'b', 'c', 'd'].map((id) => makePoint({ id, cues: ['x'], level: 2 }))
    const criterion = { ...delivery, points }
    expect(levelFor(criterion, ['a', 'b'], ['a', 'b', 'c', 'd'])).toBe(1)
    expect(levelFor(criterion, ['a', 'b', 'c'], ['a', 'b', 'c', 'd'])).toBe(2)
    expect(levelFor(criterion, ['a', 'b'], ['a', 'b', 'c'])).toBe(2)
  })

  it('is never lowered by more points, never raised by more occasions, and lies between 1 and 4', () => {
    const Flags = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })
    const Levels = fc.array(fc.constantFrom<2 | 3 | 4>(2, 3, 4), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(Levels, Flags, Flags, fc.nat(7), (levels, shown, asked, more) => {
        const points = levels.map((level, i) => makePoint({ id: `p${i}`, cues: ['x'], level }))
        const criterion = { ...delivery, points }
        const [some, occasions] = [shown, asked].map((flags) => levels.flatMap((_, i) => (flags[i] ? [`p${i}`] : [])))
        const other = `p${more % levels.length}`
        const level = levelFor(criterion, some ?? [], occasions ?? [])
        expect(level).toBeGreaterThanOrEqual(1)
        expect(level).toBeLessThanOrEqual(4)
        expect(levelFor(criterion, [...(some ?? []), other], occasions ?? [])).toBeGreaterThanOrEqual(level)
        expect(levelFor(criterion, some ?? [], [...(occasions ?? []), other])).toBeLessThanOrEqual(level)
      }),
    )
  })
})

describe('scriptedVerdict', () => {
  const ASK: Line = { move: 'probe', target: 'bad-message' }

  it('is not lowered by a question that the clock left without an answer', () => {
    const said = 'The consumer is idempotent. We write the event to an outbox.'
    const levelOf = (lines: Line[]) => scriptedVerdict(rubric.problem, interviewOf(rubric, lines), delivery).level
    expect(levelOf([said, ASK, 'Well.'])).toBe(2)
    expect(levelOf([said, ASK])).toBe(3)
  })

  it('reads all turns afresh, each point with the sentence that showed it first', () => {
    const interview = interviewOf(rubric, [
      'Fine. The consumer is idempotent.',
      ASK,
      'It goes to a dead letter queue. Still idempotent, it is.',
    ])
    expect(scriptedVerdict(rubric.problem, interview, delivery)).toEqual({
      quotes: [
        { turn: turnOf(interview, 'Fine.'), text: 'The consumer is idempotent.' },
        { turn: turnOf(interview, 'dead letter'), text: 'It goes to a dead letter queue.' },
      ],
      points: [
        { id: 'idempotent', shown: true },
        { id: 'outbox', shown: false },
        { id: 'dead-letter', shown: true },
        { id: 'reconcile', shown: false },
      ],
      level: 3,
    })
  })

  it('is not lowered by a question that the end left without an answer', () => {
    const said = ['We write the event to an outbox.', ASK]
    const level = (lines: Line[]) => scriptedVerdict(rubric.problem, interviewOf(rubric, lines), delivery).level
    expect(level(said)).toBe(3)
    expect(level([...said, 'I would look into it some day.'])).toBe(2)
  })

  it("does not count the interviewer's own words said back", () => {
    const says = 'Some people park such a message in a dead letter queue. Does that fit?'
    const interview = interviewOf(rubric, [
      { move: 'hint', says },
      'People park such a message in a dead letter queue.',
    ])
    expect(scriptedVerdict(rubric.problem, interview, delivery)).toMatchObject({ level: 1, quotes: [] })
  })

  it('gives no credit for what was told', () => {
    const stuck: Line[] = Array.from({ length: 4 }, (): Line[] => [
      "I don't know.",
      { move: 'hint', target: 'bad-message' },
    ]).flat()
    const interview = interviewOf(rubric, [ASK, ...stuck, 'It goes to a dead letter queue.'])
    expect(
      scriptedVerdict(rubric.problem, interview, delivery).points.find((it) => it.id === 'dead-letter')?.shown,
    ).toBe(false)
  })

  it('is level 1 without a word, and its quotes always stand', () => {
    expect(scriptedVerdict(rubric.problem, interviewOf(rubric, []), delivery)).toMatchObject({ level: 1, quotes: [] })
    const Said = fc.array(
      fc.constantFrom(
        'The consumer is “idempotent”…',
        'We write – you see – an OUTBOX.',
        'No outbox.',
        '😀 A job reconciles both.\nIt is stored.',
      ),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(Said, (lines) => {
        const interview = interviewOf(rubric, lines)
        const verdict = scriptedVerdict(rubric.problem, interview, delivery)
        const grade = settle(rubric.problem, interview, delivery, [{ verdict, raw: '', call: null }])
        expect(grade.dropped).toEqual([])
        expect(grade.level).toBe(grade.exposure === 'not_reached' ? null : verdict.level)
        expect(grade.quotes.length > 0).toBe(grade.points.some((it) => it.shown))
      }),
    )
  })
})
