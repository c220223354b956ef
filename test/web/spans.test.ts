import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAtEdges } from '../../web/src/scorecard/spans.ts'

const span = (id: string, start: number, end: number) => ({ id, start, end })

describe('cutAtEdges', () => {
  test('a text without evidence is one piece', () => {
    expect(cutAtEdges('all of it', [])).toEqual([{ start: 0, text: 'all of it', spans: [], opens: [], closes: [] }])
  })

  test('overlapping evidence becomes pieces side by side, each with everything it stands for', () => {
    const [one, two] = [span('one', 0, 6), span('two', 3, 9)]
    const pieces = cutAtEdges('abcdefghij', [one, two])
    expect(pieces.map((it) => [it.text, it.spans.map((s) => s.id).join()])).toEqual([
      ['abc', 'one'],
      ['def', 'one,two'],
      ['ghi', 'two'],
      ['j', ''],
    ])
    expect(pieces.map((it) => it.opens.map((s) => s.id).join())).toEqual(['one', 'two', '', ''])
    expect(pieces.map((it) => it.closes.map((s) => s.id).join())).toEqual(['', 'one', 'two', ''])
  })

  test('whatever the spans, the pieces joined are the text, and each span opens and closes once', () => {
    const edges = fc.tuple(fc.nat(40), fc.nat(40)).filter(([one, other]) => one !== other)
    fc.assert(
      fc.property(fc.string({ minLength: 41, maxLength: 60 }), fc.array(edges, { maxLength: 6 }), (text, pairs) => {
        const spans = pairs.map(([one, other], index) => span(`${index}`, Math.min(one, other), Math.max(one, other)))
        const pieces = cutAtEdges(text, spans)
        expect(pieces.map((it) => it.text).join('')).toBe(text)
        for (const it of spans) {
          expect(pieces.filter((piece) => piece.opens.includes(it))).toHaveLength(1)
          expect(pieces.filter((piece) => piece.closes.includes(it))).toHaveLength(1)
          const covered = pieces.filter((piece) => piece.spans.includes(it)).map((piece) => piece.text)
          expect(covered.join('')).toBe(text.slice(it.start, it.end))
        }
      }),
    )
  })
})
