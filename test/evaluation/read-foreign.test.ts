import { describe, expect, it } from 'vitest'
import type { Case, Read } from '../../src/evaluation/case.ts'
import { readShortAnswer } from '../../src/evaluation/read-short-answer.ts'
import { readSimulated } from '../../src/evaluation/read-simulated.ts'
import { exposureOf } from '../../src/grading/exposure.ts'
import { criterionFor } from '../../src/grading/verdict.ts'
import { makeAnswer, makeSimulated } from './make.ts'

function caseOf(read: Read): Case {
  if (!read.value) throw new Error(JSON.stringify(read.flaws))
  return read.value
}
const flawsOf = (read: Read) => read.flaws?.map((it) => `${it.at.join('.')}: ${it.says}`)

describe('a simulated interview', () => {
  it('has low, medium and high as 1, 2 and 3, and its judge as the likeliest level', () => {
    const { id, marks } = caseOf(readSimulated(makeSimulated()))
    expect(id).toBe('baker/7')
    expect(marks).toEqual([
      { criterion: 'dough', level: 1, shown: null, because: null, judge: 2 },
      { criterion: 'oven', level: 3, shown: null, because: null, judge: 3 },
    ])
  })

  it('is ended, and every criterion of it was reached without help', () => {
    const { rubric, interview } = caseOf(readSimulated(makeSimulated()))
    expect(interview.turns.map((it) => [it.by, it.text])).toEqual([
      ['interviewer', 'How do you bake?'],
      ['candidate', 'With flour.'],
      ['interviewer', 'And then?'],
      ['candidate', 'I wait.'],
    ])
    expect(interview.status).toBe('ended')
    expect(rubric.problem.criteria.map((it) => exposureOf(rubric.problem, interview, it))).toEqual([
      'prompted',
      'prompted',
    ])
  })

  it('shows the grader its anchors, that 4 is not used, and the sentences of the highest as points', () => {
    const [dough] = caseOf(readSimulated(makeSimulated())).rubric.problem.criteria
    expect(dough && criterionFor(dough).split('\n')).toEqual([
      'dough: What does the interview show of dough?',
      'Level 1: Buys it.',
      'Level 2: Kneads it.',
      'Level 3: Lets it rise. Knows why.',
      'Level 4: Not used here: 3 is the highest.',
      'Points that show it:',
      '- dough-1: Lets it rise.',
      '- dough-2: Knows why.',
    ])
  })

  it('has no judge where none was published', () => {
    const { baseline_final_posterior: _, ...row } = makeSimulated()
    expect(caseOf(readSimulated(row)).marks.map((it) => it.judge)).toEqual([null, null])
  })

  it('is refused with where it is wrong', () => {
    const row = makeSimulated()
    expect(flawsOf(readSimulated({ ...row, target_levels: { dough: 'low' } }))).toEqual([
      'target_levels: oven has no level; give it low, medium or high',
    ])
    expect(flawsOf(readSimulated({ ...row, target_levels: { dough: 'lowest', oven: 'low' } }))).toEqual([
      'target_levels.dough: should be low, medium or high',
    ])
    expect(flawsOf(readSimulated({ ...row, turns: row.turns.slice(1) }))).toEqual([
      'turns.0: turns should alternate, the interviewer first',
    ])
  })
})

describe('a short answer', () => {
  it.each([
    [0, 1],
    [0.1, 1],
    [0.25, 2],
    [0.5, 3],
    [0.8, 3],
    [0.875, 4],
    [1, 4],
  ])('scored %d is level %d', (g, level) => {
    expect(caseOf(readShortAnswer(makeAnswer(g))).marks).toEqual([
      { criterion: 'answer', level, shown: null, because: 'Short.', judge: null },
    ])
  })

  it('is one answer to one question, judged by its reference', () => {
    const { id, rubric, interview } = caseOf(readShortAnswer(makeAnswer(1)))
    expect({ id, problem: rubric.problem.id }).toEqual({ id: 'q1-a1', problem: 'q1' })
    expect(interview.turns.map((it) => it.text)).toEqual(['What is bread?', 'Baked dough.'])
    const [criterion] = rubric.problem.criteria
    expect(criterion?.asks).toContain('The reference answer: Dough, baked.')
    expect(criterion && exposureOf(rubric.problem, interview, criterion)).toBe('prompted')
  })

  it('is scored on the scale it says', () => {
    expect(caseOf(readShortAnswer({ ...makeAnswer(2), scale: [0, 6] })).marks[0]?.level).toBe(2)
    expect(flawsOf(readShortAnswer(makeAnswer(1.5)))).toEqual(['human.g: should be at most 1'])
    expect(flawsOf(readShortAnswer({ ...makeAnswer(1), reference: 3 }))).toEqual(['reference: should be text'])
  })
})
