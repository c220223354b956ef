import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LegalMove } from '../../../src/interview/events.ts'
import { rank } from '../../../src/interview/policy/rank.ts'
import type { Rubric } from '../../../src/interview/rubric.ts'
import { hold, MINUTE, openInterview, START, say, speak } from '../../support/hold.ts'
import { makeFormat, makeRubric } from '../../support/rubric.ts'

const SPEAKS = ', and the job or the résumé speaks of it'
const rubric = makeRubric({ format: makeFormat({ nudges: [] }) })
const OPEN: LegalMove = { move: 'open', target: null, phase: 0, because: '', says: rubric.problem.brief }

/** What is legal after these words in the design phase, with what was favoured at the opening. */
function legalAfter(
  text: string,
  favours: string[],
  { of = rubric, minutes = 1 }: { of?: Rubric; minutes?: number } = {},
) {
  const begun = speak(of, { ...openInterview(of), favours }, OPEN, START)
  const moved = speak(of, say(of, begun, 'Well.', START).interview, { ...OPEN, move: 'advance', phase: 1 }, START)
  const at = START + minutes * MINUTE
  const { interview, heard } = say(of, moved, text, at)
  return rank(of, interview, heard, at)
}
const probesOf = (legal: LegalMove[]) => legal.filter((it) => it.move === 'probe').map((it) => it.target)

describe('a probe that the résumé speaks of', () => {
  it('comes before one of the same worth, and its reason says so', () => {
    const plain = legalAfter('It is stored.', [])
    expect(probesOf(plain)).toEqual(['stored-where', 'busy-primary'])
    const tailored = legalAfter('It is stored.', ['busy-primary'])
    expect(probesOf(tailored)).toEqual(['busy-primary', 'stored-where'])
    expect(tailored.map((it) => it.because)).toEqual([`1 point open${SPEAKS}`, '1 point open'])
    expect(new Set(tailored.map((it) => it.says))).toEqual(new Set(plain.map((it) => it.says)))
  })

  it('does not come before what the candidate just spoke of', () => {
    const [storage, ...others] = rubric.problem.probes.filter((it) => it.phase === 'design')
    if (!storage) throw new Error('there is no such probe')
    const probes = [{ ...storage, binds: ['table'] }, ...others]
    const of = { ...rubric, problem: { ...rubric.problem, probes } }
    expect(probesOf(legalAfter('It is one table.', ['busy-primary'], { of }))[0]).toBe('stored-where')
  })

  it('does not come before one of a criterion that was not reached', () => {
    const probes = rubric.problem.probes.map((it) =>
      it.id === 'stored-where' ? { ...it, brings: ['dead-letter'] } : it,
    )
    const criteria = rubric.problem.criteria.map((it) => ({ ...it, weight: 1 }))
    const of = { ...rubric, problem: { ...rubric.problem, probes, criteria } }
    const reachesStorage = 'There is a unique index on the scan.'
    expect(probesOf(legalAfter(reachesStorage, ['busy-primary'], { of }))).toEqual(['stored-where', 'busy-primary'])
  })

  it('says so when the clock is spoken with it as well', () => {
    const clocked = makeRubric()
    const [nudge] = legalAfter('It is stored.', ['bad-message'], { of: clocked, minutes: 13 })
    expect(nudge).toMatchObject({ move: 'nudge-time', target: 'bad-message', because: `9 minutes are left${SPEAKS}` })
    const [plain] = legalAfter('It is stored.', [], { of: clocked, minutes: 13 })
    expect(plain?.because).toBe('9 minutes are left')
  })
})

const ids = rubric.problem.probes.map((it) => it.id)
const TALK = [
  'It is stored.',
  'We have a queue.',
  "I don't know.",
  'The consumer is idempotent.',
  'How many scans are there?',
]

describe('whatever is favoured', () => {
  it('the interview is as whole: nothing is asked twice, it closes, and no reason names what was not favoured', () => {
    fc.assert(
      fc.property(
        fc.subarray(ids),
        fc.array(fc.constantFrom(...TALK), { minLength: 1, maxLength: 8 }),
        (favours, talk) => {
          const held = hold(rubric, (_, turn) => talk[turn % talk.length] ?? null, {
            tailoring: { job: null, favours },
          })
          const asked = held.interview.asked.map((it) => it.probe)
          expect(new Set(asked).size).toBe(asked.length)
          expect(held.pairs.at(-1)?.move).toBe('close')
          for (const { target, because } of held.ranked.flatMap((it) => it.legal))
            if (because.includes(SPEAKS)) expect(favours).toContain(target)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('nothing favoured ranks as no tailoring at all', () => {
    const candidate = (_: unknown, turn: number) => TALK[turn % TALK.length] ?? null
    const tailoring = { job: 'Engineer', favours: [] }
    expect(hold(rubric, candidate, { tailoring }).pairs).toEqual(hold(rubric, candidate).pairs)
  })
})
