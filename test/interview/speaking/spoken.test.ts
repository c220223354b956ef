import { describe, expect, it } from 'vitest'
import { advance } from '../../../src/interview/advance.ts'
import type { LegalMove } from '../../../src/interview/events.ts'
import { ledgerOf } from '../../../src/interview/speaking/ledger.ts'
import { authored, type Choice, spokenEvents } from '../../../src/interview/speaking/spoken.ts'
import { hold, START } from '../../support/hold.ts'
import { makeRubric } from '../../support/rubric.ts'

const rubric = makeRubric()
const CLOSE: LegalMove = { move: 'close', target: null, phase: 3, because: 'time is over', says: 'Thanks. Bye.' }

/** A choice after two answers, the interviewer being `interviewer`. */
function choiceFor(interviewer: 'scripted' | 'model'): Choice {
  const { events } = hold(rubric, () => 'Scans go through a queue to a worker that writes a table.')
  const ledger = ledgerOf(rubric, 'interview-1', events.slice(0, 5))
  return { ...ledger, interview: { ...ledger.interview, interviewer } }
}

describe('the authored turn', () => {
  it('is the best pair, word for word as its author wrote it', () => {
    const [top, ...rest] = choiceFor('scripted').legal
    if (!top) throw new Error('nothing is legal')
    const lines = { ...top, says: 'One line.\n\nAnother line?' }
    expect(authored([lines, ...rest])).toEqual({
      pair: lines,
      text: lines.says,
      by: 'script',
      observed: [],
      fault: null,
      call: null,
    })
  })

  it('is an error where nothing is legal', () => {
    expect(() => authored([])).toThrow('no legal move')
  })
})

describe('the events of a turn', () => {
  it('are one that fits: it names its time, its reasons without their words, and the turn that called for it', () => {
    const choice = choiceFor('scripted')
    const spoken = authored(choice.legal)
    const [event, ...more] = spokenEvents(rubric, choice, spoken, START + 9000)
    expect(more).toEqual([])
    expect(event).toMatchObject({
      type: 'interviewer-spoke',
      at: START + 9000,
      text: spoken.text,
      move: spoken.pair.move,
      target: spoken.pair.target,
      why: { trigger: choice.interview.turns.at(-1)?.seq },
    })
    if (event?.type !== 'interviewer-spoke') throw new Error('nobody spoke')
    expect(event.why.legal).toEqual(choice.legal.map(({ says: _, ...rest }) => rest))
    expect(advance(rubric, choice.interview, event).interview.seq).toBe(choice.interview.seq + 1)
  })

  it('are two for the closing one: the interview is over with it', () => {
    const choice = { ...choiceFor('scripted'), legal: [CLOSE] }
    const events = spokenEvents(rubric, choice, authored([CLOSE]), START)
    expect(events.map((it) => it.type)).toEqual(['interviewer-spoke', 'interview-ended'])
    const over = events.reduce((it, event) => advance(rubric, it, event).interview, choice.interview)
    expect(over).toMatchObject({ status: 'ended', endReason: 'finished' })
  })

  it('keep the note where a model was sent it, and only there', () => {
    for (const interviewer of ['model', 'scripted'] as const) {
      const choice = choiceFor(interviewer)
      const [event] = spokenEvents(rubric, choice, authored(choice.legal), START)
      expect(event).toMatchObject({ note: interviewer === 'model' ? choice.note : null })
    }
  })

  it('keep of what was observed only what stands in the turn it is about', () => {
    const choice = choiceFor('model')
    const standing = { probe: 'lost-message', answered: 'partly' as const, quote: 'go through a queue' }
    const invented = { probe: 'lost-message', answered: 'yes' as const, quote: 'an outbox in the same commit' }
    const [event] = spokenEvents(rubric, choice, { ...authored(choice.legal), observed: [standing, invented] }, START)
    expect(event).toMatchObject({ observed: [standing] })
  })

  it('have nothing that called for them when nobody has spoken', () => {
    const choice = { ...choiceFor('scripted'), heard: null }
    const [event] = spokenEvents(rubric, choice, authored(choice.legal), START)
    expect(event).toMatchObject({ why: { trigger: null } })
  })
})
