import { describe, expect, it } from 'vitest'
import { readInterview } from '../../src/evaluation/read-interview.ts'
import { capOf, exposureOf } from '../../src/grading/exposure.ts'
import { makeCatalogue, makeWritten } from './make.ts'

const read = (change: (written: ReturnType<typeof makeWritten>) => void = () => {}) => {
  const written = makeWritten()
  change(written)
  return readInterview(makeCatalogue(), 'first', written)
}
const saysOf = (change: (written: ReturnType<typeof makeWritten>) => void) =>
  read(change).flaws?.map((it) => `${it.at.join('.')}: ${it.says}`)

describe('a labelled interview', () => {
  it('becomes an ended interview whose exposure and caps are those of the machine', () => {
    const { value } = read()
    if (!value) throw new Error('it was not read')
    const { rubric, interview } = value
    expect(value).toMatchObject({ id: 'parcels/first', source: 'labelled' })
    expect(interview).toMatchObject({ status: 'ended', factsTold: ['volume'] })
    expect(interview.turns.map((it) => it.by)).toEqual([
      ...['interviewer', 'candidate', 'interviewer', 'candidate', 'interviewer', 'candidate', 'interviewer'],
      'candidate',
    ])
    expect(interview.turns[0]).toMatchObject({ move: 'open', text: rubric.problem.brief })
    expect(
      rubric.problem.criteria.map((it) => [
        it.id,
        exposureOf(rubric.problem, interview, it),
        capOf(rubric.problem, interview, it),
      ]),
    ).toEqual([
      ['requirements', 'volunteered', 4],
      ['delivery', 'hinted', 3],
      ['storage', 'not_reached', 4],
    ])
  })

  it('keeps the levels as people gave them, before any cap, with the points they ticked', () => {
    expect(read().value?.marks).toEqual([
      { criterion: 'requirements', level: 2, shown: ['asks-volume'], because: 'Asks for "scans".', judge: null },
      { criterion: 'delivery', level: 2, shown: ['idempotent'], because: '"has the id already".', judge: null },
      { criterion: 'storage', level: null, shown: [], because: 'Nobody asked.', judge: null },
    ])
  })

  it('puts a probe into the phase that asks its kind', () => {
    expect(read().value?.interview.turns.map((it) => it.phase)).toEqual([0, 0, 0, 0, 2, 2, 2, 2])
  })

  it.each<[string, (written: ReturnType<typeof makeWritten>) => void, string]>([
    [
      'an unknown problem',
      (it) => Object.assign(it, { problem: 'post' }),
      'problem: there is no problem "post"; there is: parcels',
    ],
    [
      'an unknown level',
      (it) => Object.assign(it, { level: 'staff' }),
      'level: there is no level "staff"; there is: senior',
    ],
    ['a key too many', (it) => Object.assign(it, { author: 'me' }), ': author is no key of this; leave it out'],
    [
      'a turn that is none',
      (it) => it.turns.splice(1, 1, { interviewer: 'Well?' }),
      'turns.1: should be candidate: text, or interviewer: text with move',
    ],
    [
      'two turns in a row',
      (it) => it.turns.splice(1, 1),
      "turns.1: should be the interviewer's; turns alternate from the candidate",
    ],
    [
      'an interviewer at the end',
      (it) => it.turns.push({ interviewer: 'Bye.', move: 'close' }),
      'turns: should end with the candidate',
    ],
    [
      'a probe that is none',
      (it) => Object.assign(it.turns[3] ?? {}, { target: 'lost' }),
      'turns.3.target: there is no probe "lost"; there is: first-questions,',
    ],
    [
      'a probe without a target',
      (it) => delete it.turns[3]?.target,
      'turns.3.target: probe needs the id of a probe: first-questions,',
    ],
    [
      'a target where there can be none',
      (it) => Object.assign(it.turns[3] ?? {}, { move: 'wait' }),
      'turns.3.target: wait points at nothing; leave the target out',
    ],
    [
      'a fact that is none',
      (it) => Object.assign(it.turns[1] ?? {}, { target: 'volume+age' }),
      'turns.1.target: there is no fact "age"; there is: volume, delay, loss',
    ],
    [
      'a hint with another question',
      (it) => Object.assign(it.turns[5] ?? {}, { target: 'at-night' }),
      'turns.5.target: the open question is repeated-message, so no hint can help with at-night',
    ],
    [
      'a question asked twice',
      (it) => Object.assign(it.turns[5] ?? {}, { move: 'probe' }),
      'turns.5.target: repeated-message was asked before; a question is asked once',
    ],
    [
      'a criterion that is none',
      (it) => Object.assign(it.labels[2] ?? {}, { criterion: 'stores' }),
      'labels.2.criterion: there is no criterion "stores"; there is: requirements, delivery, storage',
    ],
    [
      'a criterion without a label',
      (it) => it.labels.pop(),
      'labels: storage has no label; give it one, with level null where it was not reached',
    ],
    [
      'two labels of one criterion',
      (it) => Object.assign(it.labels[2] ?? {}, { criterion: 'delivery' }),
      'labels.2.criterion: delivery has a label already; give each criterion one',
    ],
    [
      'a level that is none',
      (it) => Object.assign(it.labels[0] ?? {}, { level: 2.5 }),
      'labels.0.level: should be 1, 2, 3 or 4, or null where it was not reached',
    ],
    [
      'a point of another criterion',
      (it) => it.labels[0]?.shown.push('outbox'),
      'labels.0.shown: there is no point of requirements "outbox"; there is: asks-volume, asks-loss',
    ],
    [
      'points without a level',
      (it) => it.labels[2]?.shown.push('unique-key'),
      'labels.2.level: storage has points shown, so it was reached; give it a level',
    ],
  ])('with %s is refused, saying where and what would be right', (_, change, says) => {
    expect(saysOf(change)?.[0]).toContain(says)
  })

  it('that is none at all is refused', () => {
    expect(readInterview(makeCatalogue(), 'first', 'hello').flaws).toHaveLength(1)
    expect(readInterview(makeCatalogue(), 'first', {}).flaws?.map((it) => `${it.at}: ${it.says}`)).toContain(
      'turns: should be a list of turns',
    )
  })
})
