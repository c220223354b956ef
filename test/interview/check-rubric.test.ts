import { describe, expect, it } from 'vitest'
import { checkFormat, checkProblem, checkSentences, namesAnswer } from '../../src/interview/check-rubric.ts'
import type { Problem } from '../../src/interview/rubric.ts'
import { takeApart } from '../../src/interview/words.ts'
import { makeFormat, makePoint, makeProbe, makeProblem, makeRubric } from '../support/rubric.ts'

const { dimensions } = makeRubric()
const flawsOf = (problem: Problem) =>
  checkProblem(problem, { dimensions, formats: [makeFormat()] })
    .filter((it) => !['criteria', 'points', 'probes', 'facts', 'changes'].includes(it.path))
    .map((it) => `${it.path}: ${it.says}`)

const withProbe = (...probes: Problem['probes']) => makeProblem({ probes: [...makeProblem().probes, ...probes] })

describe('checkProblem', () => {
  it('finds no flaw but its size in the rubric that the tests use', () => {
    expect(flawsOf(makeProblem())).toEqual([])
    expect(checkProblem(makeProblem(), { dimensions, formats: [makeFormat()] }).length).toBeGreaterThan(0)
  })

  it.each<[string, Problem, RegExp]>([
    [
      'an unknown point',
      withProbe(makeProbe({ id: 'p', brings: ['nothing-such'] })),
      /probes\.p\.brings: "nothing-such" is no point/,
    ],
    [
      'an unknown deeper probe',
      withProbe(makeProbe({ id: 'p', brings: ['outbox'], deeper: ['nowhere'] })),
      /"nowhere" is no probe/,
    ],
    [
      'a phase that no format asks',
      withProbe(makeProbe({ id: 'p', phase: 'coffee', brings: ['outbox'] })),
      /"coffee" is no kind of phase/,
    ],
    [
      'an id used twice',
      withProbe(makeProbe({ id: 'at-night', brings: ['outbox'] })),
      /"at-night" is used twice among targets/,
    ],
    [
      'a change with the id of a probe',
      makeProblem({ changes: [{ id: 'at-night', says: 'What now?', brings: ['outbox'], settles: [] }] }),
      /"at-night" is used twice among targets/,
    ],
    [
      'a change that settles what is no probe',
      makeProblem({ changes: [{ id: 'c', says: 'What now?', brings: ['outbox'], settles: ['nowhere'] }] }),
      /changes\.c\.settles: "nowhere" is no probe/,
    ],
    [
      'an unknown dimension',
      makeProblem({ criteria: makeProblem().criteria.map((it) => ({ ...it, dimension: 'charm' })) }),
      /"charm" is no dimension/,
    ],
    [
      'a point that nothing brings',
      makeProblem({ probes: makeProblem().probes.filter((it) => it.id !== 'bad-message') }),
      /points\.dead-letter: no probe or change brings/,
    ],
    [
      'two questions',
      withProbe(makeProbe({ id: 'p', brings: ['outbox'], asks: 'Who? And when?' })),
      /exactly one question/,
    ],
    ['no question', withProbe(makeProbe({ id: 'p', brings: ['outbox'], asks: 'Go on.' })), /exactly one question/],
    [
      'three sentences',
      withProbe(makeProbe({ id: 'p', brings: ['outbox'], asks: 'A. B. What then?' })),
      /longer than two/,
    ],
    [
      'an answer given away',
      withProbe(makeProbe({ id: 'p', brings: ['outbox'], asks: 'Is there an outbox?' })),
      /gives away its own answer, a cue of point "outbox"/,
    ],
    [
      'a hole that nothing fills',
      withProbe(makeProbe({ id: 'p', brings: ['outbox'], asks: 'What of {{component}}?' })),
      /binds no word/,
    ],
  ])('finds %s', (_, problem, expected) => {
    expect(flawsOf(problem).join('\n')).toMatch(expected)
  })
})

describe('checkSentences', () => {
  it('names the yes-sentence that is missed and the no-sentence that is heard', () => {
    const point = makePoint({
      id: 'p',
      cues: ['outbox'],
      yes: ['We have an outbox.', 'It is safe.'],
      no: ['No outbox.', 'The outbox is good.'],
    })
    expect(checkSentences(point)).toEqual([
      { path: 'points.p.yes', says: 'not recognised by any cue: "It is safe."' },
      { path: 'points.p.no', says: 'recognised although it should not be: "The outbox is good."' },
    ])
  })
})

describe('checkFormat', () => {
  it('finds a phase id used twice', () => {
    expect(checkFormat(makeFormat())).toEqual([])
    const { phases } = makeFormat()
    expect(checkFormat(makeFormat({ phases: [...phases, ...phases.slice(0, 1)] }))[0]?.says).toContain('"clarify"')
  })
})

describe('namesAnswer', () => {
  it('hears the words however they are said', () => {
    const point = { cues: ['dead letter'] }
    expect(namesAnswer(point.cues, takeApart('Should there be no dead letter queue?'))).toBe(true)
    expect(namesAnswer(point.cues, takeApart('One message can never be handled.'))).toBe(false)
  })
})
