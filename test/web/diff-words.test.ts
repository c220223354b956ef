import { describe, expect, it } from 'vitest'
import type { RunDiff } from '../../web/src/api.ts'
import { countMovements, sayCause } from '../../web/src/scorecard/diff-words.ts'

type CriterionDiff = RunDiff['criteria'][number]

const mark = { level: 3, abstained: null, exposure: 'prompted', cap: 4, samples: [3], spread: 0 } as const
const made = (more: Partial<CriterionDiff> = {}): CriterionDiff => ({
  criterion: 'delivery',
  asks: 'Is it right?',
  dimension: 'Reliability',
  movement: 'same',
  changed: false,
  before: { ...mark, samples: [3] },
  after: { ...mark, samples: [3] },
  quotes: { before: [], after: [] },
  points: [],
  ...more,
})

describe('in words', () => {
  it('movements are counted in one order, those that there are', () => {
    const movements = ['same', 'down', 'up', 'up', 'withheld', 'added'] as const
    expect(countMovements(movements.map((movement) => made({ movement })))).toBe(
      '2 up, 1 down, 1 the same level, 1 no level any more, 1 new in this rubric.',
    )
  })

  it('hashes are cut short and names are not', () => {
    expect(sayCause({ what: 'rubric', before: 'a'.repeat(64), after: 'b'.repeat(64) })).toBe(
      'Rubric: aaaaaaaa → bbbbbbbb',
    )
    expect(sayCause({ what: 'model', before: 'scripted', after: 'a-very-long-model-name-2026' })).toBe(
      'Model: scripted → a-very-long-model-name-2026',
    )
  })
})
