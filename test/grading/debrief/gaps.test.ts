import { describe, expect, it } from 'vitest'
import { type Case, type Gap, gapsOf } from '../../../src/grading/debrief/gaps.ts'
import { sayNext, tryFrom } from '../../../src/grading/debrief/say-next.ts'
import { sayPractice, whyOf } from '../../../src/grading/debrief/say-practice.ts'
import { readPoints } from '../../../src/grading/scripted-verdict.ts'
import { graphOf } from '../../../src/interview/board/graph.ts'
import type { Interview } from '../../../src/interview/interview.ts'
import { pointsOf } from '../../../src/interview/rubric.ts'
import { box, sceneOf } from '../../support/board.ts'
import { makeRubric } from '../../support/rubric.ts'
import { criterionOf, interviewOf, type Line, makeGrade } from '../make.ts'
import { gradedBy, scenarios } from './make.ts'

const rubric = makeRubric()
const { problem } = rubric

function caseOf(interview: Interview, id = 'delivery', change: Partial<Case['grade']> = {}): Case {
  const graded = gradedBy(rubric, interview).grades.find((it) => it.criterion === id) ?? makeGrade()
  const reading = readPoints(interview, pointsOf(problem))
  return { problem, interview, reading, criterion: criterionOf(rubric, id), grade: { ...graded, ...change } }
}

const BAD: Line = { move: 'probe', target: 'bad-message', says: 'One message can never be handled. What then?' }
const gapIn = (it: Case, point: string): Gap => {
  const gap = gapsOf(it).find((one) => one.point.id === point)
  if (!gap) throw new Error(`no gap at ${point}`)
  return gap
}

describe('what stands between a grade and the next level', () => {
  it('is what was asked for and not shown before what nobody asked', () => {
    const it = caseOf(interviewOf(rubric, ['The consumer is idempotent.', BAD, 'We would look into it.']))
    const [first] = gapsOf(it)
    expect(first).toMatchObject({ kind: 'missed', point: { id: 'dead-letter' }, turn: 4 })
    expect(first?.quotes).toMatchObject([{ turn: 5, text: 'We would look into it.' }])
  })

  it('is close at hand where the candidate named what a question would be about', () => {
    const it = caseOf(interviewOf(rubric, ['The consumer is idempotent. A queue is what shows work.']))
    expect(gapIn(it, 'outbox')).toMatchObject({
      kind: 'named',
      turn: 3,
      quotes: [{ text: 'A queue is what shows work.' }],
    })
  })

  it('begins at what was shown beside it where nothing was named', () => {
    const it = caseOf(interviewOf(rubric, ['The consumer is idempotent.']))
    expect(gapIn(it, 'dead-letter')).toMatchObject({ kind: 'beside', turn: 3, quotes: [{ turn: 3 }] })
  })

  it('begins at the board where only that has its place', () => {
    const graph = graphOf(sceneOf(box('q', 0, 0, 'Kafka')))
    const interview = { ...interviewOf(rubric, [BAD, "I don't know."]), board: { graph, seq: 5, fresh: ['q'] } }
    const it = caseOf(interview)
    expect(gapIn(it, 'outbox')).toMatchObject({ kind: 'drawn', turn: 5, what: 'the Kafka you drew' })
    expect(sayNext(it, [gapIn(it, 'outbox')], 0)?.says).toMatch(
      /^Your board has its place: the Kafka you drew \(turn 5\)\./,
    )
  })

  it('is nobody asking, and only the moment of the criterion, where there is nothing else', () => {
    const it = caseOf(interviewOf(rubric, [BAD, "I don't know."]))
    expect(gapIn(it, 'idempotent')).toMatchObject({ kind: 'unasked', turn: 4, quotes: [] })
    expect(sayNext(it, [gapIn(it, 'idempotent')], 0)?.says).toMatch(/^No question was about this part/)
  })

  it('is what could have been asked from the first turn on, where it is for the candidate to ask', () => {
    const it = caseOf(interviewOf(rubric, ['How many scans are there a day?', 'There is a queue.']), 'requirements')
    const gap = gapIn(it, 'asks-loss')
    expect(gap).toMatchObject({ kind: 'opening', turn: 3 })
    expect(sayNext(it, [gap], 0)?.says).toMatch(/^From turn 3 on, before you drew anything, /)
    expect(sayPractice(it, gap, rubric, scenarios).says).toMatch(/^Begin again at turn 3: write down/)
  })

  it('is what the interviewer told, at the turn that told it', () => {
    const interview = interviewOf(rubric, [BAD, "I don't know."])
    const told = { ...interview, coverage: { 'dead-letter': { how: 'told' as const, seq: 8, quote: 'I told.' } } }
    const gap = gapIn(caseOf(told), 'dead-letter')
    expect(gap).toMatchObject({ kind: 'told', turn: 8, quotes: [] })
    expect(sayPractice(caseOf(told), gap, rubric, scenarios).says).toMatch(
      /^Explain aloud, without looking, what you were told in turn 8/,
    )
  })
})

describe('what is said of the next level', () => {
  const held = caseOf(interviewOf(rubric, ['The consumer is idempotent.', BAD, 'We would look into it.']))

  it('is nothing at the highest level, but for a question that was left', () => {
    const top = { ...held, grade: { ...held.grade, level: 4, cap: 4 } }
    expect(sayNext(top, [gapIn(held, 'outbox')], 0)).toBeNull()
    expect(sayNext(top, [gapIn(held, 'dead-letter')], 0)?.says).toMatch(/To round it off/)
    expect(sayNext(top, [], 0)).toBeNull()
  })

  it('names a figure of theirs where the point is about one', () => {
    const interview = interviewOf(rubric, ['That is 300 orders per second.', BAD, 'We would look into it.'])
    const it = caseOf(interview, 'delivery', { level: 2 })
    const gap = gapIn(it, 'dead-letter')
    const counted = { ...gap, point: { ...gap.point, says: 'Puts a number on what piles up.' } }
    expect(sayNext(it, [counted], 0)?.says).toMatch(
      /put a number on what piles up\. You have a figure .*“300 orders per second” \(turn 3\)/,
    )
    expect(sayNext(it, [gap], 0)?.says).not.toContain('figure')
  })

  it('is worded otherwise from one criterion to the next', () => {
    const gap = gapIn(held, 'dead-letter')
    expect(new Set([0, 1, 2].map((n) => sayNext(held, [gap], n)?.says)).size).toBe(3)
  })
})

it('a question to try is about something of theirs where there is one, and has no hole in it', () => {
  const delivery = criterionOf(rubric, 'delivery')
  const outbox = { ...delivery, points: delivery.points.filter((it) => it.id === 'outbox') }
  const named = interviewOf(rubric, ['We have Kafka there.'])
  expect(tryFrom(problem, named, outbox)).toBe(
    'A process dies just before it reaches your Kafka. Who notices, and when?',
  )
  expect(tryFrom(problem, interviewOf(rubric, ['Parcels move.']), outbox)).toBeNull()
})

it.each([
  [1, 'it stands at level 1, and senior asks for 2.7 on average'],
  [3, 'it stands at level 3, which is what senior asks for, and has room above'],
  [4, 'it stands at the highest level, with one question left open'],
])('why practise a criterion at level %i: %s, with the help it took', (level, says) => {
  const hinted = interviewOf(rubric, [BAD, "I don't know.", { move: 'hint', target: 'bad-message' }, 'Still not.'])
  const delivery = criterionOf(rubric, 'delivery')
  expect(whyOf(rubric, hinted, delivery, makeGrade({ level }))).toBe(`It weighs 3 of 3; ${says}, and it took one hint.`)
  expect(whyOf(rubric, interviewOf(rubric, []), delivery, makeGrade({ level }))).toBe(`It weighs 3 of 3; ${says}.`)
})
