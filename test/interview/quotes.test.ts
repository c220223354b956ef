import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locate } from '../../src/interview/quotes.ts'

const found = (quote: string, text: string) => {
  const span = locate(quote, text)
  return span && text.slice(span.start, span.end)
}

describe('locate', () => {
  it.each([
    ['the queue', 'I said THE  QUEUE here', 'THE  QUEUE'],
    ['“don’t lose it”', "so I don't lose it.", "don't lose it"],
    ['a - b', 'a — b', 'a — b'],
    ['wait... what', 'wait… what', 'wait… what'],
    ['"... and then it stops."', 'First one, and then it stops', 'and then it stops'],
    ['line one line two', 'line one\r\n\tline two', 'line one\r\n\tline two'],
    ['non breaking', 'non\u00a0breaking', 'non\u00a0breaking'],
    ['ship it 🚀 now', 'then Ship it 🚀 now', 'Ship it 🚀 now'],
    ['größe', 'Die GRÖSSE? Die GRÖßE!', 'GRÖßE'],
    ['after', '😀😀 after', 'after'],
    ['the page says "sent"', 'So the page says “sent”, once.', 'the page says “sent”'],
    ['they say "done."', 'Then they say “done.” and go.', 'they say “done.”'],
    ['say "it is', 'I say "it is that".', 'say "it is'],
  ])('finds %j', (quote, text, expected) => {
    expect(found(quote, text)).toBe(expected)
  })

  it.each([
    ['the topic', 'the queue'],
    ['', 'anything'],
    ['"…"', 'wait… what'],
    ['   ', 'a b'],
    ['a b', 'a x b'],
    ['longer than the text', 'longer'],
  ])('finds no %j', (quote, text) => {
    expect(locate(quote, text)).toBeNull()
  })

  const Text = fc.string({
    unit: fc.constantFrom('a', 'B', 'é', 'ß', '😀', '𐐷', "'", '’', '“', '-', '—', '…', ' ', '\n', '\u00a0', '.', ','),
    minLength: 1,
    maxLength: 60,
  })

  it('finds every stretch of a text, however its case, marks and space are written, and points at it', () => {
    fc.assert(
      fc.property(Text, fc.nat(), fc.nat(), fc.boolean(), (text, a, b, upper) => {
        const units = [...text]
        const [from, to] = [a % units.length, b % units.length].toSorted((x, y) => x - y)
        const stretch = units.slice(from, (to ?? 0) + 1).join('')
        const core = stretch.replace(/^[\s"'.…’“]+|[\s"'.,…’“]+$/g, '')
        fc.pre(core !== '')
        const quote = (upper ? core.replace(/[a-zé]/g, (it) => it.toUpperCase()) : core.toLowerCase())
          .replaceAll('’', "'")
          .replaceAll('“', '”')
          .replaceAll('—', '–')
          .replaceAll('…', '...')
          .replace(/\s+/g, '  ')
        const span = locate(`"${quote}" `, text)
        expect(span).not.toBeNull()
        if (!span) return
        const alike = (it: string) =>
          it
            .toLowerCase()
            .replace(/[‘’]/g, "'")
            .replace(/[“”]/g, '"')
            .replace(/[–—]/g, '-')
            .replaceAll('…', '...')
            .replace(/\s+/g, ' ')
        // A quotation that begins within it is closed.
        const found = alike(text.slice(span.start, span.end)).replace(/[.,;:!?]?"$/, '')
        expect(found.replaceAll('.', '')).toBe(alike(quote).replaceAll('.', ''))
        expect(text.slice(span.start, span.end).isWellFormed()).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('finds nothing that does not stand there', () => {
    fc.assert(
      fc.property(Text, (text) => {
        expect(locate(`${text}zzz`, text)).toBeNull()
      }),
    )
  })
})
