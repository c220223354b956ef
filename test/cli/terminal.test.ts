import { describe, expect, it } from 'vitest'
import { flow, inert, wrap } from '../../src/cli/terminal.ts'

describe('text in a terminal', () => {
  it('is broken at words, each line indented, paragraphs kept', () => {
    expect(wrap('one two three\nfour', '  ', 10)).toBe('  one two\n  three\n  four')
    expect(wrap('', '  ', 10)).toBe('  ')
  })

  it('is never cut within a word that is too long', () => {
    expect(wrap('a incomprehensibilities b', '', 10)).toBe('a\nincomprehensibilities\nb')
  })

  it('that comes in pieces is broken as it would be whole', () => {
    const text = 'The night is quiet. Then a machine stops; who hears of it, and when would that be?'
    const say = flow('  ', 30)
    const pieces = text
      .split(/(?<=\.) /)
      .map(say)
      .join('')
    expect(pieces).toBe(`\n${wrap(text, '  ', 30)}`)
  })

  it('steers nothing: control characters are shown and not obeyed', () => {
    const given = '\u001b[2Jred\u001b]0;title\u0007 \u009b31m \r \u007f'
    for (const shown of [inert(given), wrap(given), flow('')(given)]) expect(shown).not.toMatch(/[^\P{Cc}\n\t]/u)
    expect(inert('a\tb\nc שלום 🙂')).toBe('a\tb\nc שלום 🙂')
  })
})
