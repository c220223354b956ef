import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { statedIn } from '../../../src/interview/numbers/read.ts'
import { recompute } from '../../../src/interview/numbers/recompute.ts'
import { type Turn, weigh } from './dialogue.ts'

/** Interviews and sentences of this repository: whoever wrote them fits together, so nothing may be held against them. */

const ROOT = join(import.meta.dirname, '..', '..', '..')
const TRANSCRIPTS = join(ROOT, 'docs', 'transcripts')
const RUBRICS = join(ROOT, 'rubrics')

const TURN = /\*\*(Interviewer|Candidate)\*\* · turn (\d+)[^\n]*\n\n((?:> .*\n?)+)/g

const turnsOf = (file: string): Turn[] =>
  [...readFileSync(join(TRANSCRIPTS, file), 'utf8').matchAll(TURN)].map(([, by, seq, text = '']) => ({
    by: by === 'Interviewer' ? 'interviewer' : 'candidate',
    seq: Number(seq),
    text: text.replace(/^> /gm, '').trim(),
  }))

const Sentences = z.object({
  criteria: z.array(z.object({ points: z.array(z.object({ yes: z.array(z.string()), no: z.array(z.string()) })) })),
  probes: z.array(z.object({ asks: z.string() })),
})

const files = ['problems', 'scenarios'].flatMap((folder) =>
  readdirSync(join(RUBRICS, folder)).map((file) => join(folder, file)),
)
const rubrics = files.map((file) => {
  const { criteria, probes } = Sentences.parse(parse(readFileSync(join(RUBRICS, file), 'utf8')))
  const said = criteria.flatMap((it) => it.points).flatMap((point) => [...point.yes, ...point.no])
  return { file, said, asks: probes.map((probe) => probe.asks) }
})

/** A slip by a factor of ten that a candidate made on purpose, and the words in which it is noticed. */
const SLIPS: Record<string, string[]> = {
  'order-processing-screen-senior.md': ['Nine hundred thousand over eighty-six thousand four hundred seconds'],
}

describe('whole interviews', () => {
  it.each(readdirSync(TRANSCRIPTS).filter((file) => file.endsWith('.md')))(
    '%s holds nothing against itself but what its candidate meant to be noticed',
    (file) => {
      const turns = turnsOf(file)
      expect(turns.length).toBeGreaterThan(20)
      const { contradictions, mismatches } = weigh(turns)
      expect(contradictions).toEqual([])
      expect(mismatches.map((it) => it.quotes[0])).toEqual(SLIPS[file] ?? [])
    },
  )
})

describe.each(rubrics)('$file', ({ said, asks }) => {
  it('has no sentence whose sum comes out otherwise', () => {
    expect([...said, ...asks].flatMap((text) => recompute(text, statedIn(text)))).toEqual([])
  })

  it('has no two sentences that are hard to hold at once, with no question between them', () => {
    expect(weigh(said.map((text, i) => ({ seq: i + 1, by: 'candidate', text }))).contradictions).toEqual([])
  })

  it('makes no interview that holds something against itself, in any order', () => {
    const answer = fc.tuple(fc.constantFrom(...said), fc.constantFrom(...said)).map((two) => two.join(' '))
    const exchanges = fc.array(fc.tuple(fc.constantFrom(...asks), answer), { minLength: 8, maxLength: 12 })
    fc.assert(
      fc.property(exchanges, (pairs) => {
        const turns = pairs.flatMap(([asked, answered], i): Turn[] => [
          { seq: 2 * i + 1, by: 'interviewer', text: asked },
          { seq: 2 * i + 2, by: 'candidate', text: answered },
        ])
        const { contradictions, mismatches } = weigh(turns)
        expect({ contradictions, mismatches }).toEqual({ contradictions: [], mismatches: [] })
      }),
      { numRuns: 20 },
    )
  })
})
