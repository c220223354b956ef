import { describe, expect, it } from 'vitest'
import { advance } from '../../../src/interview/advance.ts'
import type { Interview } from '../../../src/interview/interview.ts'
import { conflictsOf, sinceChange } from '../../../src/interview/numbers/notice.ts'
import { rank } from '../../../src/interview/policy/rank.ts'
import { makeSpoke, openInterview, START, say } from '../../support/hold.ts'
import { makeFormat, makeRubric } from '../../support/rubric.ts'

const rubric = makeRubric({ format: makeFormat({ nudges: [] }) })
const LOAD = 'We expect ten thousand requests a second.'
const MACHINE = 'Frankly, one small server is enough for all of it.'
const WRONG = 'We get two million orders a day, so about 2,300 a second.'

type Asks = { move: 'wait' | 'change-constraint'; target?: string | null; text: string }
const GO_ON: Asks = { move: 'wait', text: 'Go on.' }

/** The interviewer asks, the candidate answers, and so on; the candidate's last turn is heard. */
function talk(lines: (string | Asks)[]) {
  let interview: Interview = openInterview(rubric)
  let heard = null as ReturnType<typeof say>['heard'] | null
  const ask = ({ move, target = null, text }: Asks) => {
    const pair = { move, target, phase: 0, because: '', says: text }
    interview = advance(rubric, interview, makeSpoke(pair, START)).interview
  }
  for (const line of lines) {
    if (typeof line !== 'string') ask(line)
    else {
      if (interview.due === 'interviewer') ask(GO_ON)
      const said = say(rubric, interview, line, START)
      interview = said.interview
      heard = said.heard
    }
  }
  return { interview, heard, found: conflictsOf(interview, heard) }
}

describe('what does not fit', () => {
  it('is noticed in the turn that says it, with both turns', () => {
    const { found, interview } = talk([LOAD, MACHINE])
    expect(found).toMatchObject([{ target: 'machine:3:5:requests', because: expect.stringMatching(/^turn 3: /) }])
    expect(found[0]?.of.quotes[0]).toContain('ten thousand requests a second')
    expect(found[0]?.of.quotes[1]).toContain('ne small server')
    expect(interview.numbers.map((it) => it.seq)).toEqual([3, 5])
  })

  it('is noticed of a sum that comes out otherwise', () => {
    const { found } = talk([WRONG])
    expect(found).toMatchObject([{ target: 'sum:3:0' }])
    expect(found[0]?.because).toContain('23')
  })

  it('is not noticed again once the talk has moved on', () => {
    expect(talk([LOAD, MACHINE, 'Then there is a queue.']).found).toEqual([])
  })

  it('is nothing when it fits, and nothing after a change or a question of growth', () => {
    expect(talk([LOAD, 'A cluster of forty servers carries that.']).found).toEqual([])
    const change: Asks = { move: 'change-constraint', target: 'region-lost', text: 'The region is gone. What now?' }
    expect(talk([LOAD, change, MACHINE]).found).toEqual([])
    expect(talk([LOAD, { move: 'wait', text: 'Now it is ten times as much. What changes?' }, MACHINE]).found).toEqual(
      [],
    )
  })

  it('what was stated before a change is not reckoned with after it', () => {
    const change: Asks = { move: 'change-constraint', target: 'region-lost', text: 'The region is gone. What now?' }
    expect(sinceChange(talk([LOAD, MACHINE]).interview)).toHaveLength(2)
    expect(sinceChange(talk([LOAD, change, MACHINE]).interview).map((it) => it.kind)).toEqual(['capacity'])
  })
})

describe('the question about it', () => {
  it('is legal before a vaguer one, quotes both and judges neither', () => {
    const { interview, heard } = talk([LOAD, MACHINE])
    const [best] = rank(rubric, interview, heard, START)
    expect(best).toMatchObject({ move: 'probe', target: 'machine:3:5:requests' })
    expect(best?.says).toMatch(/"[^"]*ten thousand requests a second[^"]*".*"[^"]*ne small server[^"]*".*\?$/)
    expect(best?.says.match(/\?/g)).toHaveLength(1)
  })

  it('is asked once, leaves no question of the problem behind, and takes no hint', () => {
    const { interview, heard } = talk([LOAD, MACHINE])
    const [best] = rank(rubric, interview, heard, START)
    if (!best) throw new Error('nothing is legal')
    const asked = advance(rubric, interview, makeSpoke(best, START)).interview
    expect(asked.current).toBe(best.target)
    const stuck = say(rubric, asked, "I don't know.", START)
    const legal = rank(rubric, stuck.interview, stuck.heard, START)
    expect(legal.map((it) => it.target)).not.toContain(best.target)
    expect(legal.map((it) => it.move)).not.toContain('hint')
  })

  it('is asked three times in an interview at most', () => {
    const { interview, heard } = talk([LOAD, MACHINE])
    const before = ['sum:1:0', 'sum:2:0', 'number:1:2:users'].map((probe) => ({
      probe,
      seq: 2,
      hints: 0,
      specific: false,
      turns: 1,
      empty: 0,
    }))
    expect(conflictsOf({ ...interview, asked: before.slice(1) }, heard)).toHaveLength(1)
    expect(conflictsOf({ ...interview, asked: before }, heard)).toEqual([])
  })
})
