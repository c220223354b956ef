import { describe, expect, it } from 'vitest'
import { replay, snapshotOf } from '../../../src/interview/advance.ts'
import { draw, freshIn } from '../../../src/interview/board/draw.ts'
import { graphOf } from '../../../src/interview/board/graph.ts'
import { isDrawn, isNamed } from '../../../src/interview/probes.ts'
import { bound, box, sceneOf } from '../../support/board.ts'
import { hold, openInterview, START, say, speak } from '../../support/hold.ts'
import { makeProbe, makeRubric } from '../../support/rubric.ts'

const rubric = makeRubric()
const ORDERS = box('o', 0, 0, 'Orders')
const first = sceneOf(...ORDERS)
const second = sceneOf(...ORDERS, ...box('q', 300, 0, 'Queue'), bound('a', 'o', 'q'))
const moved = sceneOf(...box('o', 900, 50, 'Orders'))
const begun = speak(
  rubric,
  openInterview(rubric),
  { move: 'open', target: null, phase: 0, because: '', says: 'Where do you begin?' },
  START,
)

describe('drawing', () => {
  it('is told whole at first, then by what became different', () => {
    const one = say(rubric, begun, 'Here it is.', START, first)
    expect(one.heard.board?.says).toBe('boxes: Orders')
    const asked = speak(
      rubric,
      one.interview,
      { move: 'wait', target: null, phase: 0, because: '', says: 'Go on.' },
      START,
    )
    const two = say(rubric, asked, 'Now with a queue.', START, second)
    expect(two.heard.board?.says).toBe('changed: added box: Queue; added arrow: Orders → Queue')
    expect(two.heard.board?.scene).toEqual(second)
    expect(two.interview.turns.at(-1)?.drew).toBe(two.heard.board?.says)
    expect(two.interview.board).toEqual({ graph: graphOf(second), seq: two.interview.seq, fresh: ['q'] })
  })

  it('is nothing when no word of it changed, or when no board came', () => {
    const { interview } = say(rubric, begun, 'Here it is.', START, first)
    expect(draw(interview, moved)).toBeNull()
    expect(draw(interview, first)).toBeNull()
    expect(draw({ board: null }, sceneOf())).toBeNull()
    expect(say(rubric, begun, 'No board.', START).heard.board).toBeNull()
  })

  it('an empty board after a full one is told', () => {
    const { interview } = say(rubric, begun, 'Here it is.', START, first)
    expect(draw(interview, sceneOf())?.says).toBe('changed: removed box: Orders')
  })

  it('counts as new what has a new label, not what was moved', () => {
    expect(freshIn(graphOf(first), graphOf(moved))).toEqual([])
    expect(freshIn(graphOf(first), graphOf(sceneOf(...box('o', 0, 0, 'Order API'))))).toEqual(['o'])
    expect(freshIn(null, graphOf(first))).toEqual(['o'])
  })
})

describe('a probe about what was drawn', () => {
  const probe = makeProbe({ id: 'lost', brings: ['outbox'], binds: ['queue'] })
  const drew = say(rubric, begun, 'Here it is.', START, second).interview

  it('is named by the turn that drew it, and not by a later one', () => {
    expect(isNamed(drew, probe)).toBe(true)
    const later = say(
      rubric,
      speak(rubric, drew, { move: 'wait', target: null, phase: 0, because: '', says: 'Go on.' }, START),
      'It is stored.',
      START,
    ).interview
    expect(isNamed(later, probe)).toBe(false)
    expect(isDrawn(drew, drew.seq + 1, probe)).toBe(false)
  })

  it('is not named by another box', () => {
    expect(isNamed(drew, { binds: ['cache'] })).toBe(false)
    expect(isNamed(begun, probe)).toBe(false)
  })
})

it('the fold of the events is the interview, boards and all, and its snapshot can be stored', () => {
  const scenes = [first, second, moved, sceneOf()]
  const held = hold(rubric, () => 'It is stored somewhere.', { draws: (turn) => scenes[turn % scenes.length] ?? null })
  expect(held.events.filter((it) => it.type === 'candidate-spoke' && it.board !== null).length).toBeGreaterThan(3)
  expect(replay(rubric, held.interview.id, held.events)).toEqual(held.interview)
  expect(JSON.parse(JSON.stringify(snapshotOf(held.interview)))).toEqual(snapshotOf(held.interview))
})
