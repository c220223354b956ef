import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replay } from '../../src/interview/advance.ts'
import { openingFor } from '../../src/interview/opening.ts'
import { ledgerOf } from '../../src/interview/speaking/ledger.ts'
import { authored, type Spoken } from '../../src/interview/speaking/spoken.ts'
import { PERSONAS, type Persona } from '../../src/simulation/persona.ts'
import { converse, type Due, type Simulated, simulate } from '../../src/simulation/simulate.ts'
import { MINUTE, START } from '../support/hold.ts'
import { makeRubric } from '../support/rubric.ts'

const rubric = makeRubric()
const [persona] = PERSONAS as [Persona]
const opened = { ...openingFor(rubric, persona.id), at: START }

/** Drives an interview to its end; what each side was given is seen on the way. */
function drive(say: (due: Due) => Spoken | string, more: Partial<typeof opened> = {}, minutes?: number): Simulated {
  const talk = converse(rubric, 'interview-1', { ...opened, ...more }, minutes)
  let step = talk.next()
  while (!step.done) step = talk.next(say(step.value))
  return step.value
}

const scripted = (text: string) => (due: Due) => (due.by === 'interviewer' ? authored(due.legal) : text)

describe('an interview that asks for its turns', () => {
  it('asks the interviewer first, then each side in turn, and is over with the closing words', () => {
    const sides: Due['by'][] = []
    const { interview } = drive((due) => {
      sides.push(due.by)
      return scripted('We keep it in a queue.')(due)
    })
    expect(sides).toEqual(sides.map((_, i) => (i % 2 === 0 ? 'interviewer' : 'candidate')))
    expect(interview.turns.map((it) => it.by)).toEqual(sides)
    expect(interview).toMatchObject({ status: 'ended', endReason: 'finished', simulated: persona.id })
    expect(interview.turns.at(-1)?.move).toBe('close')
  })

  it('is what its events amount to, whoever takes it and whatever the seed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERSONAS), fc.nat(), (who, seed) => {
        const { events, interview } = simulate(rubric, who, seed)
        expect(replay(rubric, interview.id, events)).toEqual(interview)
        expect(events.map((it) => it.seq)).toEqual(events.map((_, i) => i + 1))
      }),
      { numRuns: 30 },
    )
  })

  it('gives the interviewer what the ledger of its events gives: the same choice, whoever then speaks', () => {
    drive(
      (due) => {
        if (due.by === 'interviewer') {
          const { by: _, events, heard, ...choice } = due
          const ledger = ledgerOf(rubric, 'interview-1', events)
          expect(ledger).toMatchObject(choice)
          expect(ledger.heard?.text ?? null).toBe(heard?.text ?? null)
        }
        return scripted('There is an outbox, and the consumer is idempotent.')(due)
      },
      { interviewer: 'model', system: 'You interview.' },
    )
  })

  it('keeps a time of its own: the candidate takes what they are given, the interviewer none', () => {
    const { interview } = drive(scripted('We keep it in a queue.'), {}, 2)
    for (const [i, turn] of interview.turns.entries()) {
      const passed = turn.at - (interview.turns[i - 1]?.at ?? START)
      expect(passed).toBe(turn.by === 'candidate' ? 2 * MINUTE : 0)
    }
    const quick = drive(scripted('We keep it in a queue.'), {}, 1)
    expect(quick.interview.turns.length).toBeGreaterThan(interview.turns.length)
  })

  it('takes no turn of the other side', () => {
    const first = converse(rubric, 'interview-1', opened)
    first.next()
    expect(() => first.next('I speak before I was asked.')).toThrow("the interviewer's turn")
    const second = converse(rubric, 'interview-1', opened)
    const due = second.next().value as Extract<Due, { by: 'interviewer' }>
    second.next(authored(due.legal))
    expect(() => second.next(authored(due.legal))).toThrow("the candidate's turn")
  })

  it('that does not end by itself is an error, not half an interview', () => {
    const facts = () => drive(scripted('How many scans are there a day?'), {}, 0)
    expect(facts).toThrow('does not end')
  })
})

describe('a scripted simulation', () => {
  it('tells of each turn before it, by its number', () => {
    const told: number[] = []
    const { interview } = simulate(rubric, persona, 1, { onTurn: (turn) => told.push(turn) })
    expect(told).toEqual(interview.turns.map((_, i) => i + 1))
  })

  it('opens as it is told to: for a model, each note is kept as it would have been sent', () => {
    const { events } = simulate(rubric, persona, 1, { opened: { ...opened, interviewer: 'model' } })
    const notes = events.flatMap((it) => (it.type === 'interviewer-spoke' ? [it.note] : []))
    expect(notes.every((note) => note?.startsWith(`<${opened.nonce}>`))).toBe(true)
    const none = simulate(rubric, persona, 1).events.flatMap((it) => (it.type === 'interviewer-spoke' ? [it.note] : []))
    expect(none).toEqual(notes.map(() => null))
  })
})
