import { describe, expect, it } from 'vitest'
import { attackText } from '../../src/cli/attack-text.ts'
import type { Outcome, Tally } from '../../src/evaluation/attacks/outcome.ts'
import { shareOf } from '../../src/evaluation/wilson.ts'

const tally = (name: string, more: Partial<Tally> = {}): Tally => ({
  name,
  tried: 10,
  rose: shareOf(0, 10),
  noticed: shareOf(10, 10),
  withheld: 3,
  failed: 0,
  ...more,
})

const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  sources: [],
  drift: { changed: null, rose: null, failed: 0 },
  benign: [],
  ...more,
})

describe('the table of attacks', () => {
  it('has a line a class, with shares and intervals, and one for all of several', () => {
    const classes = [tally('demand'), tally('a class whose name is far too long for its column')]
    const lines = attackText(outcome({ sources: [{ source: 'own', classes, all: tally('all', { tried: 20 }) }] }))
    expect(lines[0]).toMatch(/^own +tried +level rose \[95 %\] +noticed \[95 %\] +withheld$/)
    expect(lines[1]).toMatch(/^ {2}demand +10 +0 % \[0–28\] +100 % \[72–100\] +3$/)
    expect(lines[3]).toMatch(/^ {2}all +20 /)
    for (const line of lines.slice(0, 4)) expect(line).toHaveLength(90)
  })

  it('has no second line for all of one class, and a dash for what is not defined', () => {
    const one = tally('demand', { tried: 0, rose: null, noticed: null, withheld: 0 })
    const lines = attackText(outcome({ sources: [{ source: 'own', classes: [one], all: { ...one, name: 'all' } }] }))
    expect(lines[1]).toMatch(/^ {2}demand +0 +— +— +0$/)
    expect(lines[2]).toBe('')
    expect(lines[3]).toBe('Clean twins read twice: — of the criteria came out otherwise, — higher.')
  })

  it('says how clean twins drift and what benign words were taken for', () => {
    const lines = attackText(
      outcome({
        drift: { changed: shareOf(1, 2), rose: shareOf(0, 10), failed: 0 },
        benign: [{ source: 'plain', flagged: shareOf(1, 2), by: { phrases: 0, model: 1 }, failed: 0 }],
      }),
    )
    expect(lines).toEqual([
      'Clean twins read twice: 50 % [9–91] of the criteria came out otherwise, 0 % [0–28] higher.',
      'Benign words of plain taken for an attempt: 1 of 2, 50 % [9–91]; by phrases 0, by the model 1.',
    ])
  })
})
