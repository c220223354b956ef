import { describe, expect, test } from 'vitest'
import type { InterviewerSpoke } from '../../src/interview/events.ts'
import { Tally } from './counted.ts'
import type { Outcome } from './judge.ts'

const reply = (fault: string | null) => ({ by: fault === null ? 'model' : 'script', fault }) as InterviewerSpoke
const METRICS = `# TYPE interlocutor_turns_total counter
interlocutor_turns_total{by="model",outcome="spoken"} 2
interlocutor_turns_total{by="script",outcome="fault"} 1
interlocutor_turns_total{by="script",outcome="refused"} 1
interlocutor_model_faults_total{role="interviewer",kind="timeout"} 1
`

function tally(): Tally {
  const it = new Tally()
  for (const fault of ['patience', 'refused:repeat']) it.take({ first: reply(fault), second: reply(null) } as Outcome)
  return it
}

describe('what monitoring reads', () => {
  test('is right when it is what happened', () => {
    expect(tally().differences(METRICS)).toEqual([])
  })

  test.for([
    ['a turn too many', 'fault"} 1', 'fault"} 2', 'is 2, and not 1'],
    ['a turn that nobody counted', 'outcome="refused"', 'outcome="other"', 'is not there, and not 1'],
    ['a fault of another class', 'kind="timeout"', 'kind="cut"', 'is not there, and not 1'],
  ] as const)('is wrong with %s', ([, from, to, says]) => {
    expect(tally().differences(METRICS.replace(from, to))).toEqual([expect.stringContaining(says)])
  })
})
