import { describe, expect, it } from 'vitest'
import { flawIn, unreachedIn } from '../../../src/grading/debrief/checks.ts'
import type { Written } from '../../../src/grading/debrief/debrief.ts'
import type { Graded } from '../../../src/grading/debrief/gaps.ts'
import { verifyDebrief } from '../../../src/grading/verify-debrief.ts'
import { rubricOf } from '../../../src/interview/rubric.ts'
import { PERSONAS } from '../../../src/simulation/persona.ts'
import { simulate } from '../../../src/simulation/simulate.ts'
import { readKept } from '../../fixtures/kept.ts'
import { makeRubric } from '../../support/rubric.ts'
import { interviewOf, type Line, makeGrade } from '../make.ts'
import { catalogue, debriefOf, entryOf, gradedBy } from './make.ts'

const kept = (await readKept()).map(({ name, rubric, interview }): [string, Graded] => [
  name,
  gradedBy(rubric, interview),
])
const level = catalogue.levels.find((it) => it.id === 'senior')
const simulated = catalogue.problems.flatMap((problem, n) =>
  PERSONAS.map((persona): [string, Graded] => {
    const format = catalogue.formats.filter((it) => it.fits === problem.kind).at(-1)
    if (!format || !level) throw new Error('no format or level')
    const rubric = rubricOf(catalogue, problem, format, level)
    return [`${problem.id}, ${persona.id}`, gradedBy(rubric, simulate(rubric, persona, n + 1).interview)]
  }),
)

const saidIn = ({ criteria, practise }: Written) => [
  ...criteria.flatMap(({ criterion, shown, next }) =>
    [shown, next].flatMap((it) => (it ? [{ criterion, ...it }] : [])),
  ),
  ...practise,
]

describe.each([...kept, ...simulated])('the debrief of %s', (_, graded) => {
  const { rubric, interview, grades } = graded
  const written = debriefOf(graded)
  const gradeOf = (criterion: string) => grades.find((it) => it.criterion === criterion)

  it('rests on words that stand, at turns that are there', () => {
    const stored = { ...written, dropped: [], raw: [], calls: [] }
    expect(verifyDebrief({ problem: rubric.problem, interview, grades }, stored, 'debrief')).toEqual([])
  })

  it('is of every criterion, and says of what was not reached that this was not their doing', () => {
    expect(written.criteria.map((it) => it.criterion)).toEqual(rubric.problem.criteria.map((it) => it.id))
    for (const { criterion, shown, next } of written.criteria)
      if (gradeOf(criterion)?.abstained === 'not_reached') {
        expect(shown).toBeNull()
        expect(next?.says).toMatch(/did not come to this, which counts neither for nor against you/)
      }
  })

  it('says nothing that a debrief may not say', () => {
    const asked = rubric.problem.probes.map((it) => it.asks.slice(0, 40))
    const flaws = saidIn(written).flatMap(({ criterion, says }) => {
      const own = gradeOf(criterion)?.level ?? 0
      const bounds = { rubric, interview, levels: [own, own + 1], anchor: null, unreached: unreachedIn(rubric, grades) }
      const flaw = flawIn(says, bounds)
      // An authored question to try by oneself was asked by nobody; it may name a part of theirs.
      const isAuthored = asked.some(
        (it) => flaw?.startsWith('nobody said') && flaw.includes(it.split('{{')[0] || 'your '),
      )
      return flaw === null || isAuthored ? [] : [`${criterion}: ${flaw}`]
    })
    expect(flaws).toEqual([])
  })

  it('has at most three things to practise, each of what was graded, with its turn, its reason and its quotes', () => {
    expect(written.practise.length).toBeLessThanOrEqual(3)
    for (const it of written.practise) {
      expect(gradeOf(it.criterion)?.level).not.toBeNull()
      expect(it.turn).not.toBeNull()
      expect(it.why).toMatch(/^It weighs [123] of 3; it stands at /)
    }
  })

  it('is not one sentence stamped all over, and comes out the same again', () => {
    const next = written.criteria.filter((it) => gradeOf(it.criterion)?.level).flatMap((it) => it.next?.says ?? [])
    expect(new Set(next).size).toBe(next.length)
    expect(debriefOf(graded)).toEqual(written)
  })
})

describe('what is said of a criterion', () => {
  const rubric = makeRubric()
  const of = (lines: Line[]) => debriefOf(gradedBy(rubric, interviewOf(rubric, lines)))
  const helped: Line[] = [
    { move: 'probe', target: 'bad-message', says: 'One message can never be handled. What then?' },
    "I don't know.",
    { move: 'hint', target: 'bad-message', says: 'Those behind it are fine. What then?' },
    'It goes to a dead letter queue. The consumer is idempotent. We write the event to an outbox. A job reconciles both sides each hour.',
  ]

  it('tells help from what was found alone, and that the next level is the same without', () => {
    const { shown, next } = entryOf(of(helped), 'delivery')
    expect(shown?.says).toMatch(/help \(one hint, from turn \d+\)/)
    expect(next?.says).toMatch(/^One hint stood between “One message can never be handled\. What then\?” \(turn \d+\)/)
    expect(next?.says).toMatch(/without help/)
  })

  it('tells of help also where nothing shown came of it', () => {
    const { shown } = entryOf(
      of(['The consumer is idempotent.', ...helped.slice(0, 3), "I still don't know."]),
      'delivery',
    )
    expect(shown?.says).toMatch(/^Before anyone asked.* One hint came on the way, from turn \d+\.$/)
  })

  it('names the question that stayed open and what it takes there', () => {
    const { shown, next } = entryOf(of(helped.slice(0, 2)), 'delivery')
    expect(shown?.says).toMatch(/^It was asked about in turn \d+, and none of its points was heard/)
    expect(next?.says).toMatch(/^“One message can never be handled\. What then\?” \(turn \d+\) stayed open\. /)
    expect(next?.quotes.map((it) => it.text)).toEqual(["I don't know."])
  })

  it('goes on from what they said themselves where nobody asked', () => {
    const { next } = entryOf(of(['There is a unique index on the scan.']), 'storage')
    expect(next).toMatchObject({ turn: 3, quotes: [{ text: 'There is a unique index on the scan' }] })
    expect(next?.says).toMatch(/turn 3.* For level 3, /)
  })

  it('of a failed or suspected reading says only why there is no level', () => {
    const interview = interviewOf(rubric, ['We write the event to an outbox.'])
    const { grades } = gradedBy(rubric, interview)
    const none = (abstained: 'grader_failed' | 'suspected_manipulation') =>
      debriefOf({
        rubric,
        interview,
        grades: grades.map((it) => (it.criterion === 'delivery' ? makeGrade({ level: null, abstained }) : it)),
      })
    for (const [reason, says] of [
      ['grader_failed', /failed here/],
      ['suspected_manipulation', /a person should read/],
    ] as const) {
      const written = none(reason)
      expect(entryOf(written, 'delivery')).toMatchObject({ shown: null, next: { says: expect.stringMatching(says) } })
      expect(written.practise.map((it) => it.criterion)).not.toContain('delivery')
    }
  })

  it('practises first what weighs most and is furthest from the level asked for', () => {
    const interview = interviewOf(rubric, [...helped.slice(0, 2), 'There is a unique index on the scan.'])
    const { grades } = gradedBy(rubric, interview)
    const { practise } = debriefOf({ rubric, interview, grades })
    const rank = (criterion: string) => practise.findIndex((it) => it.criterion === criterion)
    expect(rank('delivery')).toBe(0)
    expect(rank('storage')).toBeGreaterThan(0)
  })

  it('holds no word of the role that was named to the interviewer', () => {
    const interview = { ...interviewOf(rubric, helped), job: 'Zeppelin Pilot' }
    const [first, ...rest] = interview.turns
    if (!first) throw new Error('no opening')
    const opened = { ...interview, turns: [{ ...first, text: `As a Zeppelin Pilot, tell me. ${first.text}` }, ...rest] }
    expect(JSON.stringify(debriefOf(gradedBy(rubric, opened)))).not.toMatch(/zeppelin/i)
  })
})
