import { describe, expect, it } from 'vitest'
import { type Line, tell } from '../../src/evaluation/tell.ts'
import { replay } from '../../src/interview/advance.ts'
import { makeRubric } from '../support/rubric.ts'

const MINUTE = 60_000
const rubric = makeRubric()
const LINES: Line[] = [
  { by: 'interviewer', text: rubric.problem.brief, move: 'open', target: null },
  { by: 'candidate', text: 'I would use a queue.' },
  { by: 'interviewer', text: 'The region is gone. And now?', move: 'change-constraint', target: 'region-lost' },
  { by: 'candidate', text: 'A job reconciles both sides each hour.' },
  { by: 'interviewer', text: 'Tell it once more.', move: 'advance', target: null },
  { by: 'candidate', text: 'It is a queue.' },
]

describe('an interview told by its lines', () => {
  it('is the fold of its events', () => {
    const { interview, events } = tell(rubric, 'told', LINES)
    expect(replay(rubric, 'told', events)).toEqual(interview)
    expect(interview).toMatchObject({ status: 'ended', endReason: 'finished', change: 'region-lost' })
    expect(interview.coverage).toMatchObject({ reconcile: { how: 'prompted', seq: 5 } })
  })

  it('moves on by the phase of a change and by advancing, within the time of its format', () => {
    const { interview } = tell(rubric, 'told', LINES)
    expect(interview.turns.map((it) => it.phase)).toEqual([0, 0, 2, 2, 3, 3])
    const minutes = interview.turns.map((it) => it.at / MINUTE)
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
    expect((interview.endedAt ?? 0) / MINUTE).toBeLessThanOrEqual(22)
  })

  it('refuses a line out of turn, by its number', () => {
    expect(() => tell(rubric, 'told', [...LINES, { by: 'candidate', text: 'And a cache.' }])).toThrow(
      'line 7 of told is out of turn',
    )
  })
})
