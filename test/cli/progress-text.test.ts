import { describe, expect, it } from 'vitest'
import { costText, progressText, readerText } from '../../src/cli/progress-text.ts'
import { CALL } from '../support/scripted-model.ts'

describe('the progress of an evaluation', () => {
  it('is a bar that is full only when all is done', () => {
    expect(progressText(6, 12, 'a · b')).toBe('[############............] 6 of 12 · a · b')
    expect(progressText(99, 100, 'a')).toContain('#.] 99 of 100')
    expect(progressText(100, 100, 'a')).toContain('#] 100 of 100')
  })

  it('says who reads, how often, and what was there before', () => {
    const reader = { model: 'a-model', promptHash: '0123456789', samples: 1 }
    expect(readerText(reader, 0)).toBe('graded by a-model, 1 sample a cell · prompts 01234567')
    expect(readerText({ ...reader, model: null }, 0)).toContain('graded by phrases, no model')
    expect(readerText({ ...reader, samples: 3 }, 7)).toMatch(/3 samples a cell .* 7 cells were graded before$/)
  })

  it('says what the calls cost, as far as the endpoint counted', () => {
    const uncounted = { ...CALL, promptTokens: null, cachedTokens: null, outputTokens: null }
    expect(costText([CALL, CALL, uncounted], 61_400)).toBe(
      '3 calls · 400 tokens read, 75 % of them cached, 60 written · 61 s',
    )
    expect(costText([], 0)).toBe('0 calls · 0 tokens read, 0 written · 0 s')
  })
})
